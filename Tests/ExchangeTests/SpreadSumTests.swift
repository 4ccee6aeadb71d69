import TestSupport
import Testing
import Workers

@testable import Exchange

struct SpreadSumTests {
    private static let ranges = [3..<10, 10..<11, 20..<45, 60..<64]

    /// Numbers whose sum depends on the order in which they are added.
    private static func value(_ part: Int, _ place: Int) -> Float {
        Float((part * 7919 + place * 104_729) % 1000) / 7 * (part % 2 == 0 ? 1 : 1e-3)
    }

    private static func sum(of parts: Int, over ranks: Ranks?, atOnce largest: Int = 1000) async -> (
        sum: [UInt32], isClear: Bool
    ) {
        let arena = FloatBuffer(count: 70)
        let sum = SpreadSum(
            of: parts, ranges: ranges, over: ranks, memory: SumMemory(), atOnce: largest)
        var isClear = true
        for part in sum.own {
            for place in ranges.joined() { arena.pointer[place] = value(part, place) }
            sum.take(part, of: ranges, from: arena)
            isClear = isClear && arena.bits.allSatisfy { $0 == 0 }
        }
        await sum.add()
        arena.pointer[0] = 5
        sum.put(into: arena)
        return (arena.bits, isClear)
    }

    /// More parts than ranks, fewer, and one: the same bits, added in the order of the parts.
    @Test(arguments: [1, 2, 3, 4, 9], [1, 2, 3, 4])
    func anyNumberOfRanksAddsInTheOrderOfTheParts(parts: Int, count: Int) async throws {
        var expected = [Float](repeating: 0, count: 70)
        for part in 0..<parts { for place in Self.ranges.joined() { expected[place] += Self.value(part, place) } }
        // What no range names is left alone.
        expected[0] = 5
        let bits = expected.map(\.bitPattern)
        let alone = await Self.sum(of: parts, over: nil)
        #expect(alone.sum == bits && alone.isClear)
        for found in try await Board.ranks(count, { await Self.sum(of: parts, over: $0) }) {
            #expect(found.sum == bits && found.isClear)
        }
    }

    /// What does not go at once goes block by block, with the same sums: ranges lie in several blocks and share one.
    @Test(arguments: [1, 3, 4, 9], [1, 10, 30, 50])
    func blocksGiveTheSameSums(parts: Int, largest: Int) async throws {
        let alone = await Self.sum(of: parts, over: nil)
        for count in [1, 2, 3] {
            for found in try await Board.ranks(count, { await Self.sum(of: parts, over: $0, atOnce: largest) }) {
                #expect(found.sum == alone.sum && found.isClear)
            }
        }
    }

    /// No block is larger than may go at once, and all floats are in one.
    @Test func blocksCoverWhatTravels() {
        #expect(SpreadSum.blocks(of: 10, parts: 2, atOnce: 8) == [0..<4, 4..<8, 8..<10])
        #expect(SpreadSum.blocks(of: 3, parts: 9, atOnce: 8) == [0..<1, 1..<2, 2..<3])
        #expect(SpreadSum.blocks(of: 0, parts: 2, atOnce: 8).isEmpty)
        // FairNAS with 8 groups of 7 networks of 20 million parameters: 4 GiB in all.
        let bytes = SpreadSum.blocks(of: 20_000_000, parts: 56).map { 4 * 56 * $0.count }
        #expect(bytes.allSatisfy { $0 <= 64 << 20 } && bytes.reduce(0, +) == 4 * 56 * 20_000_000)
    }

    /// Fewer floats than ranks: some have nothing to add.
    @Test func fewerFloatsThanRanks() async throws {
        let sums = try await Board.ranks(4) { ranks in
            let arena = FloatBuffer(count: 4)
            let sum = SpreadSum(of: 4, ranges: [1..<3], over: ranks, memory: SumMemory())
            for part in sum.own {
                for place in 1..<3 { arena.pointer[place] = Float(part + place) }
                sum.take(part, of: [1..<3], from: arena)
            }
            await sum.add()
            sum.put(into: arena)
            return arena.bits
        }
        #expect(sums == [[UInt32]](repeating: [0, 10, 14, 0].map { Float($0).bitPattern }, count: 4))
    }

    /// Parts that touch some of the ranges each: the others count as zeros.
    @Test(arguments: [1, 2, 3]) func partsTouchWhatIsTheirs(count: Int) async throws {
        let touched = [[0..<2, 5..<9], [3..<5], [0..<2, 3..<5]]
        let sums = try await Board.ranks(count) { ranks in
            let arena = FloatBuffer(count: 10)
            let sum = SpreadSum(of: 3, ranges: [0..<2, 3..<5, 5..<9], over: ranks, memory: SumMemory())
            for part in sum.own {
                for place in touched[part].joined() { arena.pointer[place] = Float(10 * part + place + 1) }
                sum.take(part, of: touched[part], from: arena)
            }
            await sum.add()
            sum.put(into: arena)
            return arena.bits
        }
        let expected: [Float] = [22, 24, 0, 38, 40, 6, 7, 8, 9, 0]
        #expect(sums == [[UInt32]](repeating: expected.map(\.bitPattern), count: count))
    }
}
