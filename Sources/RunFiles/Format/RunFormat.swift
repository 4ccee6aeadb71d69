package import Documents

/// The number that every JSON document of a run, every line of `metrics.jsonl`, a sweep's `sweep.json` and a latency table
/// have in their key `format`; the scenario, which people write, has none.
///
/// It rises when a key gets another name or another meaning, and whoever reads a file reads all earlier ones too. Lines of
/// `metrics.jsonl` have it one by one, since a run may be carried on by a later build.
///
/// - 1, which files without the key have: `parameters`, `search_images` and `best_path` in the place of `params`,
///   `images` and `best_names`, and `images` where `pictures` stands now. Sweeps and latency tables had no other keys.
/// - 2: the vocabulary of `RunKey`.
package enum RunFormat {
    /// What is written here.
    package static let current = 2

    /// The key.
    package static let key = "format"

    /// The format of a document.
    ///
    /// - Throws: `Refusal` where it is no whole number from 1 on, or one that a later build has written.
    package static func of(_ document: JSONSection) throws(Refusal) -> Int {
        guard document.object[key] != nil else { return 1 }
        guard case .integer(let format)? = document.object[key], (1...current).contains(format) else {
            throw document.wrong(key, expected: "a whole number from 1 to \(current), the newest that this build reads")
        }
        return format
    }
}

extension JSONValue {
    /// This object with the number of the format in front.
    package var withFormat: JSONValue {
        guard case .object(let members) = self else { return self }
        return .object([Member(RunFormat.key, .integer(RunFormat.current))] + members)
    }
}

extension JSONSection {
    /// Reads a document that the engine has written.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - what: What it is expected to be, for the sentences.
    /// - Throws: `Refusal` where it cannot be read, is no JSON object, or has a format that is not known here.
    package init(ofRunFile file: String, what: String) throws(Refusal) {
        try self.init(of: file, what: what)
        _ = try RunFormat.of(self)
    }
}
