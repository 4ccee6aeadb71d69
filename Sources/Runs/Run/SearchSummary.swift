public import Documents

/// What came out of a search of its own, as the `summary.json` of its folder holds it.
public struct SearchSummary: Sendable {
    /// The scenario's name and seed.
    let scenario: String
    let seed: Int
    /// SHA-256 over the digest of the weights that were read, the front and the choices found.
    public let digest: String
    /// The SHA-256 of the file of weights.
    let supernet: String
    /// What was found.
    public let search: SearchResult
    let folder: String

    /// The document `summary.json`.
    public var json: JSONValue {
        [
            "scenario": .string(scenario), "seed": .integer(seed), "digest": .string(digest),
            "supernet": ["sha256": .string(supernet)], "search": search.json,
            "architecture": search.architectureJSON, "test_openings": 0,
        ]
    }

    /// The summary for people.
    public var text: String {
        (["\(scenario), seed \(seed): search in a trained supernet"] + search.lines
            + ["digest \(digest)", "folder \(folder)"]).joined(separator: "\n")
    }
}
