import GreedyNAS

/// A landscape of your own: a path is worth the kernels that it uses, and the identity nothing.
struct LargeKernels: Landscape {
    let space: SearchSpace

    func quality(of path: Path) -> Double {
        path.choices.reduce(0) { sum, choice in
            guard case .invertedBottleneck(let kernel, _, _) = space.operations[Int(choice)] else { return sum }
            return sum + Double(kernel)
        }
    }
}

/// Simulates a training over it: the engine's actors, without pictures.
///
/// Returns the paths of the pool, the best first.
func pool(as scenario: Scenario) async throws -> [Path] {
    let simulation = try SimulationPhase(
        scenario, landscape: LargeKernels(space: scenario.searchSpace), workers: 2)
    return try await simulation.run().result.pool.members.map(\.path)
}
