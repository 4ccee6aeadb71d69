import Testing
@testable import Documents

struct UnitScaleTests {
    @Test(arguments: [
        ("330M", 330_000_000), ("5.3M", 5_300_000), ("0.33G", 330_000_000), ("12K", 12_000), ("0.5K", 500),
        ("1.005M", 1_005_000), ("2.50G", 2_500_000_000), ("007K", 7_000), ("0.001K", 1),
        ("1.000000001G", 1_000_000_001),
        ("9223372036G", 9_223_372_036_000_000_000),
        // As plans print them, with a blank, and as they are counted.
        ("271.6k", 271_600), ("330m", 330_000_000), ("0.33g", 330_000_000), ("600 M", 600_000_000),
        ("2000000", 2_000_000), ("330", 330),
    ])
    func countsAreReadExactly(text: String, value: Int) {
        #expect(UnitScale.count.value(of: text) == value)
    }

    @Test(arguments: [
        ("10ms", 10_000_000), ("1.5us", 1_500), ("2s", 2_000_000_000), ("0.25s", 250_000_000), ("10 ms", 10_000_000),
    ])
    func timesAreReadInNanoseconds(text: String, value: Int) {
        #expect(UnitScale.time.value(of: text) == value)
    }

    @Test(arguments: [("25Gb", 25_000_000_000), ("100 Mb", 100_000_000), ("1.5kb", 1_500)])
    func bandwidthsAreReadInBits(text: String, value: Int) {
        #expect(UnitScale.bandwidth.value(of: text) == value)
    }

    @Test(arguments: ["25", "25GB", "25gb", "25 apples", "25G", "0Gb", "25Gb/s", "-1Gb"])
    func whatIsNoBandwidthIsRefused(text: String) {
        #expect(UnitScale.bandwidth.value(of: text) == nil)
    }

    @Test(arguments: [
        // No number, none that is whole, or neither number nor unit.
        "M", "", "0", "5.3", ".", " ", " M",
        // Units of other things, and blanks elsewhere.
        "330MM", "330MB", "330Mi", "330T", "330  M", "330M ", " 330M", "330 ", "10ms", "10us", "10s",
        "330M/s",
        // Other ways of writing numbers.
        "-3M", "+3M", "1e3M", "0x3M", "3,3M", "1_000K", ".5M", "5.M", "1.2.3M", "infM", "nanM", "٣M", "３M",
        // Nothing, parts of one, and more than there are.
        "0M", "0.000M", "0.0001K", "1.0000001M", "9223372037G", "99999999999999999999K",
    ])
    func whatIsNoCountIsRefused(text: String) {
        #expect(UnitScale.count.value(of: text) == nil)
    }

    @Test(arguments: [
        "10", "10  ms", "10M", "10K", "10G", "10MS", "10Ms", "10m", "10ns", "10min", "10h", "10µs", "10sec", "ms",
        "0ms",
        "0.0001us", "-1ms",
    ])
    func whatIsNoTimeIsRefused(text: String) {
        #expect(UnitScale.time.value(of: text) == nil)
    }

    /// A number of a document is a count; as a time it would be one of anything.
    @Test func numbersAreCounts() {
        #expect(UnitScale.count.value(of: JSONValue.integer(2_000_000)) == 2_000_000)
        #expect(UnitScale.count.value(of: JSONValue.string("2M")) == 2_000_000)
        for wrong: JSONValue in [0, -1, 5.5, true, nil, []] { #expect(UnitScale.count.value(of: wrong) == nil) }
        #expect(UnitScale.time.value(of: JSONValue.integer(10)) == nil)
        #expect(UnitScale.time.value(of: JSONValue.string("10ms")) == 10_000_000)
    }

    @Test func textsUseTheLargestUnitAndAreReadAsTheSameNumber() {
        #expect(UnitScale.count.text(of: 330_000_000) == "330M")
        #expect(UnitScale.count.text(of: 5_300_000) == "5.3M")
        #expect(UnitScale.count.text(of: 1_000_000_000) == "1G")
        #expect(UnitScale.count.text(of: 999_999_999) == "999.999999M")
        #expect(UnitScale.count.text(of: 1) == "0.001k")
        #expect(UnitScale.count.text(of: 271_600) == "271.6k")
        #expect(UnitScale.time.text(of: 10_000_000) == "10ms")
        #expect(UnitScale.time.text(of: 60_000_000_000) == "60s")
        var values = Array(1...1_200) + [Int.max, Int.max - 1]
        var power = 1
        for _ in 0..<18 {
            power *= 10
            values += [power - 1, power, power + 1, 7 * (power / 10) + 3]
        }
        for scale in [UnitScale.count, .time] {
            for value in values { #expect(scale.value(of: scale.text(of: value)) == value) }
        }
    }
}
