import Testing
@testable import Documents

struct MeasureUnitTests {
    @Test(arguments: [
        (30, "30"), (30.5, "30.5"), (4226.3, "4226"), (57_634.6, "57635"), (123_456, "123.5k"), (1.64e6, "1.64M"),
    ]) func countsHaveNoMoreDigitsThanAreRead(mean: Double, text: String) {
        #expect(MeasureUnit.count(mean, below: 1e5).text(mean: mean, deviation: nil) == text)
    }
}
