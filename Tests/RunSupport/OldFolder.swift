import Documents
import Foundation

/// Writes the files of a run as the first format had them: other names, and no number of the format.
package enum OldFolder {
    /// Makes a folder an old one.
    package static func age(_ folder: String) throws {
        try rewrite("\(folder)/summary.json") { summary in
            let pool = rename("pool", in: without("checksum", without("files", summary)), ["best_names": "best_path"])
            return rename("retrain", in: pool, ["params": "parameters"])
        }
        try rewrite("\(folder)/front.json") { rename(["pictures": "images"], in: $0) }
        try rewrite("\(folder)/architecture.json") { rename("provenance", in: $0, ["pictures": "images"]) }
        for name in ["pool.json", "environment.json"] { try rewrite("\(folder)/\(name)") { $0 } }
        let keys = try JSONValue(parsing: FirstFormat.scenario)
        try rewrite("\(folder)/scenario.json") { only(keys, of: $0) }
        let lines = try String(contentsOfFile: "\(folder)/metrics.jsonl", encoding: .utf8).split(separator: "\n").map {
            let line = try JSONValue(parsing: String($0))
            let old = line["kind"] == "generation" ? rename(["images": "search_images"], in: line) : line
            return without("format", old).description + "\n"
        }
        try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: "\(folder)/metrics.jsonl"))
    }

    private static func rewrite(_ file: String, _ change: (JSONValue) -> JSONValue) throws {
        guard FolderContents.exists(file) else { return }
        let document = try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: file))))
        let text = without("format", change(document)).text(indented: true) + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }

    /// The members of an object that another one has too, sections likewise.
    private static func only(_ keys: JSONValue, of object: JSONValue) -> JSONValue {
        guard case .object(let members) = object, case .object = keys else { return object }
        return .object(
            members.compactMap { member in keys[member.key].map { .init(member.key, only($0, of: member.value)) } })
    }

    /// The object with all of its members but one.
    static func without(_ key: String, _ object: JSONValue) -> JSONValue {
        guard case .object(let members) = object else { return object }
        return .object(members.filter { $0.key != key })
    }

    private static func rename(_ names: [String: String], in object: JSONValue) -> JSONValue {
        guard case .object(let members) = object else { return object }
        return .object(members.map { .init(names[$0.key] ?? $0.key, $0.value) })
    }

    private static func rename(_ key: String, in object: JSONValue, _ names: [String: String]) -> JSONValue {
        object[key].map { object.setting(key, to: rename(names, in: $0)) } ?? object
    }
}
