import Architecture
import RunFiles
import Scenarios
import Search
import Supernet
import Workers

/// Runs a search and writes its files into a folder: of the run that trained the supernet, or one of its own.
struct SearchFiles {
    let directory: RunDirectory
    let scenario: Scenario

    /// Searches, with a line of `metrics.jsonl` for each generation, and writes `front.json` and `architecture.json`.
    ///
    /// - Parameters:
    ///   - phase: The search.
    ///   - progress: Where it goes on from; nil for the beginning.
    ///   - supernet: The supernet's layout, settings and pictures.
    ///   - weights: Its trained weights.
    ///   - sha256: The SHA-256 of their file.
    ///   - pool: The members of the candidate pool, best first.
    ///   - team: The threads that compute.
    ///   - cores: The cores at work.
    ///   - stop: Asks the search to end.
    ///   - reporter: Takes the generations.
    ///   - keep: Takes the progress after each generation.
    func search(
        _ phase: SearchPhase, from progress: SearchProgress? = nil, in supernet: SupernetPhase, weights: FloatBuffer,
        sha256: String, pool: [Path], team: WorkerTeam, cores: Int, stop: StopRequest, reporter: RunReporter,
        keep: (SearchProgress) async throws -> Void = { _ in }
    ) async throws -> SearchResult {
        let scoring = PathScoring(
            layout: supernet.layout, weights: weights, settings: supernet.settings, feed: supernet.feed,
            count: scenario.search.images, group: scenario.search.scoringBatch, team: team)
        let result: SearchResult
        do {
            result = try await phase.run(
                from: progress, pool: pool, scoring: scoring, cores: cores, stop: stop
            ) { generation, progress in
                try await reporter.report(generation, planned: scenario.search.generations)
                try await keep(progress)
            }
        } catch {
            await reporter.close()
            throw error
        }
        await reporter.close()
        try directory.write(result.frontFile.json(space: result.space), to: RunFileName.front)
        try directory.write(
            FoundArchitecture(
                space: result.space, path: result.winner.path, provenance: provenance(of: result, sha256: sha256)
            ).json, to: RunFileName.architecture)
        return result
    }

    private func provenance(of result: SearchResult, sha256: String) -> Provenance {
        .found(
            result.winner, scenario: scenario.name, seed: scenario.seed, supernetSHA256: sha256,
            method: result.method.rawValue, searchSeed: result.seed, evaluated: result.evaluated,
            pictures: result.picturesPerNetwork)
    }
}
