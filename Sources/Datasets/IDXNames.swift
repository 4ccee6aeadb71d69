import Foundation

/// The four files of a set in IDX format, found by their names.
///
/// A name is perhaps a set's, then `train` or `t10k` (or `test`), `images` or `labels`, and `idx1-ubyte`, `idx3-ubyte` or
/// `idx4-ubyte` behind a hyphen or a dot; perhaps `.gz`. A file that is not compressed goes first.
struct IDXNames {
    /// What stands before `train` and `t10k`, without the last hyphen; empty for MNIST.
    let prefix: String
    let trainingPictures: String
    let trainingLabels: String
    let testPictures: String
    let testLabels: String

    /// Looks into a folder.
    ///
    /// - Parameters:
    ///   - folder: A folder that is there.
    ///   - set: The set's name, for what is said where files are missing.
    /// - Throws: `DatasetsError` where a file is missing, the folder has several sets, or cannot be listed.
    init(in folder: String, set: String) throws {
        let names: [String]
        do {
            let all = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            names = all.filter { !$0.hasSuffix(".gz") } + all.filter { $0.hasSuffix(".gz") }
        } catch {
            throw DatasetsError.inaccessible(folder, because: error)
        }
        var found: [String: [Role: String]] = [:]
        for name in names {
            guard let (prefix, role) = Self.role(of: name), PlainFile.exists(PlainFile.join(folder, name)) else {
                continue
            }
            if found[prefix]?[role] == nil { found[prefix, default: [:]][role] = name }
        }
        let complete = found.keys.filter { found[$0]?.count == Role.allCases.count }.sorted()
        guard complete.count <= 1 else {
            throw DatasetsError.severalSets(folder: folder, sets: complete.map { $0.isEmpty ? "without a name" : $0 })
        }
        // What is missing is said of the set of which most is there.
        let prefix =
            complete.first ?? found.keys.sorted().max { found[$0, default: [:]].count < found[$1, default: [:]].count }
        let files = prefix.flatMap { found[$0] } ?? [:]
        func path(_ role: Role) throws -> String {
            guard let name = files[role] else {
                throw DatasetsError.filesMissing(set: set, places: [folder], names: role.names(prefix ?? ""))
            }
            return PlainFile.join(folder, name)
        }
        self.prefix = prefix ?? ""
        trainingPictures = try path(.trainingPictures)
        trainingLabels = try path(.trainingLabels)
        testPictures = try path(.testPictures)
        testLabels = try path(.testLabels)
    }

    /// What a file is in its set.
    private enum Role: CaseIterable {
        case trainingPictures, trainingLabels, testPictures, testLabels

        /// How its file may be called, for the search in a folder.
        func names(_ prefix: String) -> [String] {
            let start =
                (prefix.isEmpty ? "" : prefix + "-")
                + (self == .trainingPictures || self == .trainingLabels ? "train" : "t10k")
            let end =
                self == .trainingPictures || self == .testPictures ? ("images", "idx3-ubyte") : ("labels", "idx1-ubyte")
            return ["", ".gz"].flatMap { ending in ["-", "."].map { "\(start)-\(end.0)\($0)\(end.1)\(ending)" } }
        }
    }

    /// The set and the role that a name tells; nil for another name.
    private static func role(of name: String) -> (prefix: String, role: Role)? {
        var rest = name[...]
        if rest.hasSuffix(".gz") { rest = rest.dropLast(3) }
        func takes(_ endings: [String]) -> String? {
            guard let ending = endings.first(where: { rest.hasSuffix($0) }) else { return nil }
            rest = rest.dropLast(ending.count)
            return ending
        }
        guard takes(["idx1-ubyte", "idx3-ubyte", "idx4-ubyte"]) != nil, takes(["-", "."]) != nil,
            let content = takes(["-images", "-labels"]), let part = takes(["train", "t10k", "test"]),
            rest.isEmpty || rest.hasSuffix("-")
        else { return nil }
        let role: Role =
            switch (part == "train", content == "-images") {
            case (true, true): .trainingPictures
            case (true, false): .trainingLabels
            case (false, true): .testPictures
            case (false, false): .testLabels
            }
        return (String(rest.dropLast()), role)
    }
}
