import Architecture
public import Documents
import NeuralNetwork
import Planning
import Reporting
import Scenarios

/// A sweep in numbers before anything is trained: its runs, and what they cost in pictures, time and disk.
public struct SweepPlan: Sendable {
    private let name: String
    private let folder: String
    private let jobs: Int
    private let workers: Int
    /// Runs that are over already.
    private let finished: Int
    private let runs: [(combination: SweepCombination, plan: Plan)]

    /// Plans runs.
    ///
    /// - Parameters:
    ///   - combinations: The runs that are to be done.
    ///   - finished: How many of the sweep's runs are over.
    ///   - name: The scenario's name.
    ///   - folder: The folder for all runs.
    ///   - jobs: How many runs are done at a time.
    ///   - workers: Threads for each of them.
    init(
        _ combinations: [SweepCombination], finished: Int, named name: String, in folder: String, jobs: Int,
        workers: Int
    ) async throws {
        // How fast paths are depends on nothing but these; a budget or a width that is varied changes the space.
        struct Work: Hashable {
            let space: SearchSpace
            let precisions: [ScoringPrecision]
        }
        var speeds: [Work: SpeedProbe] = [:]
        var runs: [(SweepCombination, Plan)] = []
        for combination in combinations {
            // With the pictures of the folder that is given, as `plan` reads them.
            let scenario = try combination.scenario.measured()
            try Plan.check(scenario)
            let work = Work(
                space: scenario.searchSpace,
                precisions: [scenario.supernet.scoringPrecision, scenario.search.precision])
            let speed: SpeedProbe
            if let known = speeds[work] {
                speed = known
            } else {
                speed = try await SpeedProbe.measure(scenario, workers: workers)
                speeds[work] = speed
            }
            runs.append((combination, Plan(scenario, workers: workers, speed: speed)))
        }
        self.runs = runs.map { (combination: $0, plan: $1) }
        self.name = name
        self.folder = folder
        self.jobs = jobs
        self.workers = workers
        self.finished = finished
    }

    /// Seconds that all runs take, so many at a time.
    var seconds: Double { runs.reduce(0) { $0 + ($1.plan.seconds ?? 0) } / Double(jobs) }

    /// Bytes that their folders take.
    var bytes: Int { runs.reduce(0) { $0 + $1.plan.disk.total } }

    /// Corrected pictures of all supernets.
    var correctedImages: Double { runs.reduce(0) { $0 + $1.plan.training.correctedOptimizationImages } }

    /// The plan for people.
    ///
    /// - Parameter width: The most characters of a line; nil for lines of any length.
    public func text(width: Int?) -> String {
        let rows = runs.map { combination, plan in
            [
                combination.name, plan.training.rounds.decimal(places: 0),
                MeasureUnit.count(plan.training.correctedOptimizationImages, below: 1e5).text(
                    mean: plan.training.correctedOptimizationImages, deviation: nil),
                plan.seconds.map { NumberText.duration($0) } ?? "-", Plan.bytes(plan.disk.total),
            ]
        }
        let cost = MeasureUnit.count(correctedImages, below: 1e5).text(mean: correctedImages, deviation: nil)
        let table = TextTable(["run", "rounds", "corrected", "time", "disk"], rows, leftAligned: [0])
        return [
            table.text(width: width, keeping: 1), "",
            "\(name): \(runs.count.counted("run")) to do in \(folder)"
                + (finished > 0 ? ", \(finished) finished before" : ""),
            "cost    \(cost) corrected pictures in all supernets",
            "time    about \(NumberText.duration(seconds)), \(jobs == 1 ? "one run" : "\(jobs) runs") at a time with "
                + "\(workers.counted("thread"))\(jobs == 1 ? "" : " each")"
                + (runs.allSatisfy { $0.plan.expected == nil } ? ", if none stops early" : ""),
            "disk    about \(Plan.bytes(bytes))",
        ].joined(separator: "\n")
    }

    /// The plan as one JSON document.
    public var json: JSONValue {
        [
            "scenario": .string(name), "folder": .string(folder), "finished": .integer(finished),
            "jobs": .integer(jobs), "workers": .integer(workers), "corrected_images": JSONValue(correctedImages),
            "estimated_seconds": JSONValue(seconds), "disk_bytes": .integer(bytes),
            "runs": .array(
                runs.map { combination, plan in
                    [
                        "folder": .string(combination.name), "rounds": JSONValue(plan.training.rounds),
                        "corrected_images": JSONValue(plan.training.correctedOptimizationImages),
                        "estimated_seconds": JSONValue(plan.seconds), "disk_bytes": .integer(plan.disk.total),
                    ]
                }),
        ]
    }
}
