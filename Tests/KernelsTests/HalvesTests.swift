import Testing

@testable import Kernels

/// Halves, as every width of lanes reads and writes them, against Swift's own conversion of single numbers.
struct HalvesTests {
    /// All 65,536 of them: numbers, zeros, infinities; of what is not a number only that it is none.
    @Test func everyHalfIsWidenedExactly() {
        let halves = (UInt16.min...UInt16.max).map { Float16(bitPattern: $0) }
        for (one, other) in zip(widened(halves, by: SIMD16<Float>.self), halves) { #expect(same(one, Float(other))) }
        for (one, other) in zip(widened(halves, by: SIMD8<Float>.self), halves) { #expect(same(one, Float(other))) }
        for (one, other) in zip(widened(halves, by: LowerHalf.self), halves) { #expect(same(one, Float(other))) }
        for (one, other) in zip(widened(halves, by: Float.self), halves) { #expect(same(one, Float(other))) }
    }

    /// Every half, its neighbours among floats, and the middle between it and the next one, which goes to the even one.
    @Test func floatsAreRoundedToTheNearestHalf() {
        let halves = (UInt16.min...UInt16.max).map { Float16(bitPattern: $0) }.filter(\.isFinite)
        let floats = halves.flatMap { half in
            let middle = (Float(half) + Float(half.nextUp.isFinite ? half.nextUp : half)) / 2
            return [Float(half), Float(half).nextUp, Float(half).nextDown, middle, middle.nextUp, middle.nextDown]
        }
        let all = floats + [65519, 65520, -65520, 1e30, .infinity, -.infinity] + [Float](repeating: 1e-30, count: 10)
        let expected = all.map { Float16($0).bitPattern }
        #expect(narrowed(all, by: SIMD16<Float>.self).map(\.bitPattern) == Array(expected.prefix(all.count / 16 * 16)))
        #expect(narrowed(all, by: SIMD8<Float>.self).map(\.bitPattern) == Array(expected.prefix(all.count / 8 * 8)))
        #expect(narrowed(all, by: LowerHalf.self).map(\.bitPattern) == Array(expected.prefix(all.count / 8 * 8)))
        #expect(narrowed(all, by: Float.self).map(\.bitPattern) == expected)
    }

    private func same(_ one: Float, _ other: Float) -> Bool {
        one.bitPattern == other.bitPattern || one.isNaN && other.isNaN
    }

    private func widened<L: Lanes>(_ halves: [Float16], by _: L.Type) -> [Float] {
        var floats = [Float](repeating: -1, count: halves.count)
        for place in stride(from: 0, through: halves.count - L.width, by: L.width) {
            halves.withUnsafeBufferPointer { source in
                floats.withUnsafeMutableBufferPointer { target in
                    let lanes: L = .load(source.baseAddress! + place)
                    lanes.store(target.baseAddress! + place)
                }
            }
        }
        return floats
    }

    /// As many as fill whole lanes.
    private func narrowed<L: Lanes>(_ floats: [Float], by _: L.Type) -> [Float16] {
        let count = floats.count / L.width * L.width
        var halves = [Float16](repeating: -1, count: count)
        for place in stride(from: 0, to: count, by: L.width) {
            floats.withUnsafeBufferPointer { source in
                halves.withUnsafeMutableBufferPointer { target in
                    L.load(source.baseAddress! + place).store(target.baseAddress! + place)
                }
            }
        }
        return halves
    }
}
