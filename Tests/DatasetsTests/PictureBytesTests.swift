import Datasets
import TestSupport
import Testing

struct PictureBytesTests {
    private let folder = TemporaryFolder()

    private func bytes(_ count: Int, salt: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 * 3 + $0 / 251 + salt) }
    }

    @Test(arguments: [[16_385, 16_385, 17], [5], [7, 7], [16_384, 16_384, 16_384]])
    func filesAreOneAfterTheOther(counts: [Int]) throws {
        let parts = counts.enumerated().map { bytes($1, salt: $0) }
        let files = try parts.enumerated().map { index, part in
            (path: try folder.write("\(index).pixels", part), byteCount: part.count)
        }
        let all = try PictureBytes(mapping: files)
        #expect(all.isMapped)
        #expect(all == PictureBytes(parts.flatMap(\.self)) && all.count == counts.reduce(0, +))
        #expect(all[counts[0] - 1] == parts[0].last && Array(all[0..<3]) == Array(parts[0][0..<3]))
        let half = Pictures(height: 1, width: 1, channels: 1, bytes: all, labels: all.map { UInt16($0) })
        #expect(
            half.subset([4, 0])
                == Pictures(
                    height: 1, width: 1, channels: 1, pixels: [all[4], all[0]],
                    labels: [UInt16(all[4]), UInt16(all[0])]))
    }

    @Test func filesOfOtherLengthsAreRefused() throws {
        let path = try folder.write("a.pixels", bytes(20, salt: 0))
        for count in [19, 21] {
            expectSentence("a.pixels", "20 bytes", "\(count)") { _ = try PictureBytes(mapping: [(path, count)]) }
        }
        expectSentence("b.pixels", "no such file") {
            _ = try PictureBytes(mapping: [(folder.path("b.pixels"), 20)])
        }
    }
}
