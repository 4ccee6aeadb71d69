import Testing

@testable import Kernels

/// Halves, as every width of lanes reads and writes them, against Swift's own conversion of single numbers.
struct HalvesTests {
    /// All 65,536 of them: numbers, zeros, infinities; of what is not a number only that it is none.
    @Test func everyHalfIsWidenedExactly() {
        let halves = (UInt16.min...UInt16.max).map { Float16(bitPattern: $0) }
        let floats = halves.map { Float($0) }
        #expect(firstDifference(widened(halves, by: TwoRegisters.self), floats) == nil)
        #expect(firstDifference(widened(halves, by: SIMD16<Float>.self), floats) == nil)
        #expect(firstDifference(widened(halves, by: SIMD8<Float>.self), floats) == nil)
        #expect(firstDifference(widened(halves, by: LowerHalf.self), floats) == nil)
        #expect(firstDifference(widened(halves, by: Float.self), floats) == nil)
    }

    /// Every half, its neighbours among floats, and the middle between it and the next one, which goes to the even one.
    @Test func floatsAreRoundedToTheNearestHalf() {
        let halves = (UInt16.min...UInt16.max).map { Float16(bitPattern: $0) }.filter(\.isFinite)
        let floats = halves.flatMap { half in
            let middle = (Float(half) + Float(half.nextUp.isFinite ? half.nextUp : half)) / 2
            return [Float(half), Float(half).nextUp, Float(half).nextDown, middle, middle.nextUp, middle.nextDown]
        }
        let all = floats + [65519, 65520, -65520, 1e30, .infinity, -.infinity] + [Float](repeating: 1e-30, count: 26)
        let expected = all.map { Float(Float16($0)) }
        #expect(firstDifference(narrowed(all, by: TwoRegisters.self), expected) == nil)
        #expect(firstDifference(narrowed(all, by: SIMD16<Float>.self), expected) == nil)
        #expect(firstDifference(narrowed(all, by: SIMD8<Float>.self), expected) == nil)
        #expect(firstDifference(narrowed(all, by: LowerHalf.self), expected) == nil)
        #expect(firstDifference(narrowed(all, by: Float.self), expected) == nil)
    }

    /// The first place where numbers have other bits than they should, those that are none aside; nil where all agree.
    private func firstDifference(_ found: [Float], _ expected: [Float]) -> Int? {
        zip(found, expected).enumerated().first { _, pair in
            pair.0.bitPattern != pair.1.bitPattern && !(pair.0.isNaN && pair.1.isNaN)
        }?.offset
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
    private func narrowed<L: Lanes>(_ floats: [Float], by _: L.Type) -> [Float] {
        let count = floats.count / L.width * L.width
        var halves = [Float16](repeating: -1, count: count)
        for place in stride(from: 0, to: count, by: L.width) {
            floats.withUnsafeBufferPointer { source in
                halves.withUnsafeMutableBufferPointer { target in
                    L.load(source.baseAddress! + place).store(target.baseAddress! + place)
                }
            }
        }
        return halves.map { Float($0) }
    }
}
