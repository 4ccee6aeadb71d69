import Reporting
import Testing

struct NumberTextTests {
    @Test
    func numbersAsPeopleReadThem() {
        #expect(NumberText.significant(1234) == "1234")
        #expect(NumberText.significant(1_234_567) == "1\u{202F}234\u{202F}567")
        #expect(NumberText.significant(-12_345.6) == "-12\u{202F}346")
        #expect(NumberText.significant(0.123456) == "0.1235")
        #expect(NumberText.significant(.nan) == "-")
        #expect(NumberText.significant(.infinity) == "-")
        #expect(NumberText.significant(1e18) == "1\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000")
        #expect(NumberText.grouped(.min) == "-9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808")
        #expect(NumberText.percent(0.96046) == "96.05 %")
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (985, "985"), (999.6, "1k"), (1000, "1k"), (366_000, "366k"), (89_152, "89.2k"),
        (999_900, "1M"), (1_309_000, "1.31M"), (6.5e6, "6.5M"), (2.4e12, "2.4T"), (.nan, "-"),
    ]) func counts(number: Double, text: String) {
        #expect(NumberText.count(number) == text)
    }

    @Test(arguments: [
        (2.002e-5, "20 us"), (1e-9, "0.001 us"), (1.5e-3, "1.5 ms"), (0.9996, "1 s"), (2.345, "2.35 s"), (0, "0 us"),
        (.infinity, "-"),
    ]) func shortTimes(seconds: Double, text: String) {
        #expect(NumberText.time(seconds) == text)
    }

    @Test(arguments: [
        (0.04, "0.0 s"), (9.94, "9.9 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (3599.7, "1 h 0 min"),
        (7384, "2 h 3 min"), (172_799, "47 h 59 min"), (172_800, "2.0 days"), (8_735_175, "101 days"),
        (.nan, "-"),
    ])
    func durations(seconds: Double, text: String) {
        #expect(NumberText.duration(seconds) == text)
    }

    /// One notation in a column, whatever a number would be by itself.
    @Test func columnsHaveTheSameDigitsBehindThePoint() {
        #expect(NumberText.column([1.648, 1.65, 2]) == ["1.648", "1.650", "2.000"])
        #expect(NumberText.column([60, 65.65, .nan, 0.5]) == ["60.00", "65.65", "-", "0.50"])
        #expect(NumberText.column([1, 2, 30]) == ["1", "2", "30"])
        #expect(NumberText.column([]).isEmpty)
        // One that needs another form leaves each its own.
        #expect(NumberText.column([0.1, 1e-7]) == ["0.1", "1e-07"])
        #expect(NumberText.column([2.5, 20_403]) == ["2.5", "20\u{202F}403"])
        #expect(NumberText.loss(1.65) == "1.650")
        #expect(NumberText.loss(.infinity) == "-")
    }
}
