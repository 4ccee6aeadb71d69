import Testing
import Workers

struct FloatBufferTests {
    /// Sizes around a page and around a huge page.
    @Test(arguments: [0, 1, 1023, 1024, 1025, 524_287, 524_288, 524_289])
    func floatsAreZeroAndStartAtAPage(count: Int) {
        let buffer = FloatBuffer(count: count)
        #expect(buffer.count == count)
        #expect(Int(bitPattern: buffer.pointer) % 4096 == 0)
        #expect(buffer.bytes.count == 4 * count)
        #expect(buffer.bytes.allSatisfy { $0 == 0 })
    }

    @Test func aCopyKeepsItsNumbersWhenTheFirstChanges() {
        let first = FloatBuffer(count: 100)
        for index in 0..<100 { first.pointer[index] = Float(index) }
        let copy = first.copy()
        first.pointer[5] = -1
        #expect((0..<100).allSatisfy { copy.pointer[$0] == Float($0) })
    }
}
