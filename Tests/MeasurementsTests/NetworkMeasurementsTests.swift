import Architecture
import Documents
import LatencyTables
import RunSupport
import Testing

@testable import Measurements
@testable import NetworkFiles

/// Networks measured by themselves, as short as possible.
struct NetworkMeasurementsTests {
    private let small: NetworkFile

    init() throws {
        small = NetworkFile(
            name: "small",
            try Blueprint(notation: "3x16x16 se:relu/sigmoid relu c3:8/2 k3e2se4:16/2 k3e1 c1:16 fc:5"))
    }

    @Test func latencyIsOfTheWholeNetwork() async throws {
        let latency = try await NetworkLatency.measured(GivenNetwork(small), batch: 2, sweeps: 1, budget: 0)
        #expect(latency.time.seconds > 0 && latency.json["name"] == "small" && latency.json["batch"] == 2)
        #expect(latency.json["macs"] == .integer(small.blueprint.macs))
        #expect(latency.text.hasPrefix("small: ") && latency.text.contains("3x16x16"))
    }

    @Test func whatCannotBeComputedIsNotTimed() async throws {
        let mixed = NetworkFile(name: nil, try Blueprint(notation: "2x8x8 relu c3:8 k3e1 normal:8 fc:2"))
        let sentence =
            "block 2 of the network is an inverted bottleneck beside cells; expected convolutions beside them"
        await #expect(throws: Refusal(sentence)) {
            try await NetworkLatency.measured(GivenNetwork(mixed), sweeps: 1, budget: 0)
        }
    }

    /// The loss is the same for any number of workers, and another one after a step.
    @Test func benchTrainsAndScores() async throws {
        func loss(_ mode: BenchPlan.Mode, workers: Int, repetitions: Int = 2) async throws -> Double {
            let bench = try NetworkBench(
                GivenNetwork(small), mode: mode, pictures: 6, workers: workers, repetitions: repetitions)
            let result = try await bench.run()
            #expect(result.allSeconds.count == repetitions && result.imagesPerSecond > 0)
            #expect(result.json["images"] == 6 && result.json["mode"] == .string(mode.rawValue))
            return result.loss
        }
        let scored = try await loss(.score, workers: 1)
        #expect(try await loss(.score, workers: 2) == scored)
        #expect(try await loss(.score, workers: 2, repetitions: 1) == scored)
        let trained = try await loss(.train, workers: 1)
        #expect(try await loss(.train, workers: 2) == trained)
        #expect(try await loss(.train, workers: 2, repetitions: 1) != trained)
    }

    @Test func whatCannotBeMeasuredIsRefused() throws {
        func bench(_ network: NetworkFile, _ mode: BenchPlan.Mode, pictures: Int = 1) throws -> NetworkBench {
            try NetworkBench(GivenNetwork(network), mode: mode, pictures: pictures, workers: 1, repetitions: 1)
        }
        #expect(
            sentence { try bench(small, .round) }
                == "the mode round is one of many paths; expected train or score for a single network")
        #expect(
            sentence { try bench(small, .train, pictures: 1_000_000_000) }.hasSuffix(
                "expected fewer pictures in --images or --batch"))
        let open = NetworkFile(name: nil, try Blueprint(notation: "3x8x8 relu c3:8 k3e1 fc:2"))
        #expect(sentence { try bench(open, .score) }.contains("block 2"))
    }

    /// Every row of the paper's table is counted and timed.
    @Test func tableTwoIsCountedAndTimed() async throws {
        let table = try await TableTwo.measured(threads: 2, sweeps: 1, budget: 0)
        #expect(table.rows.map(\.printed) == PrintedNetwork.tableTwo)
        for row in table.rows {
            let macs = Double(row.macs) / 1e6
            // DARTS is printed with 574, which counts more than convolutions and classifier.
            #expect(abs(macs / Double(row.printed.macs) - 1) < (row.printed.name == "DARTS" ? 0.08 : 0.02))
            #expect(abs(Double(row.params) / 1e6 / row.printed.params - 1) < 0.035)
            #expect(row.time.seconds > 0)
        }
        let lines = table.text.split(separator: "\n")
        #expect(lines.count == 13 && lines[1].hasPrefix("SCARLET-C") && lines[10].hasPrefix("GreedyNAS-A"))
        #expect(table.json["rows"]?.elements.count == 10)
    }
}
