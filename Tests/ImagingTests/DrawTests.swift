import Reproducibility
import Testing
@testable import Imaging

/// What is drawn at random: its bounds, its shares, and that the same stream draws the same.
struct DrawTests {
    private func stream(_ index: Int) -> RandomStream {
        RandomStream(seed: 5, purpose: .augmentation, round: 1, index: index)
    }

    @Test(arguments: [(60, 80), (80, 60), (40, 40)])
    func cropsKeepAreaAndRatio(height: Int, width: Int) {
        let crop = RandomResizedCrop(smallestArea: 0.2, largestRatio: 1.5)
        var areas: [Double] = []
        for index in 0..<2_000 {
            var random = stream(index)
            let box = crop.box(height: height, width: width, random: &random)
            #expect(box.top >= 0 && box.top + box.height <= height && box.left >= 0 && box.left + box.width <= width)
            // A side is rounded to whole pixels.
            let (high, wide) = (Double(box.height), Double(box.width))
            #expect((wide + 0.5) / (high - 0.5) >= 1 / 1.5 && (wide - 0.5) / (high + 0.5) <= 1.5)
            areas.append(high * wide / Double(height * width))
        }
        #expect(areas.allSatisfy { $0 > 0.19 && $0 <= 1 })
        #expect(areas.max()! > 0.9 && areas.min()! < 0.22)
    }

    /// All places of a crop come up: a tenth of the rows as often as another.
    @Test func cropsLieEverywhere() {
        let crop = RandomResizedCrop(smallestArea: 0.08, largestRatio: 4.0 / 3)
        var counts = [Int](repeating: 0, count: 10)
        for index in 0..<4_000 {
            var random = stream(index)
            let box = crop.box(height: 1_000, width: 1_000, random: &random)
            guard box.height < 1_000 else { continue }
            counts[min(9, box.top * 10 / (1_001 - box.height))] += 1
        }
        let mean = Double(counts.reduce(0, +)) / 10
        #expect(counts.allSatisfy { abs(Double($0) - mean) < 5 * mean.squareRoot() })
    }

    /// A strip has no part of 90 % of its area with such a ratio: the middle is taken.
    @Test func stripsAreCroppedToTheirMiddle() {
        let crop = RandomResizedCrop(smallestArea: 0.9, largestRatio: 4.0 / 3)
        var random = stream(0)
        #expect(
            crop.box(height: 9, width: 100, random: &random) == PictureBox(top: 0, left: 44, height: 9, width: 12))
        #expect(
            crop.box(height: 100, width: 9, random: &random) == PictureBox(top: 44, left: 0, height: 12, width: 9))
    }

    @Test func erasedPartsKeepAreaAndShare() {
        let erasing = RandomErasing(probability: 0.25)
        var boxes: [PictureBox] = []
        for index in 0..<4_000 {
            var random = stream(index)
            guard let box = erasing.box(height: 100, width: 100, random: &random) else { continue }
            #expect(box.top >= 0 && box.top + box.height <= 100 && box.left >= 0 && box.left + box.width <= 100)
            boxes.append(box)
        }
        // Five standard deviations of a count whose mean is 1000; one in a hundred draws may find no room.
        #expect(boxes.count > 860 && boxes.count < 1_140)
        let areas = boxes.map { Double($0.height * $0.width) / 10_000 }
        #expect(areas.min()! > 0.015 && areas.min()! < 0.04 && areas.max()! < 0.35 && areas.max()! > 0.3)
        #expect(boxes.contains { $0.height > 2 * $0.width } && boxes.contains { $0.width > 2 * $0.height })
    }

    /// With probability 1 and one operation, each of the fifteen comes up, and none without probability or operations.
    @Test func randAugmentDrawsAllOperations() {
        let picture = Bitmap.sample(height: 24, width: 23, channels: 3)
        func varied(_ augment: RandAugment, _ index: Int) -> Bitmap {
            var (picture, random) = (picture, stream(index))
            augment.vary(&picture, fill: [1, 2, 3], by: .bilinear, random: &random)
            return picture
        }
        let certain = RandAugment(operations: 1, magnitude: 9, deviation: 0, probability: 1)
        let expected = RandAugmentOperation.allCases.flatMap { operation in
            [false, true].map { isNegated in
                var picture = picture
                operation.apply(
                    to: &picture, strength: 9, isNegated: isNegated, fill: [1, 2, 3], by: .bilinear)
                return picture
            }
        }
        var found = Set<Int>()
        for index in 0..<600 {
            guard let place = expected.firstIndex(of: varied(certain, index)) else {
                Issue.record("draw \(index) is none of the operations")
                return
            }
            found.insert(place)
        }
        // Ten operations of one way, and five of two.
        #expect(found.count == 20)
        for index in 0..<50 {
            #expect(varied(RandAugment(probability: 0), index) == picture)
            #expect(varied(RandAugment(operations: 0, probability: 1), index) == picture)
            #expect(varied(RandAugment(), index) == varied(RandAugment(), index))
        }
        let changed = (0..<2_000).count { varied(RandAugment(operations: 1, probability: 0.5), $0) != picture }
        // Half of them, and of those all but what leaves this picture as it is.
        #expect(changed > 850 && changed < 1_100)
    }

    /// The strength varies by its deviation and stays between 0 and 10.
    @Test func strengthVaries() {
        let picture = Bitmap.sample(height: 16, width: 16, channels: 3)
        let augment = RandAugment(operations: 1, magnitude: 10, deviation: 3, probability: 1)
        var results = Set<[UInt8]>()
        for index in 0..<300 {
            var (picture, random) = (picture, stream(index))
            augment.vary(&picture, fill: [0, 0, 0], by: .bicubic, random: &random)
            results.insert(picture.bytes)
        }
        #expect(results.count > 60)
    }

    @Test func jitterChangesWhatItIsToldTo() {
        let picture = Bitmap.sample(height: 8, width: 9, channels: 3)
        func varied(_ jitter: ColourJitter, _ index: Int) -> Bitmap {
            var (picture, random) = (picture, stream(index))
            jitter.vary(&picture, random: &random)
            return picture
        }
        #expect(varied(ColourJitter(brightness: 0, contrast: 0, saturation: 0), 0) == picture)
        for index in 0..<20 {
            // Brightness alone changes every byte by one factor, between 0.6 and 1.4.
            let lit = varied(ColourJitter(brightness: 0.4, contrast: 0, saturation: 0), index)
            for (old, new) in zip(picture.bytes, lit.bytes) {
                #expect(Double(new) >= 0.6 * Double(old) - 1 && Double(new) <= 1.4 * Double(old))
            }
            // A grey picture has no saturation to change.
            var (grey, random) = (Bitmap.sample(height: 8, width: 9, channels: 1), stream(index))
            let before = grey
            ColourJitter(brightness: 0, contrast: 0, saturation: 0.9).vary(&grey, random: &random)
            #expect(grey == before)
        }
        let all = ColourJitter(brightness: 0.4, contrast: 0.4, saturation: 0.4)
        #expect(Set((0..<50).map { varied(all, $0).bytes }).count == 50)
    }
}
