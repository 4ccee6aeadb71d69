import Architecture
public import Documents
import Host
import LatencyTables
import RunFiles

/// Table 2 of You et al., CVPR 2020, networks for ImageNet: as printed, and as counted and measured here.
public struct TableTwo: Sendable {
    /// A row: the printed figures, and the network's time here.
    struct Row: Sendable {
        let printed: PrintedNetwork
        let time: MeasuredTime

        var macs: Int { printed.blueprint.macs }
        var params: Int { printed.blueprint.params }
    }

    let rows: [Row]
    /// Threads that computed a network together.
    let threads: Int

    /// Measures each network of the table: the time of one picture of 224x224.
    ///
    /// - Parameters:
    ///   - threads: Threads that compute a network together.
    ///   - sweeps: How often each network has its turn.
    ///   - budget: Seconds that a turn may take; 0 for a single sample.
    ///   - report: Called with a line after each sweep.
    @concurrent
    public static func measured(
        threads: Int, sweeps: Int = 9, budget: Double = 0.5, report: @Sendable (String) -> Void = { _ in }
    ) async throws -> TableTwo {
        let probe = try await LatencyProbe(threads: threads, batch: 1, sweeps: sweeps, budget: budget)
        let times = try await probe.times(of: PrintedNetwork.tableTwo.map(\.blueprint), report: report)
        return TableTwo(
            rows: zip(PrintedNetwork.tableTwo, times).map { Row(printed: $0, time: $1) }, threads: threads)
    }

    /// The table as one JSON document: counts, shares in [0, 1], seconds and days.
    public var json: JSONValue {
        [
            "processor": .string(Processor.model), "threads": .integer(threads),
            "rows": .array(
                rows.map { row in
                    let printed = row.printed
                    return [
                        RunKey.name: .string(printed.name),
                        "published": [
                            RunKey.testTop1: JSONValue((printed.top1 * 10).rounded() / 1000),
                            RunKey.macs: .integer(printed.macs * 1_000_000),
                            RunKey.params: .integer(Int((printed.params * 10).rounded()) * 100_000),
                            RunKey.latencySeconds: JSONValue(printed.latency.map { Double($0) / 1000 }),
                            "training_days": JSONValue(printed.training),
                            "search_days": printed.search.map { .string($0) } ?? .null,
                        ],
                        RunKey.macs: .integer(row.macs), RunKey.params: .integer(row.params),
                        RunKey.latencySeconds: JSONValue(row.time.seconds), "spread": JSONValue(row.time.spread),
                    ]
                }),
        ]
    }

    /// The table for people.
    public var text: String {
        let head = [
            "network", "top-1 %", "MACs M", "counted", "params M", "counted", "latency ms", "here ms", "training days",
            "search days",
        ]
        let cells = rows.map { row in
            let printed = row.printed
            return [
                printed.name, printed.top1.decimal(places: 1), "\(printed.macs)", Self.millions(row.macs),
                printed.params.decimal(places: 1), Self.millions(row.params),
                printed.latency.map { "\($0)" } ?? "-",
                (row.time.seconds * 1000).decimal(places: 1),
                printed.training.map { "\($0)" } ?? "-", printed.search ?? "-",
            ]
        }
        let threads = self.threads.counted("thread")
        return [
            TextTable(head, cells, leftAligned: [0]).text,
            "As printed, in the paper's order, and beside it what is counted here; the paper calls MACs FLOPs, which are twice as "
                + "many.",
            "\"here\": one picture of 3x224x224 on \(Processor.model), \(threads), normalised by its own statistics. Days are "
                + "those of one GPU.",
        ].joined(separator: "\n")
    }

    private static func millions(_ count: Int) -> String { (Double(count) / 1e6).decimal(places: 2) }
}
