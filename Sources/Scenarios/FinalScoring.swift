public import Architecture
import Supernet

/// What is scored once when the rounds are over: the pool's members, and uniform paths to hold them against.
public struct FinalScoring: Hashable, Sendable {
    /// Members of the pool at most.
    public let members: Int
    /// Paths drawn uniformly at most.
    public let uniformPaths: Int
    /// Pictures that each is scored on.
    public let picturesPerPath: Int

    /// Works it out; a strategy that scores nothing leaves no pool.
    ///
    /// - Parameters:
    ///   - scenario: Its sections `supernet`, `search` and `data`.
    ///   - space: The space of the pictures at hand; nil for that of the scenario's own sizes.
    public init(_ scenario: Scenario, in space: SearchSpace? = nil) {
        let isGreedy = scenario.supernet.strategy == .greedy
        members = isGreedy ? scenario.poolCapacity(in: space ?? scenario.searchSpace) : 0
        uniformPaths = members > 0 ? PoolStanding.drawnPaths : 0
        picturesPerPath = scenario.data.search
    }

    /// Pictures that go forward for the uniform paths.
    public var uniformImages: Int { uniformPaths * picturesPerPath }

    /// Pictures that go forward.
    public var images: Int { members * picturesPerPath + uniformImages }
}
