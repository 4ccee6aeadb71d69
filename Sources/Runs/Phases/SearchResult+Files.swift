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
        try directory.write(found(winner, of: scenario, supernet: sha256).json, to: RunFileName.architecture)
    }

    /// A network that the search has evaluated, as `architecture.json` holds the one that is retrained.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - scenario: What the search was asked for by.
    ///   - sha256: The SHA-256 of the weights that it scored with.
    ///   - rank: Its rank, and of how many it was chosen; nil where the search itself chose.
    func found(
        _ network: ScoredNetwork, of scenario: Scenario, supernet sha256: String,
        rank: (place: Int, candidates: Int)? = nil
    ) -> FoundArchitecture {
        FoundArchitecture(
            space: space, path: network.path,
            provenance: .found(
                network, scenario: scenario.name, seed: scenario.seed, supernetSHA256: sha256,
                method: method.rawValue, searchSeed: seed, evaluated: evaluated, pictures: picturesPerNetwork,
                rank: rank))
    }
}
