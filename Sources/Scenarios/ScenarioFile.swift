import Documents
import Foundation
import RunFiles
public import ScenarioKeys

/// Scenarios in files, with what the command line changes in them.
public enum ScenarioFile {
    /// Reads a scenario from a file.
    ///
    /// The file's own values come first, then `settings` in their order, then `seed` and `data`. `data.path`,
    /// `search.latency_table`, `supernet.budget.matching` and `benchmark` are relative to the file's folder; `data`, and
    /// the same keys in `settings`, to the working directory.
    ///
    /// - Parameters:
    ///   - path: The file, or the name of one in `Scenarios`, as `found` knows it.
    ///   - settings: Values of `--set`: `key.path=value`, the value JSON5, or a text where it does not parse.
    ///   - seed: Replaces `seed`.
    ///   - data: Replaces `data.path`.
    /// - Throws: `ScenarioError`.
    public static func read(
        _ path: String, settings: [String] = [], seed: Int? = nil, data: String? = nil
    ) throws(ScenarioError) -> Scenario {
        let path = found(path)
        let tree = try tree(of: path, settings: settings, seed: seed, data: data)
        return try Scenario(tree, standardName: standardName(of: path), folder: folder(of: path))
    }

    /// Reads the scenario that a run, a search, a retraining or a simulation has left in its folder.
    ///
    /// It lists every key that its build knew. So a key that is not there had no value but the one that everything had
    /// before there was a choice, whatever its default is today.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - settings: As for `read(_:)`.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    /// - Returns: The scenario, whose pictures cannot be read where an earlier build has chosen a part of them in a way that
    ///   is not known.
    /// - Throws: `ScenarioError`.
    public static func read(
        ofRun folder: String, settings: [String] = [], data: String? = nil
    ) throws(ScenarioError) -> Scenario {
        let path = "\(folder)/\(RunFileName.scenario)"
        let tree = try tree(of: path, earlier: earlierValues, settings: settings, data: data)
        var scenario = try Scenario(tree, standardName: standardName(of: path), folder: self.folder(of: path))
        // Builds before this key took the first pictures of the set or, the last of them, of each class: which, the file does
        // not tell.
        if tree.value(of: "data.labels") == nil { scenario.data.undecidedFile = path }
        return scenario
    }

    /// The keys whose defaults are not what runs did that had no such key.
    private static let earlierValues: [(key: String, value: JSONValue)] = [
        ("supernet.initialization", "fan_out"), ("supernet.residual_gamma", 1), ("supernet.limits", .null),
        ("retrain.initialization", "fan_out"), ("retrain.residual_gamma", 1),
    ]

    /// Reads a scenario with a `sweep` object from a file: every combination of what it varies.
    ///
    /// The values of a combination come after the file's own and what the command line sets, which must be other keys.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - settings: As for one scenario; keys of `sweep` too, as `sweep.seed=[1, 2, 3]` and `sweep.supernet.m=[5, 10]`.
    ///   - seed: Replaces `seed`.
    ///   - data: Replaces `data.path`.
    ///   - last: Replaces `until`.
    ///   - allowsMany: Whether more than `ScenarioSweep.limit` combinations are meant.
    /// - Throws: `ScenarioError`, for the first combination too that makes no scenario.
    public static func readSweep(
        _ path: String, settings: [String] = [], seed: Int? = nil, data: String? = nil, until last: RunPhase? = nil,
        allowsMany: Bool = false
    ) throws(ScenarioError) -> ScenarioSweep {
        let path = found(path)
        var tree = try tree(of: path, settings: settings, seed: seed, data: data)
        if let last { try tree.set("until", to: .string(last.rawValue), as: "--until \(last.rawValue)") }
        return try ScenarioSweep(
            tree, standardName: standardName(of: path), folder: folder(of: path), allowsMany: allowsMany)
    }

    /// The scenario file that a path or name stands for: the one at the path, or else, where there is none, the shipped one of that
    /// name, as `quickstart` is `Scenarios/quickstart.json`.
    ///
    /// - Parameters:
    ///   - path: A path or a name.
    ///   - folder: The checkout; nil for the working directory.
    /// - Returns: The path as it is where neither is there.
    public static func found(_ path: String, in folder: String? = nil) -> String {
        guard !FolderContents.exists(path) || FolderContents.isFolder(path) else { return path }
        let shipped = (folder.map { "\($0)/" } ?? "") + "\(shippedFolder)/\(path).json"
        return FolderContents.exists(shipped) ? shipped : path
    }

