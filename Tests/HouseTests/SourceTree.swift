import Foundation
import TestSupport

/// The folders of `Sources`, each a module, and what their files import.
struct SourceTree {
    /// A file of a module.
    struct File {
        /// The path below `Sources`.
        let path: String
        /// The modules that it imports, those of the system among them.
        let imports: [String]
        /// The text without comments.
        let code: String
    }

    /// The modules' names, which are their folders', with their files.
    let modules: [String: [File]]

    private static let folder = Checkout.folder.appendingPathComponent("Sources")

    init() throws {
        var modules: [String: [File]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
            let root = Self.folder.appendingPathComponent(name).path
            let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
            modules[name] = try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
                File("\(name)/\(path)", try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
            }
        }
        self.modules = modules
    }

    /// All files, in the order of their paths.
    var files: [File] { modules.values.joined().sorted { $0.path < $1.path } }
}

extension SourceTree.File {
    /// Takes a file's text apart.
    init(_ path: String, _ text: String) {
        let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
        self.path = path
        imports = lines.compactMap { line in
            // Attributes and the access level stand before it; behind it perhaps the kind of the one thing imported.
            let words = line.prefix { $0 != "/" }.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place < 3, let what = words.last, words.count > place + 1
            else { return nil }
            let name = String(what.prefix { $0 != "." })
            return Self.folders[name] ?? name
        }
        code = lines.joined(separator: "\n")
    }

    /// The modules whose folders have names of their own.
    private static let folders = ["GreedyNAS": "Umbrella", "CommandLineTool": "greedynas"]

    /// The module that the file belongs to.
    var module: String { String(path.prefix { $0 != "/" }) }
}
