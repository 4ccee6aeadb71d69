import TestSupport
import Testing
import Workers
@testable import Documents
@testable import Measurements

struct KernelBenchTests {
    /// Every row runs once: its operands are large enough, and its figures make sense.
    @Test func everyKernelIsMeasuredAtEveryShape() async throws {
        let lines = Log<String>()
        let table = try await KernelBench(secondsPerRow: 0).run { lines.append($0) }
        #expect(table.rows.count == KernelTrial.all.count && lines.entries.count == table.rows.count)
        #expect(table.productSpeed > 0 && table.copySpeed > 0)
        for row in table.rows {
            #expect(row.seconds > 0 && row.speed > 0 && row.speed.isFinite, "\(row)")
            #expect(row.share > 0 && row.share.isFinite, "\(row)")
        }
        #expect(Set(table.rows.map { $0.kernel + " " + $0.shape }).count == table.rows.count)
        let kernels = Set(table.rows.map(\.kernel))
        for kernel in [
            "dense forward", "dense forward, float16", "dense forward, bfloat16", "dense backward input",
            "dense backward weights", "depthwise forward",
            "depthwise backward input", "depthwise backward weights", "expanded depthwise forward",
            "expanded depthwise backward", "channel scatter", "expansion statistics", "batch norm moments",
            "batch norm forward",
            "batch norm backward sums", "batch norm backward", "relu6 forward", "momentum step", "pooling forward",
            "squeeze forward", "cross entropy",
        ] {
            #expect(kernels.contains(kernel), "\(kernel)")
        }
        for row in table.rows { #expect(table.text.contains(row.shape)) }
        #expect(try JSONValue(parsing: table.json.text(indented: true)) == table.json)
    }

    @Test func workIsCountedByHand() throws {
        func work(_ kernel: String, _ shape: String) throws -> KernelTrial.Work {
            try #require(KernelTrial.all.first { $0.kernel == kernel && $0.shape == shape }).work
        }
        // 2 operations, 8 pictures of 32 x 32, 32 channels to 192.
        #expect(try work("dense forward", "8x32x32 32 to 192, k1 s1") == .operations(2 * 8 * 1024 * 32 * 192))
        // 27 inputs of a pixel, 112 x 112 pixels after the stride.
        #expect(
            try work("dense backward weights", "8x224x224 3 to 32, k3 s2") == .operations(2 * 8 * 12_544 * 27 * 32))
        // 16 x 16 pixels after the stride, 49 taps, one picture.
        #expect(try work("depthwise backward input", "32x32x192, k7 s2") == .operations(2 * 256 * 49 * 192))
        // 16 inputs of each of 32 x 32 pixels and 9 taps of each of the same: forward once, back twice.
        #expect(
            try work("expanded depthwise forward", "8x32x32 16 to 48, k3 s1") == .operations(2 * 8 * 1024 * 25 * 48))
        // 16 inputs of 112 x 112 pixels, 9 taps of 56 x 56.
        #expect(
            try work("expanded depthwise backward", "8x112x112 16 to 96, k3 s2")
                == .operations(4 * 8 * (12_544 * 16 + 3136 * 9) * 96))
        #expect(try work("channel scatter", "8x8x8x96") == .operations(2 * 512 * 96 * 96))
        #expect(try work("expansion statistics", "32 to 192") == .operations(2 * (32 * 32 + 2 * 32) * 192))
        // Raw output, gradient and the gradient's new values, 4 bytes each.
        #expect(try work("batch norm backward sums", "8x8x8x480") == .bytes(4 * 3 * 8 * 64 * 480))
        #expect(try work("momentum step", "1000000 floats") == .bytes(24e6))
    }

    @Test func rowsAreComparedWithTheirPeak() {
        let trial = KernelTrial("k", "s", .operations(6e9)) { {} }
        let row = KernelTable.Row(trial: trial, seconds: 0.5, peak: 48e9)
        #expect(row.speed == 12 && row.share == 0.25 && row.isArithmetic)
        let copy = KernelTable.Row(
            trial: KernelTrial("k", "s", .floats(1_000_000_000)) { {} }, seconds: 2, peak: 1e9)
        #expect(copy.speed == 2 && copy.share == 2 && !copy.isArithmetic)
        let table = KernelTable(rows: [row, copy], productSpeed: 48e9, copySpeed: 5e9)
        guard case .array(let rows)? = table.json["kernels"] else {
            Issue.record("no rows")
            return
        }
        #expect(rows[0]["gflops"] == 12 && rows[0]["gb_per_second"] == .null && rows[0]["share"] == 0.25)
        #expect(rows[1]["gflops"] == .null && rows[1]["gb_per_second"] == 2)
        #expect(table.json["product_gflops"] == 48 && table.json["copy_gb_per_second"] == 5)
    }

    @Test func operandsHaveNoZerosAndNoTinyNumbers() {
        let buffer = KernelTrial.operand(10_000)
        #expect((0..<buffer.count).allSatisfy { abs(buffer.pointer[$0]) > 1e-7 && abs(buffer.pointer[$0]) < 10 })
    }

    @Test func timedCallsAreCountedAndTheirMedianIsNoLessThanTheLeast() {
        var calls = 0
        let once = CallTimer(budget: 0).measure { calls += 1 }
        // One to warm up, then at least one, until the clock has moved.
        #expect(calls >= 2)
        #expect(once.least > 0 && once.median >= once.least)
        let many = CallTimer(budget: 0.01).measure { calls += 1 }
        #expect(many.median >= many.least && many.least > 0)
    }
}
