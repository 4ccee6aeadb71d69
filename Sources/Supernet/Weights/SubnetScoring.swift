import Architecture
import Exchange
import Layout
import NeuralNetwork
import Workers

/// Scores networks with weights on loan: all that a reader of a supernet can do.
///
/// The weights are lent for each group of pictures, and all of the work is jobs of one team. Where there are more ranks, all
/// of them call the same functions with the same paths and pictures, and all get the same outcomes.
struct SubnetScoring: Sendable {
    let lender: any WeightLender
    /// The largest group of a scored set that is normalised together.
    let group: Int
    let team: WorkerTeam
    let memory: PassMemory
    let precision: ScoringPrecision
    /// Who shares the work; nil for this process alone.
    var ranks: Ranks?

    var layout: SupernetLayout { lender.layout }

    /// Scores paths in parallel, each on all of the pictures; results in the order of the paths.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    /// - Precondition: The space contains the paths.
    func score(_ paths: [Path], on pictures: PictureBatch) async throws -> [PassOutcome] {
        if let ranks { return try await score(paths, on: pictures, over: ranks) }
        return try await spread(paths.count) { index in try await score(layout.subnet(paths[index]), on: pictures) }
    }

    /// Does work item by item, as many at a time as the team has threads; results in the order of the items.
    func spread<Outcome: Sendable>(
        _ count: Int, _ work: @escaping @Sendable (_ index: Int) async throws -> Outcome
    ) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: [(Int, Outcome)].self) { group in
            for share in 0..<team.width {
                group.addTask {
                    var outcomes: [(Int, Outcome)] = []
                    for index in stride(from: share, to: count, by: team.width) {
                        outcomes.append((index, try await work(index)))
                    }
                    return outcomes
                }
            }
            var results = [Outcome?](repeating: nil, count: count)
            for try await outcomes in group {
                for (index, outcome) in outcomes { results[index] = outcome }
            }
            return results.compactMap(\.self)
        }
    }

    /// Scores one network on a set of pictures, group by group, each normalised by its own statistics.
    ///
    /// - Throws: `CancellationError` before the next group when the task is cancelled.
    func score(_ subnet: Subnet, on pictures: PictureBatch) async throws -> PassOutcome {
        var total = PassOutcome.none
        for group in pictures.groups(of: group) {
            total = total + (try await score(subnet, on: pictures, group: group))
        }
        return total
    }

    /// Scores one network on one group of pictures.
    ///
    /// - Throws: `CancellationError` where the task is cancelled before.
    func score(_ subnet: Subnet, on pictures: PictureBatch, group: Range<Int>) async throws -> PassOutcome {
        try await scorePictures(subnet, on: pictures, group: group).reduce(.none, +)
    }

    /// What `score` sums up, of each picture of the group.
    func scorePictures(_ subnet: Subnet, on pictures: PictureBatch, group: Range<Int>) async throws -> [PassOutcome] {
        try Task.checkCancellation()
        let (memory, precision) = (memory, precision)
        return try await lender.withLoan { weights in
            try await team.run { crew in
                subnet.scorePictures(
                    pictures, group: group, weights: weights, crew: crew, memory: memory, precision: precision)
            }
        }
    }
}
