import Documents
import RunFiles
import Scenarios
import Supernet

/// What is scored once when training has ended: the pool's members, and uniform paths to hold them against.
public struct PlanFinalScoring: Hashable, Sendable {
    /// Members of the pool at most.
    public let members: Int
    /// Paths drawn uniformly at most.
    public let uniformPaths: Int
    /// Pictures that each is scored on.
    public let picturesPerPath: Int

    /// Works it out; a strategy that scores nothing leaves no pool.
    init(_ scenario: Scenario) {
        members = scenario.supernet.strategy == .greedy ? scenario.poolCapacity : 0
        uniformPaths = members > 0 ? PoolStanding.drawnPaths : 0
        picturesPerPath = scenario.data.search
    }

    /// Pictures that go forward.
    public var images: Int { (members + uniformPaths) * picturesPerPath }

    /// The figures by name.
    var json: JSONValue {
        [
            RunKey.members: .integer(members), "uniform_paths": .integer(uniformPaths),
            RunKey.pictures: .integer(picturesPerPath), RunKey.images: .integer(images),
        ]
    }
}
