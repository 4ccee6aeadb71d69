import GreedyNAS

func network(by scenario: String, into folder: String) async throws -> (network: String, top1: Double)? {
    let run = try Run(
        ScenarioFile.read(scenario, settings: ["supernet.m=6"]), output: folder, workers: 2, audience: .none)
    let outcome = try await run.execute()
    guard let found = outcome.search, let retrained = outcome.retrain else { return nil }
    return (found.space.names(of: found.winner.path), retrained.outcome.top1)
}
