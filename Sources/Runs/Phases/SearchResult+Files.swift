import Documents
import RunFiles
import Scenarios

extension SearchResult {
    /// Writes `front.json` and `architecture.json`.
    ///
    /// - Parameters:
    ///   - directory: The folder.
    ///   - scenario: What the search was asked for by.
    ///   - sha256: The SHA-256 of the weights that it scored with.
    /// - Throws: `Failure` where a file cannot be written.
    func write(to directory: RunDirectory, of scenario: Scenario, supernet sha256: String) throws(Failure) {
        try directory.write(frontJSON, to: RunFileName.front)
        let found = FoundArchitecture(
            space: space, path: winner.path,
            provenance: [
                "scenario": .string(scenario.name), "seed": .integer(scenario.seed),
                "supernet_sha256": .string(sha256), "method": .string(method.rawValue),
                "search_seed": .integer(seed), "evaluated": .integer(evaluated),
                "images": .integer(picturesPerNetwork), "accuracy": JSONValue(winner.accuracy),
                "loss": JSONValue(winner.loss),
            ])
        try directory.write(found.json, to: RunFileName.architecture)
    }
}
