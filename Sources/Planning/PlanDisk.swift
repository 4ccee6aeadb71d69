import Architecture
import Documents
import Scenarios
import Supernet

/// About how large the folder of a run becomes.
public struct PlanDisk: Hashable, Sendable {
    /// Bytes of the files of weights.
    public let weights: Int
    /// Bytes of the two checkpoints that are kept.
    public let checkpoints: Int
    /// Bytes of the records, and of the page and the lists made of them.
    public let records: Int

    /// Works it out.
    ///
    /// - Parameters:
    ///   - scenario: The run.
    ///   - params: The parameters of its supernet.
    ///   - rounds: The rounds of its training.
    init(_ scenario: Scenario, params: Int, rounds: Int) {
        let (supernet, search) = (scenario.supernet, scenario.search)
        let space = scenario.searchSpace
        let trains = scenario.until >= .retrain
        let bytes = MemoryLayout<Float>.stride
        // A retrained network is a part of the supernet, and small beside it.
        weights = params * bytes
        // Weights and momentum of the supernet, and of the networks that may be chosen what they have become.
        let perLayer = Double(params) / Double(max(1, space.operations.count))
        let networks = trains ? Double(2 * scenario.retrain.candidates + 1) * perLayer : 0
        checkpoints = 2 * bytes * (2 * params + Int(networks))
        // In a line a path takes its choices and its scores, as numbers of up to 20 digits.
        let path = space.layers.count * 3 + 8
        let drawn = supernet.strategy == .greedy ? supernet.m : supernet.keptPaths(in: space)
        let round = 500 + drawn * (path + 40) + supernet.trainedPasses(in: space) * 20
        let searched = scenario.until >= .search ? search.budget * (path + 40) : 0
        let epochs = trains ? scenario.retrain.epochs * 250 : 0
        let pages = 500_000 + scenario.poolCapacity * 300
        // Rounds that a budget ends may be planned in any number.
        let all = Double(rounds) * Double(round) + Double(searched + epochs + pages)
        records = Int(min(all, Self.mostRecords))
    }

    /// More bytes than any disk has, and few enough to be added to.
    private static let mostRecords = 0x1p60

    /// All of it.
    public var total: Int { weights + checkpoints + records }

    /// The parts by name.
    var json: JSONValue {
        [
            "total": .integer(total), "weights": .integer(weights), "checkpoints": .integer(checkpoints),
            "records": .integer(records),
        ]
    }
}
