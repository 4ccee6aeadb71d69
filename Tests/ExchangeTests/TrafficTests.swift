import TestSupport
import Testing
import Workers

@testable import Exchange

struct TrafficTests {
    /// What ranks really send one another while they do something, their introductions left out.
    private static func measured(
        _ ranks: Int, _ body: @escaping @Sendable (Ranks) async throws -> Void
    ) async throws -> Traffic {
        let (all, introductions) = (Meter(), Meter())
        _ = try await Board.ranks(ranks, meter: introductions) { _ in }
        _ = try await Board.ranks(ranks, meter: all) { try await body($0) }
        return Traffic(
            messages: all.traffic.messages - introductions.traffic.messages,
            bytes: all.traffic.bytes - introductions.traffic.bytes)
    }

    /// Parts and floats that ranks do and do not divide, more ranks than parts, in one block and in several.
    @Test(arguments: [1, 2, 3, 4, 7], [(1, 10), (2, 37), (4, 64), (5, 3), (9, 1000)])
    func sumsSendWhatIsCounted(ranks: Int, sum: (parts: Int, floats: Int)) async throws {
        for largest in [SpreadSum.largest, 50] {
            let measured = try await Self.measured(ranks) { ranks in
                let sum = SpreadSum(
                    of: sum.parts, ranges: [0..<sum.floats], over: ranks, memory: SumMemory(), atOnce: largest)
                await sum.add()
            }
            #expect(
                measured
                    == SpreadSum.traffic(parts: sum.parts, floats: sum.floats, ranks: ranks, atOnce: largest))
        }
    }

    /// Numbers that nobody can send are counted without a trap, and at once.
    @Test func countsStayBelowTheLargestNumber() {
        let traffic = SpreadSum.traffic(parts: 32_768, floats: 1 << 40, ranks: 64) * 1_000_000_000
        #expect(traffic == Traffic(messages: .max, bytes: .max) && traffic + traffic == traffic)
    }

    /// Two ranks with a group each send each other half of the parameters twice: 8 of 16 bytes, then 8.
    @Test func sumsOfTwoRanksByHand() {
        #expect(SpreadSum.traffic(parts: 2, floats: 4, ranks: 2) == Traffic(messages: 2, bytes: 16))
        #expect(SpreadSum.traffic(parts: 2, floats: 4, ranks: 1) == .none)
        // Four groups on two ranks: two of them go out, each half; then half of the sums.
        #expect(SpreadSum.traffic(parts: 4, floats: 4, ranks: 2) == Traffic(messages: 2, bytes: 24))
        // Of four ranks with a part each, every one gets three quarters of the parts' slices, and of the sums.
        #expect(SpreadSum.traffic(parts: 4, floats: 4, ranks: 4) == Traffic(messages: 6, bytes: 24))
    }

    @Test(arguments: [1, 2, 3, 5]) func gatheringSendsWhatIsCounted(ranks: Int) async throws {
        let measured = try await Self.measured(ranks) { ranks in
            _ = await ranks.gather([UInt64](repeating: 7, count: 3 * ranks.rank))
        }
        #expect(measured == Ranks.traffic(gathering: (0..<ranks).map { 3 * $0 }))
    }

    /// A word more than doubles the ranks that it reaches.
    @Test func ordersAreHandedOn() {
        let messages = [1, 2, 3, 4, 5, 8, 9, 64].map { Ranks.traffic(ofOrderTo: $0).messages }
        #expect(messages == [0, 2, 4, 4, 6, 6, 8, 12])
    }

    /// Memory that was used for another sum gives the same bits, and is as large as was said.
    @Test(arguments: [1, 2, 3]) func memoryIsKeptAndCounted(count: Int) async throws {
        let results = try await Board.ranks(count) { ranks in
            let (memory, ranks) = (SumMemory(), count == 1 ? nil : ranks)
            var bits: [[UInt32]] = []
            for (parts, floats) in [(4, 50), (3, 20), (4, 50)] {
                let arena = FloatBuffer(count: floats)
                let sum = SpreadSum(of: parts, ranges: [0..<10, 10..<floats], over: ranks, memory: memory)
                for part in sum.own {
                    for place in 0..<10 { arena.pointer[place] = Float(part * 100 + place) / 7 }
                    // The other range is not touched, whatever the memory held there.
                    sum.take(part, of: [0..<10], from: arena)
                }
                await sum.add()
                sum.put(into: arena)
                bits.append(arena.bits)
            }
            return (bits, memory.floats)
        }
        for (bits, floats) in results {
            #expect(bits[0] == bits[2] && bits[0] == results[0].0[0])
            #expect(bits[1].dropFirst(10).allSatisfy { $0 == 0 })
            #expect(floats <= SpreadSum.memory(parts: 4, floats: 50, ranks: count))
        }
        #expect(results.map(\.1).max() == SpreadSum.memory(parts: 4, floats: 50, ranks: count))
    }
}
