import Testing

@testable import Architecture

struct WidthTests {
    /// The rule's three promises, and that no other multiple of 8 that keeps them is nearer.
    @Test(arguments: [0.1, 0.25, 0.35, 0.5, 0.75, 1.3, 1.4, 2]) func roundsToTheNearestAllowedMultipleOfEight(
        multiplier: Double
    ) throws {
        let width = try Width(multiplier)
        for count in 1...1280 {
            let exact = Double(count) * multiplier
            let rounded = try width.channels(count, as: "")
            let allowed = stride(from: 8, through: 2600, by: 8).filter { Double($0) >= 0.9 * exact }
            let best = allowed.map { abs(Double($0) - exact) }.min()
            #expect(allowed.contains(rounded))
            #expect(abs(Double(rounded) - exact) == best)
        }
    }

    @Test func widthOneKeepsEveryNumber() throws {
        let width = try Width(1)
        for count in 1...1280 { #expect(try width.channels(count, as: "") == count) }
    }

    @Test(arguments: [0, -1, -0.0, Double.nan, .infinity]) func impossibleWidthsAreRefused(multiplier: Double) {
        let error = #expect(throws: ArchitectureError.self) {
            try SearchSpace(macro: .cifar, operations: SearchSpace.operations7, width: multiplier)
        }
        #expect(error?.description == "the width multiplier is \(multiplier); expected a number above 0")
    }

    @Test(arguments: [1e3, 1e300]) func hugeWidthsAreRefused(multiplier: Double) {
        let error = #expect(throws: ArchitectureError.self) {
            try SearchSpace(macro: .cifar, operations: SearchSpace.operations7, width: multiplier)
        }
        let exact = 32 * multiplier
        #expect(
            error?.description
                == "the stem's channels in the macro cifar times the width is \(exact); expected at most 8192")
    }
}
