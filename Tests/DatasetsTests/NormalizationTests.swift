import Testing

@testable import Datasets

struct NormalizationTests {
    @Test func knownValuesAreMeasured() {
        // Channel 0: 0, 255, 0, 255; channel 1: 51, 51, 51, 51; channel 2: 0, 0, 0, 255.
        let pictures = Pictures(
            height: 1, width: 2, channels: 3, pixels: [0, 51, 0, 255, 51, 0, 0, 51, 0, 255, 51, 255], labels: [0, 1])
        let measured = Normalization.measured(on: pictures, indices: 0..<2)
        #expect(measured.mean == [0.5, 0.2, 0.25])
        #expect(measured.deviation == [0.5, 1, Float((3.0 / 16).squareRoot())])
    }

    @Test func onlyTheNamedPicturesCount() {
        let pictures = Pictures(height: 1, width: 1, channels: 1, pixels: [10, 255, 20], labels: [0, 0, 0])
        let measured = Normalization.measured(on: pictures, indices: [2, 0])
        #expect(measured.mean == [Float(15.0 / 255)])
        #expect(measured.deviation == [Float(5.0 / 255)])
    }

    /// Whoever leaves some out has the bits of one who names all others, also when all were measured before.
    @Test func picturesLeftOutDoNotCount() throws {
        let pictures = try EmbeddedPictures(seed: 3, trainingCount: 50, testCount: 1).training()
        for others: Set<Int> in [[], [0], [49, 7, 20], Set(1..<50)] {
            let named = (0..<50).filter { !others.contains($0) }
            #expect(Normalization.measured(on: pictures, without: others) == .measured(on: pictures, indices: named))
        }
        // A part is measured by itself.
        let part = pictures.subset([4, 5])
        #expect(Normalization.measured(on: part, without: [0]) == .measured(on: pictures, indices: [5]))
    }

    @Test func orderDoesNotShowInTheBits() throws {
        let pictures = try EmbeddedPictures(seed: 3, trainingCount: 200, testCount: 1).training()
        let forward = Normalization.measured(on: pictures, indices: 0..<200)
        #expect(Normalization.measured(on: pictures, indices: (0..<200).reversed()) == forward)
        #expect(forward.mean.allSatisfy { $0 > 0.2 && $0 < 0.8 })
    }
}
