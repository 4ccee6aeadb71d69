import Datasets
import Testing

struct PicturesTests {
    private let pictures = Pictures(
        height: 1, width: 2, channels: 2, pixels: (0..<16).map { UInt8($0) }, labels: [3, 1, 2, 1])

    @Test func subsetFollowsTheIndices() {
        let chosen = pictures.subset([3, 0, 3])
        #expect(chosen.labels == [1, 3, 1])
        #expect(chosen.pixels == [12, 13, 14, 15, 0, 1, 2, 3, 12, 13, 14, 15])
        #expect(chosen.height == 1 && chosen.width == 2 && chosen.channels == 2)
        #expect(pictures.subset([]).count == 0)
    }

    @Test func classesAreCounted() {
        #expect(pictures.countsPerClass(classes: 5) == [0, 2, 1, 1, 0])
    }
}
