import Datasets
import Testing

/// Whether pictures are told from bytes that are none.
struct PictureTextureTests {
    private func summary(_ pictures: Pictures) -> DatasetSummary {
        DatasetSummary(
            name: "some", classNames: ["a"], trainingCounts: [pictures.count], testCounts: [0], measuredOn: pictures,
            files: [])
    }

    private func pictures(_ pixels: [UInt8], channels: Int = 3) -> Pictures {
        Pictures(
            height: 32, width: 32, channels: channels, pixels: pixels,
            labels: [UInt16](repeating: 0, count: pixels.count / (1024 * channels)))
    }

    private let drawn = try? EmbeddedPictures(seed: 1, trainingCount: 60, testCount: 1).training()

    @Test func picturesRaiseNoDoubt() throws {
        let texture = PictureTexture(of: try #require(drawn))
        #expect(texture.across > 0.5 && texture.down > 0.5 && texture.seam < 1.5)
        #expect(summary(try #require(drawn)).doubts == [])
    }

    @Test func noiseAndEmptyPicturesRaiseDoubts() {
        var state: UInt64 = 1
        let noise = (0..<3072 * 20).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return UInt8(state >> 56)
        }
        let doubts = summary(pictures(noise)).doubts
        #expect(doubts.count == 1 && doubts[0].hasPrefix("neighbouring pixels hardly correlate ("))
        let black = summary(pictures([UInt8](repeating: 1, count: 1024 * 3), channels: 1)).doubts
        #expect(black.first == "the mean of channel 0 is 0.0039")
    }

    /// Read one byte off, mean and deviation are nearly those of the pictures; the seam shows it.
    @Test(arguments: [1, 5]) func picturesReadFromTheWrongPlaceRaiseADoubt(bytes: Int) throws {
        // Grey planes one after the other, as files of planes have them.
        let drawn = try #require(drawn)
        let planes = (0..<drawn.count * 1024).map { drawn.pixels[3 * $0] }
        let right = summary(pictures(planes, channels: 1))
        let wrong = summary(pictures(Array(planes[bytes...]) + planes[..<bytes], channels: 1))
        #expect(right.doubts == [])
        #expect(abs(right.normalization.mean[0] - wrong.normalization.mean[0]) < 0.01)
        #expect(wrong.doubts.count == 1 && wrong.doubts[0].hasPrefix("two neighbouring columns or rows differ "))
    }
}
