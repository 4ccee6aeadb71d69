@testable import Reporting
import Testing

struct ScaleTests {
    @Test
    func marksAreMultiplesOfAOneTwoOrFiveOnTheAxis() {
        for (low, high) in [(0.0, 1.0), (1.83, 2.61), (-3, 7), (0, 1e9), (1e-7, 3e-7), (-1e-3, 12_345), (250, 260)] {
            for isTight in [true, false] {
                let scale = Scale(covering: [low, high], isTight: isTight)
                #expect((3...9).contains(scale.ticks.count), "\(low) to \(high): \(scale.ticks)")
                #expect(scale.ticks.allSatisfy { scale.place(of: $0) > -1e-6 && scale.place(of: $0) < 1 + 1e-6 })
                #expect(scale.domain.contains(low) && scale.domain.contains(high))
                var mantissa = scale.step
                while mantissa < 0.99 { mantissa *= 10 }
                while mantissa > 9.9 { mantissa /= 10 }
                #expect([1, 2, 5].contains { abs($0 - mantissa) < 1e-6 }, "\(scale.step)")
                #expect(Set(scale.ticks.map(scale.label)).count == scale.ticks.count, "\(scale.ticks.map(scale.label))")
            }
        }
    }

    @Test
    func labelsSayTheirValues() {
        let thousands = Scale(covering: [0, 5000])
        #expect(thousands.ticks.map(thousands.label) == ["0", "1000", "2000", "3000", "4000", "5000"])
        let millions = Scale(covering: [200_000, 1_400_000])
        #expect(millions.label(of: 400_000) == "400k")
        #expect(millions.label(of: 1_200_000) == "1.2M")
        let shares = Scale(covering: [0, 0.25])
        #expect(shares.ticks.map(shares.label) == ["0", "0.05", "0.10", "0.15", "0.20", "0.25"])
    }

    @Test(arguments: [[], [.nan], [.infinity, -.infinity, .nan]] as [[Double]])
    func withoutValuesAScaleIsStillOne(values: [Double]) {
        let scale = Scale(covering: values)
        #expect(scale.domain == 0...1)
        #expect(scale.ticks.count > 2)
    }

    @Test(arguments: [0.0, 1, -4.25, 1e12, 1e-9, 1e300, -1e300])
    func aSingleValueLiesWithinItsAxis(value: Double) {
        let scale = Scale(covering: [value, value, value], isTight: true)
        #expect(abs(scale.place(of: value) - 0.5) < 0.01)
        #expect(scale.domain.lowerBound < value && value < scale.domain.upperBound)
    }

    @Test
    func valuesOutOfAllProportionDoNotReachTheAxis() {
        #expect(Scale(covering: [1, 2, .greatestFiniteMagnitude]).domain.upperBound <= 2)
        #expect(Scale(covering: [-1e300, 1e300]).ticks.allSatisfy { $0.isFinite })
    }

    @Test
    func wholeNumbersAreMarkedWhole() {
        #expect(Scale(covering: [1, 3], isTight: true, isWhole: true).ticks == [1, 2, 3])
        #expect(Scale(covering: [7], isTight: true, isWhole: true).ticks == [6, 7, 8])
    }

    @Test
    func axisOfSharesEndsAtOneHundred() {
        for values in [[100], [99, 100], [99.9], [0, 100], [0.2, 0.4]] {
            let scale = Axis.percent("share (%)").scale(covering: values)
            #expect(scale.domain.lowerBound >= 0 && scale.domain.upperBound <= 100, "\(values)")
            #expect(values.allSatisfy { (0...1).contains(scale.place(of: $0)) })
        }
        #expect(Scale(covering: [100]).domain.upperBound > 100)
        // What is beyond all bounds is shown all the same.
        #expect(Axis.percent("share (%)").scale(covering: [50, 104]).domain.upperBound >= 104)
    }

    @Test
    func zeroIsOnTheAxisWhereItIsAskedFor() {
        #expect(Scale(covering: [5, 7], includesZero: true).domain.lowerBound == 0)
        #expect(Scale(covering: [-7, -5], includesZero: true).domain.upperBound == 0)
    }
}
