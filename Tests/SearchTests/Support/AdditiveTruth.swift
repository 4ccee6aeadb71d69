import Architecture
import Reproducibility
import Search

/// Errors that are the sum of what each choice is worth, with noise of each path's own; MACs are the second objective.
///
/// What a choice is worth has a standard deviation of 0.02 over a mean error of 0.5.
struct AdditiveTruth {
    let domain: SearchDomain
    private let worth: [[Double]]
    private let noise: Double
    private let seed: UInt64

    static let objectives: [Objective] = [.error, .macs]

    /// - Parameter share: Where the limit of MACs lies between the smallest path and the largest; nil for no limit.
    init(layers: Int, choices: Int, share: Double? = nil, noise: Double = 0, seed: UInt64) throws {
        let costs = try SearchDomain.uniform(layers: layers, choices: choices).costs
        domain = try SearchDomain(costs: costs, limits: CostLimits(macs: share.map { costs.macs(at: $0) }))
        var stream = RandomStream(seed: seed, purpose: .simulation)
        worth = (0..<layers).map { _ in (0..<choices).map { _ in 0.02 * stream.normal() } }
        self.noise = noise
        self.seed = seed
    }

    /// The error without noise.
    func error(of path: Path) -> Double {
        path.choices.enumerated().reduce(0.5) { $0 + worth[$1.offset][Int($1.element)] }
    }

    /// What a search is told.
    func evaluation(of path: Path) throws -> Evaluation {
        var stream = RandomStream(seed: seed, purpose: .simulatedScores, index: path.key)
        return try domain.evaluation(
            of: path, accuracy: 1 - error(of: path) - noise * stream.normal(), loss: 0,
            objectives: Self.objectives)
    }

    /// The path with the least error within the limits, by looking at all of them.
    func optimum() throws -> Path {
        domain.allWithinLimits.min { error(of: $0) < error(of: $1) } ?? Path(choices: [])
    }

    /// Asks, evaluates and tells until the search is over, or a number of times.
    func run(_ searcher: inout some Searcher, times: Int = .max) throws {
        var round = 0
        while !searcher.isFinished, round < times {
            try searcher.tell(searcher.ask().map { try evaluation(of: $0) })
            round += 1
        }
    }
}
