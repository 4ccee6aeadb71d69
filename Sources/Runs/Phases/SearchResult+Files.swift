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
        try directory.write(frontFile.json(space: space), to: RunFileName.front)
        let found = FoundArchitecture(
            space: space, path: winner.path,
            provenance: .found(
                winner, scenario: scenario.name, seed: scenario.seed, supernetSHA256: sha256,
                method: method.rawValue, searchSeed: seed, evaluated: evaluated, pictures: picturesPerNetwork))
        try directory.write(found.json, to: RunFileName.architecture)
    }
}
