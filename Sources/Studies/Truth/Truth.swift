import Architecture
import Documents
public import Exchange
import RunFiles
import Runs
public import Scenarios

/// Trains random networks of a space from scratch by a scenario's recipe, and makes a table of their accuracies.
///
/// Each training has a folder of its own in that of the table. One that is over is left as it is, one that was interrupted
/// starts over, and one that another process is doing is left to it. The table is made again from the folders after every
/// training. It is the test set that says how good a network is: every training opens it once.
public struct Truth: Sendable {
    private let scenario: Scenario
    private let trainings: [TruthTraining]
    private let workers: Int?
    /// The places of the trainings that this call is to do.
    private let waiting: [Int]
    /// All trainings as the folders had them at the beginning.
    private let found: [TruthTable.Status]
    private let networks: Int
    private let asked: Int

    /// The folder for all trainings.
    public let path: String

    /// More trainings are no table of one's own.
    public static let mostTrainings = 100_000

    /// Prepares a table: draws the networks and looks at all folders, so that nothing begins where one is in the way.
    ///
    /// - Parameters:
    ///   - scenario: Its space, limits, pictures and recipe.
    ///   - networks: How many different networks within the limits; where there are fewer, all that were found are taken.
    ///   - seeds: Trainings of each network, whose seeds count on from that of the scenario's retraining.
    ///   - output: The folder; nil for `runs/NAME-truth`.
    ///   - shard: The part of the trainings that this call is to do.
    ///   - workers: Threads that compute; nil for as many as there are usable cores.
    /// - Throws: `Refusal`, `ScenarioError` or an error of the pictures' reader where the pictures are not found, no network
    ///   keeps the limits, or a folder holds a training of another scenario or cannot be read.
    public init(
        _ scenario: Scenario, networks: Int, seeds: Int, output: String?, shard: SweepShard = .whole, workers: Int?
    ) throws {
        let folder = FilePath.plain(output ?? "runs/\(scenario.name)-truth")
        guard !FolderContents.exists(folder) || FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is a file; expected a folder for the trainings")
        }
        guard !FolderContents.exists("\(folder)/\(RunFileName.scenario)") else {
            throw Refusal("\(folder) is the folder of a single run; expected one that holds the trainings of a table")
        }
        guard scenario.retrain.from == .scratch else {
            throw Refusal(
                "retrain.from is \"\(scenario.retrain.from.rawValue)\", and a table of truth holds networks that are trained alone; "
                    + "expected \"scratch\"")
        }
        // Its networks are those of the pictures at hand.
        let measured = try scenario.measured()
        let paths = try measured.networksOfTruth(networks)
        let first = scenario.retrain.seed ?? scenario.seed
        guard !first.addingReportingOverflow(seeds - 1).overflow else {
            throw Refusal(
                "\(scenario.retrain.seed == nil ? "seed" : "retrain.seed") is \(first), from which the seeds of \(seeds) trainings "
                    + "of a network count on; expected at most \(Int.max - seeds + 1)")
        }
        let trainings = try paths.flatMap { path in
            try (0..<seeds).map { try TruthTraining(path, seed: first + $0, by: measured) }
        }
        let found = try trainings.map { training in
            TruthTable.Status(
                try SweptFolder("\(folder)/\(training.name)", for: training.scenario, isSimulation: false))
        }
        self.scenario = measured
        self.trainings = trainings
        self.found = found
        self.workers = workers
        self.networks = paths.count
        asked = networks
        self.path = folder
        waiting = found.indices.filter { shard.contains($0) && found[$0].summary == nil }
    }

    /// What the caller should be told before the first training, a sentence each.
    public var notes: [String] {
        let finished = found.count { $0.summary != nil }
        let fewer =
            networks < asked
            ? ["the space has no more than \(networks) different networks within search.limits that draws find"] : []
        return fewer + [
            "\(trainings.count.counted("training")) of \(networks.counted("network")) in \(path): \(finished) finished before, "
                + "\(waiting.count) to do, each of which opens the test set once"
        ]
    }

    /// Does the trainings.
    ///
    /// - Parameters:
    ///   - stop: Asks for an early end; the training at hand starts over the next time.
    ///   - report: Is told of every training that ends, a line each.
    /// - Returns: The results, which the folder holds too; trainings that failed are in it.
    /// - Throws: `RunInterruption` where `stop` ended it; `Failure` where the table cannot be written.
    @concurrent
    public func execute(
        stop: StopRequest = StopRequest(), report: @Sendable (String) -> Void = { _ in }
    ) async throws -> TruthTable {
        try NewFolder.make(path)
        var table = TruthTable(scenario, trainings: trainings, statuses: found, folder: path)
        try table.write()
        for (done, index) in waiting.enumerated() {
            guard stop.signal == nil else { break }
            let status = await status(of: index, stop: stop)
            table = TruthTable(
                scenario, trainings: trainings, statuses: statuses(after: table, index, status), folder: path)
            try table.write()
            report("\(done + 1)/\(waiting.count) \(table.line(of: index))")
        }
        if let signal = stop.signal {
            throw RunInterruption(signal: signal, advice: "repeat the command to continue the table in \(path)")
        }
        return table
    }

    /// Does one training.
    private func status(of index: Int, stop: StopRequest) async -> TruthTable.Status {
        let training = trainings[index]
        let folder = "\(path)/\(training.name)"
        do {
            // Another process may have done it in the meantime.
            if case .finished(let summary) = try SweptFolder(folder, for: training.scenario, isSimulation: false) {
                return .done(summary)
            }
            return .done(try await training.run(in: folder, workers: workers, stop: stop))
        } catch let refusal as Refusal where refusal.isInUse {
            return .notDone
        } catch is RunInterruption {
            return .notDone
        } catch {
            return .failed("\(error)")
        }
    }

    /// All trainings after one of them has ended, after looking again at those of other processes.
    private func statuses(
        after table: TruthTable, _ index: Int, _ status: TruthTable.Status
    ) -> [TruthTable.Status] {
        trainings.indices.map { place in
            if place == index { return status }
            guard case .notDone = table.statuses[place] else { return table.statuses[place] }
            let training = trainings[place]
            let folder = try? SweptFolder("\(path)/\(training.name)", for: training.scenario, isSimulation: false)
            return folder.map { TruthTable.Status($0) } ?? .notDone
        }
    }
}
