import Documents
public import Exchange
import Host
import RunFiles
import Runs
public import Scenarios

/// Runs every combination of a scenario's `sweep` object, one after another or some at a time, and tabulates them.
///
/// Each run has a folder of its own in the sweep's. A finished run is left as it is, an interrupted one is resumed,
/// and one that another process is doing is left to it. The tables are made again from the folders after every run.
public struct Sweep: Sendable {
    private let sweep: ScenarioSweep
    private let run: any SweptRun
    private let files: SweepFiles
    private let jobs: Int
    /// Threads for each run.
    private let workers: Int
    /// The places of the runs that this call is to do.
    private let waiting: [Int]
    /// All runs as the folders had them at the beginning.
    private let found: [SweepRow]

    /// Prepares a sweep: looks at all folders, so that nothing begins where one of them is in the way.
    ///
    /// - Parameters:
    ///   - sweep: What to run.
    ///   - run: How a combination is run.
    ///   - output: The folder for all runs; nil for `runs/NAME-sweep`, or
    ///     `runs/NAME-simulation-sweep` of simulations.
    ///   - shard: The part of the runs that this call is to do.
    ///   - jobs: How many runs are done at a time, at least 1.
    ///   - workers: Threads that compute, divided among the runs done at a time, each of which has at least one; nil
    ///     for as many as there are usable cores.
    /// - Throws: `Refusal` or `ScenarioError` where a folder holds the run of another scenario or cannot be read, and for
    ///   a run that this machine cannot do.
    public init(
        _ sweep: ScenarioSweep, of run: any SweptRun, output: String?, shard: SweepShard = .whole, jobs: Int,
        workers: Int?
    ) throws {
        let folder = FilePath.plain(
            output ?? "runs/\(sweep.name)-\(run.isSimulation ? "simulation-sweep" : "sweep")")
        guard !FolderContents.exists("\(folder)/\(RunFileName.scenario)") else {
            throw Refusal("\(folder) is the folder of a single run; expected one that holds the runs of a sweep")
        }
        guard !FolderContents.exists(folder) || FolderContents.isFolder(folder) else {
            throw Refusal("\(folder) is a file; expected a folder for the runs of the sweep")
        }
        self.sweep = sweep
        self.run = run
        files = SweepFiles(folder: folder)
        let found = try sweep.combinations.map { combination in
            SweepRow(
                combination: combination,
                status: SweepRow.Status(
                    try SweptFolder(
                        "\(folder)/\(combination.name)", for: combination.scenario, isSimulation: run.isSimulation)))
        }
        let waiting = found.indices.filter { shard.contains($0) && found[$0].summary == nil }
        self.found = found
        self.waiting = waiting
        self.jobs = max(1, min(jobs, waiting.count))
        self.workers = max(1, (workers ?? Processor.cores) / self.jobs)
        for index in waiting {
            let combination = sweep.combinations[index]
            do {
                try run.check(combination.scenario, workers: self.workers, jobs: self.jobs)
            } catch let refusal as Refusal {
                throw Refusal("the combination \(combination.name): \(refusal)")
            }
        }
    }

    /// The folder for all runs.
    public var path: String { files.folder }

    /// What this call is about to do, a sentence.
    public var note: String {
        let threads = workers.counted("thread")
        return "\(found.count.counted("run")) in \(path): \(finished) already finished, \(waiting.count) to do"
            + (waiting.isEmpty ? "" : jobs == 1 ? " with \(threads)" : ", \(jobs) at a time with \(threads) each")
    }

    /// The sweep's runs that are over.
    private var finished: Int { found.count { $0.summary != nil } }

    /// What this call would do and what that would cost: the runs that are not over, by the speed of this machine.
    ///
    /// Tries out about a second for each space of networks, and writes nothing.
    public func plan() async throws -> SweepPlan {
        try await SweepPlan(
            waiting.map { sweep.combinations[$0] }, finished: finished, named: sweep.name, in: path, jobs: jobs,
            workers: workers)
    }