    /// Where the scenarios that come with the engine lie in its checkout.
    private static let shippedFolder = "Scenarios"

    /// That there is no scenario at a path: where it was looked for, and what is near to it.
    private static func absence(of path: String) -> String {
        guard FileAbsence.target(of: path) == nil else { return FileAbsence.words(path) }
        let isFile = path.hasSuffix(".json")
        let words =
            isFile || path.hasPrefix("/")
            ? FileAbsence.words(path) : "neither \(path) nor \(shippedFolder)/\(path).json is there"
        if isFile {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder(of: path))) ?? []
            let names = files.filter { $0.hasSuffix(".json") }.sorted()
            if let nearest = NearestName.to(URL(fileURLWithPath: path).lastPathComponent, among: names) {
                return words + "; the nearest name in its folder is \(nearest)"
            }
        }
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: shippedFolder)) ?? []
        let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
        let nearest = names.first { $0.hasSuffix("/\(path)") } ?? NearestName.to(path, among: names)
        return words + (nearest.map { "; the nearest name in \(shippedFolder) is \($0)" } ?? "")
    }

    private static func tree(
        of path: String, earlier: [(key: String, value: JSONValue)] = [], settings: [String] = [], seed: Int? = nil,
        data: String? = nil
    ) throws(ScenarioError) -> ScenarioTree {
        let root: JSONValue
        let bytes = try bytes(of: path)
        do throws(JSONSyntaxError) {
            root = try JSONValue(parsing: bytes)
        } catch {
            throw .syntax(place: path, error)
        }
        var tree = try ScenarioTree(root: root, file: path)
        for (key, value) in earlier { tree.fill(key, with: value) }
        for setting in settings { try apply(setting, to: &tree) }
        if let seed { try tree.set("seed", to: .integer(seed), as: "--seed \(seed)") }
        if let data { try tree.set("data.path", to: .string(FilePath.absolute(data, in: nil)), as: "--data \(data)") }
        return tree
    }

    private static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Applies a setting.
    ///
    /// A path begins in the working directory, as everything that is typed there. A run to match is read whatever number the
    /// file keeps of another run.
    private static func apply(_ setting: String, to tree: inout ScenarioTree) throws(ScenarioError) {
        try tree.apply(setting: setting)
        let given = setting.prefix { $0 != "=" }
        for key in pathKeys where key == given || key.hasPrefix(given + ".") {
            guard case .string(let path)? = tree.value(of: key), !path.isEmpty else { continue }
            try tree.set(key, to: .string(FilePath.absolute(path, in: nil)), as: "--set \(setting)")
        }
        let key = "supernet.budget.matching"
        guard setting.hasPrefix(key + "="), case .string(let path)? = tree.value(of: key), !path.isEmpty else { return }
        // A number that the command line names too is meant, in whatever order.
        if tree.setting(overlapping: "supernet.budget.images") == nil {
            try tree.set("supernet.budget.images", to: .null, as: "--set \(setting)")
        }
        // What was measured in the run matched before says nothing of this one.
        if case .string? = tree.value(of: "supernet.budget.ratio") {
            try tree.set("supernet.budget.ratio", to: "measured", as: "--set \(setting)")
        }
    }

    /// The keys whose values are paths of files and folders.
    private static let pathKeys = [
        "data.path", "space.file", "search.latency_table", "supernet.budget.matching", "benchmark",
    ]

    /// A scenario takes a few kilobytes; more is another kind of file.
    private static let largest = 1 << 20

    private static func bytes(of path: String) throws(ScenarioError) -> [UInt8] {
        guard FolderContents.exists(path) else {
            throw .unreadable(file: path, reason: absence(of: path))
        }
        if FolderContents.isFolder(path) { throw .unreadable(file: path, reason: "it is a folder; expected a file") }
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            let data = try handle.read(upToCount: largest + 1) ?? Data()
            guard data.count <= largest else {
                throw ScenarioError.unreadable(file: path, reason: "it is larger than 1 MiB; expected a scenario")
            }
            return Array(data)
        } catch let error as ScenarioError {
            throw error
        } catch {
            throw .unreadable(file: path, reason: SystemReason.of(error))
        }
    }

    /// The file's name without its extension, made of what a name may hold.
    private static func standardName(of path: String) -> String {
        let base = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let kept = base.unicodeScalars.filter { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "-_.".unicodeScalars.contains(scalar)
        }
        let text = String(String.UnicodeScalarView(kept.drop { "-_.".unicodeScalars.contains($0) }).prefix(100))
        return text.isEmpty ? "scenario" : text
    }
}
