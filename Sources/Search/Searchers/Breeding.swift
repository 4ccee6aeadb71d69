import Architecture
import Reproducibility

/// How NSGA-II makes children of a population: tournaments, crossover, mutation.
struct Breeding {
    /// So often a child is drawn again.
    private static let tries = 64

    private let domain: SearchDomain
    private let settings: NSGA2Settings
    private let parents: [Path]
    private let ranking: ParetoRanking

    /// Ranks the parents, at least one.
    init(domain: SearchDomain, settings: NSGA2Settings, parents: [Evaluation]) {
        self.domain = domain
        self.settings = settings
        self.parents = parents.map(\.path)
        ranking = ParetoRanking(of: parents)
    }

    /// A child that may be asked for and never was, or nil where the tries do not bring one.
    ///
    /// The last one tried is brought within the limits by repair, if need be, as a last attempt that still has its
    /// parents' layers.
    func child(among fresh: inout FreshPaths, using stream: inout RandomStream) -> Path? {
        for _ in 1..<Self.tries {
            let child = draw(using: &stream)
            if fresh.claim(child) { return child }
        }
        var child = draw(using: &stream)
        if !domain.admits(child) { child = domain.repaired(child, using: &stream) }
        return fresh.claim(child) ? child : nil
    }

    /// One child of two parents, whatever its cost.
    func draw(using stream: inout RandomStream) -> Path {
        var child = parents[winner(using: &stream)]
        let other = parents[winner(using: &stream)]
        if stream.uniform() < settings.crossover {
            for layer in child.choices.indices where stream.integer(below: 2) == 1 {
                child.choices[layer] = other.choices[layer]
            }
        }
        for (layer, offer) in domain.space.layers.enumerated() where stream.uniform() < settings.mutation {
            let others = offer.choices.filter { $0 != child.choices[layer] }
            if !others.isEmpty { child.choices[layer] = others[stream.integer(below: others.count)] }
        }
        return child
    }

    /// The place of the better of two parents drawn uniformly; of equals the one drawn first.
    private func winner(using stream: inout RandomStream) -> Int {
        let first = stream.integer(below: parents.count)
        let second = stream.integer(below: parents.count)
        return ranking.prefers(second, to: first) ? second : first
    }
}