    /// Does the runs.
    ///
    /// - Parameters:
    ///   - stop: Asks the runs at hand to keep their state and end.
    ///   - report: Is told of every run that ends, a line each.
    /// - Returns: The table, which the folder holds too; runs that failed are in it.
    /// - Throws: `RunInterruption` where `stop` ended it; `Failure` where a table cannot be written.
    @concurrent
    public func execute(
        stop: StopRequest = StopRequest(), report: @Sendable (String) -> Void = { _ in }
    ) async throws -> SweepTable {
        try NewFolder.make(path)
        var rows = found
        var table = try write(&rows)
        var queue = waiting[...]
        var ended = 0
        var writing: (any Error)?
        await withTaskGroup(of: (index: Int, status: SweepRow.Status).self) { group in
            func beginNext() {
                guard stop.signal == nil, writing == nil, let index = queue.popFirst() else { return }
                group.addTask { (index, await status(of: index, stop: stop)) }
            }
            for _ in 0..<jobs { beginNext() }
            while let (index, status) = await group.next() {
                rows[index].status = status
                ended += 1
                report("\(ended)/\(waiting.count) \(line(of: rows[index]))")
                do {
                    table = try write(&rows)
                } catch {
                    // The runs at hand come to their ends; that their tables are missing is said after that.
                    writing = error
                }
                beginNext()
            }
        }
        if let writing { throw writing }
        if let signal = stop.signal {
            throw RunInterruption(
                signal: signal, advice: "repeat the command to continue the sweep in \(path)")
        }
        return table
    }

    /// Does one run.
    private func status(of index: Int, stop: StopRequest) async -> SweepRow.Status {
        let combination = sweep.combinations[index]
        let folder = self.folder(of: combination)
        do {
            // Another process may have done it in the meantime.
            let state = try SweptFolder(folder, for: combination.scenario, isSimulation: run.isSimulation)
            if case .finished(let summary) = state { return .done(summary: summary) }
            return .done(
                summary: try await run.run(
                    combination.scenario, in: folder, isBegun: state == .begun, workers: workers, stop: stop))
        } catch let refusal as Refusal where refusal.isInUse {
            return .inUse("\(refusal)")
        } catch is RunInterruption {
            return .begun
        } catch {
            return .failed("\(error)")
        }
    }

    /// Looks again at the runs of other processes, and writes the tables; a folder that cannot be read is a run that failed.
    private func write(_ rows: inout [SweepRow]) throws -> SweepTable {
        for index in rows.indices where rows[index].summary == nil && rows[index].failure == nil {
            let combination = rows[index].combination
            do {
                let state = try SweptFolder(
                    folder(of: combination), for: combination.scenario, isSimulation: run.isSimulation)
                let status = SweepRow.Status(state)
                if case .inUse = rows[index].status, status.summary == nil { continue }
                rows[index].status = status
            } catch {
                rows[index].status = .failed("\(error)")
            }
        }
        let table = SweepTable(sweep, rows: rows, measures: run.measures, isSimulation: run.isSimulation)
        try files.write(table)
        return table
    }

    private func folder(of combination: SweepCombination) -> String { "\(path)/\(combination.name)" }

    private func line(of row: SweepRow) -> String {
        switch row.status {
        case .failed(let reason): return "\(row.combination.name) failed: \(reason)"
        case .inUse(let reason): return "\(row.combination.name) is running in another process: \(reason)"
        case .begun, .notBegun: return "\(row.combination.name) was stopped and can be resumed"
        case .done(let summary):
            let figures = run.measures.filter(\.isPlotted).compactMap { measure in
                measure.value(summary).map { _ in "\(measure.title) \(measure.text(in: summary))" }
            }
            return "\(row.combination.name): \(figures.joined(separator: ", "))"
        }
    }
}
