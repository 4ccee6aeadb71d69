import Architecture
public import Documents
import Foundation
import Rankings
import RunFiles
import Scenarios

/// The accuracies of networks that were trained from scratch, as far as the trainings are.
public struct TruthTable: Sendable {
    /// How far a training is.
    enum Status: Hashable, Sendable {
        /// It is not finished.
        case notDone
        /// It failed in this call, for this reason.
        case failed(String)
        /// It is finished.
        case done(RunSummary)

        /// The results; nil for an unfinished training.
        var summary: RunSummary? { if case .done(let summary) = self { summary } else { nil } }

        /// Where a folder stands.
        init(_ folder: SweptFolder) {
            if case .finished(let summary) = folder { self = .done(summary) } else { self = .notDone }
        }
    }

    /// The name of the table that `correlate --benchmark` and a scenario's `benchmark` read.
    public static let fileName = "table.json"
    /// The name of the list of all trainings.
    public static let listName = "trainings.csv"

    let statuses: [Status]
    private let scenario: Scenario
    private let trainings: [TruthTraining]
    private let folder: String

    /// Makes the table of trainings.
    init(_ scenario: Scenario, trainings: [TruthTraining], statuses: [Status], folder: String) {
        self.scenario = scenario
        self.trainings = trainings
        self.statuses = statuses
        self.folder = folder
    }

    /// The trainings that failed, the folder's name and the reason.
    public var failures: [(name: String, reason: String)] {
        zip(trainings, statuses).compactMap { training, status in
            if case .failed(let reason) = status { (training.name, reason) } else { nil }
        }
    }

    /// How many trainings there are.
    public var count: Int { trainings.count }

    /// How many are finished.
    public var finished: Int { statuses.count { $0.summary != nil } }

    /// How often the test set was opened, over all finished trainings.
    public var testOpenings: Int { statuses.reduce(0) { $0 + ($1.summary?.testOpenings ?? 0) } }

    /// A network with the test accuracies of its trainings, shares.
    private struct Row {
        let path: Path
        let macs: Int
        let params: Int
        let accuracies: [Double]

        var mean: Double { accuracies.reduce(0, +) / Double(accuracies.count) }
    }

    /// The networks whose trainings are all finished, so that every mean is over the same number of them.
    private var rows: [Row] {
        var rows: [Row] = []
        var place = 0
        while place < trainings.count {
            let path = trainings[place].path
            let own = zip(trainings, statuses).dropFirst(place).prefix { $0.0.path == path }.map(\.1)
            place += own.count
            let retrained = own.compactMap { $0.summary?.retrain }
            guard retrained.count == own.count, let first = retrained.first else { continue }
            rows.append(
                Row(path: path, macs: first.macs, params: first.params, accuracies: retrained.map(\.testTop1)))
        }
        return rows
    }

    /// The table in the layout of published ones: percents, a key for each path.
    var benchmark: JSONValue {
        .object(
            rows.map { row in
                JSONValue.Member(
                    TruthNetworks.key(of: row.path, in: scenario.searchSpace),
                    [
                        "test_acc": JSONValue(row.accuracies.map(Self.percent)),
                        "mean_acc": JSONValue(Self.percent(row.mean)), RunKey.macs: .integer(row.macs),
                        RunKey.params: .integer(row.params),
                    ])
            })
    }

    /// Shares of pictures have few digits, which binary fractions hide.
    private static func percent(_ share: Double) -> Double { (share * 1e10).rounded() / 1e8 }

    /// Writes both files, each whole or not at all; what is there is replaced.
    ///
    /// - Throws: `Failure` naming the file.
    func write() throws(Failure) {
        for (name, text) in [(Self.fileName, benchmark.text(indented: true) + "\n"), (Self.listName, csv)] {
            // Shards on several machines write the same files.
            try WholeFile.write(Data(text.utf8), to: "\(folder)/\(name)", isShared: true)
        }
    }

    /// A line for each training.
    private var csv: String {
        let lines = zip(trainings, statuses).map { training, status in
            let retrain = status.summary?.retrain
            let figures = retrain.map { "\($0.testTop1),\($0.trainingImages),\($0.seconds)" } ?? ",,"
            return "\(training.name),\(scenario.searchSpace.names(of: training.path)),\(training.seed),\(figures)"
        }
        return (["folder,network,seed,test_top1,training_images,seconds"] + lines).joined(separator: "\n") + "\n"
    }
}

// MARK: - What is printed

extension TruthTable {
    /// A training that has ended, for people.
    func line(of index: Int) -> String {
        switch statuses[index] {
        case .notDone: "\(trainings[index].name) was not finished, or is left to another process"
        case .failed(let reason): "\(trainings[index].name) failed: \(reason)"
        case .done(let summary):
            "\(trainings[index].name): top-1 \(CorrelationText.number(summary.retrain?.testTop1 ?? .nan))"
        }
    }

    /// The networks, best first, for people.
    public var text: String {
        let ranked = rows.sorted { ($0.mean, $1.path) > ($1.mean, $0.path) }
        let table = TextTable(
            ["network", "MACs", "trainings", "test top-1"],
            ranked.map { row in
                [
                    scenario.searchSpace.names(of: row.path), "\(row.macs)", "\(row.accuracies.count)",
                    CorrelationText.number(row.mean),
                ]
            })
        let words =
            "\(finished) of \(count.counted("training")) are over, \(rows.count.counted("network is", "networks are")) in "
            + "\(folder)/\(Self.fileName); the test set was opened \(testOpenings.counted("time"))."
        return [table.text, words].joined(separator: "\n\n")
    }

    /// Everything as one JSON document; accuracies as shares.
    public var json: JSONValue {
        [
            RunKey.scenario: .string(scenario.name), "file": .string("\(folder)/\(Self.fileName)"),
            "trainings": .integer(count), "finished": .integer(finished), "test_openings": .integer(testOpenings),
            "networks": .array(
                rows.map { row in
                    [
                        RunKey.choices: JSONValue(row.path),
                        RunKey.names: .string(scenario.searchSpace.names(of: row.path)),
                        RunKey.macs: .integer(row.macs), RunKey.params: .integer(row.params),
                        RunKey.testTop1: JSONValue(row.accuracies), "mean": JSONValue(row.mean),
                    ]
                }),
        ]
    }
}
