import Dispatch
import Imaging
import Reproducibility
import Synchronization
import Testing

@testable import Datasets

/// Pictures that are stored at another size than they are written, and variations of their bytes.
struct FramedPicturesTests {
    /// Three pictures of 20 x 30 x 3 with structure everywhere.
    private static let pictures: Pictures = {
        let bytes = (0..<3 * 1_800).map { (place: Int) -> UInt8 in
            let (row, column, channel) = (place % 1_800 / 90, place / 3 % 30, place % 3)
            return UInt8((row * row * 3 + column * 7 + channel * 50 + place / 1_800 * 31 + row * column) % 251)
        }
        return Pictures(height: 20, width: 30, channels: 3, pixels: bytes, labels: [0, 1, 2])
    }()
    private static let normalization = Normalization(mean: [0.5, 0.4, 0.3], deviation: [0.2, 0.25, 0.5])
    private static let framing = Framing(side: 16, share: 0.8)

    private func assembler(_ augmentation: Augmentation, _ framing: Framing = framing) throws -> BatchAssembler {
        try BatchAssembler(
            pictures: Self.pictures, normalization: Self.normalization, augmentation: augmentation, framing: framing)
    }

    private func plain(
        flip: Bool = false, crop: RandomResizedCrop? = nil, jitter: ColourJitter? = nil,
        randAugment: RandAugment? = nil, erasing: RandomErasing? = nil
    ) -> Augmentation {
        Augmentation(
            padding: 0, horizontalFlip: flip, cutout: 0, crop: crop, jitter: jitter, randAugment: randAugment,
            erasing: erasing)
    }

    private func written(_ assembler: BatchAssembler, _ index: Int, step: Int? = nil, place: Int = 0) -> [Float] {
        var values = [Float](repeating: -99, count: assembler.valuesPerPicture + 1)
        values.withUnsafeMutableBufferPointer { values in
            guard let target = values.baseAddress else { return }
            if let step {
                assembler.write(index, into: target, step: step, place: place, seed: 9)
            } else {
                assembler.write(index, into: target)
            }
        }
        #expect(values.removeLast() == -99, "nothing is written behind the picture")
        return values
    }

    private func stream(step: Int, place: Int = 0) -> RandomStream {
        RandomStream(seed: 9, purpose: .augmentation, round: step, index: place)
    }

    /// A picture by itself.
    private func bitmap(_ index: Int) -> Bitmap {
        Bitmap(
            height: 20, width: 30, channels: 3,
            bytes: Array(Self.pictures.pixels[index * 1_800..<(index + 1) * 1_800]))
    }

    /// The numbers of a bitmap, mirrored or not.
    private func numbers(_ bitmap: Bitmap, isFlipped: Bool = false) -> [Float] {
        (0..<bitmap.bytes.count).map { place in
            let (pixel, channel) = (place / 3, place % 3)
            let (row, column) = (pixel / bitmap.width, pixel % bitmap.width)
            let source = isFlipped ? row * bitmap.width + bitmap.width - 1 - column : pixel
            let byte = Float(bitmap.bytes[source * 3 + channel])
            return (byte / 255 - Self.normalization.mean[channel]) / Self.normalization.deviation[channel]
        }
    }

    @Test func picturesAsTheyAreShowTheirMiddle() throws {
        let assembler = try assembler(plain(flip: true, crop: RandomResizedCrop()))
        #expect(assembler.valuesPerPicture == 16 * 16 * 3)
        for index in 0..<3 {
            let middle = try #require(bitmap(index).withView { Self.framing.middle(of: $0) })
            #expect(middle.height == 16 && middle.width == 16)
            #expect(written(assembler, index) == numbers(middle))
        }
    }

    /// Where nothing else is drawn, a training picture is its middle too, then padded and mirrored as ever.
    @Test func trainingPicturesWithoutACropAreTheirMiddle() throws {
        let padded = try assembler(Augmentation(padding: 3, horizontalFlip: false, cutout: 0))
        let middle = try #require(bitmap(1).withView { Self.framing.middle(of: $0) })
        let expected = numbers(middle)
        for step in 0..<20 {
            var random = stream(step: step)
            let (down, right) = (random.integer(below: 7) - 3, random.integer(below: 7) - 3)
            let values = written(padded, 1, step: step)
            for place in 0..<values.count {
                let (row, column) = (place / 48 + down, place / 3 % 16 + right)
                let isInside = (0..<16).contains(row) && (0..<16).contains(column)
                #expect(values[place] == (isInside ? expected[(row * 16 + column) * 3 + place % 3] : 0))
            }
        }
    }

    @Test(arguments: Interpolation.allCases)
    func cropsAreResizedAndMirrored(interpolation: Interpolation) throws {
        let crop = RandomResizedCrop(smallestArea: 0.2, largestRatio: 2)
        let assembler = try assembler(
            plain(flip: true, crop: crop), Framing(side: 16, interpolation: interpolation))
        var flips = 0
        for step in 0..<40 {
            var random = stream(step: step, place: 2)
            let isFlipped = random.integer(below: 2) == 1
            let box = crop.box(height: 20, width: 30, random: &random)
            let expected = bitmap(0).withView { $0.part(box).resized(height: 16, width: 16, by: interpolation) }
            #expect(written(assembler, 0, step: step, place: 2) == numbers(expected, isFlipped: isFlipped))
            flips += isFlipped ? 1 : 0
        }
        #expect(flips > 5 && flips < 35)
    }

    /// Pictures of their own size are cropped, and resized to that size.
    @Test func ownSizeIsCroppedTo() throws {
        let assembler = try assembler(plain(crop: RandomResizedCrop()), .none)
        #expect(assembler.valuesPerPicture == 20 * 30 * 3)
        var random = stream(step: 4)
        let box = RandomResizedCrop().box(height: 20, width: 30, random: &random)
        let expected = bitmap(2).withView { $0.part(box).resized(height: 20, width: 30, by: .bilinear) }
        #expect(written(assembler, 2, step: 4) == numbers(expected))
        #expect(written(assembler, 2) == numbers(bitmap(2)))
    }

    /// First RandAugment, filled with the mean colour, then jitter.
    @Test func bytesAreVariedInTheirOrder() throws {
        let (augment, jitter) = (
            RandAugment(probability: 0.9), ColourJitter(brightness: 0.4, contrast: 0.4, saturation: 0.4)
        )
        let assembler = try assembler(plain(jitter: jitter, randAugment: augment), .none)
        for step in 0..<40 {
            var (expected, random) = (bitmap(0), stream(step: step))
            augment.vary(&expected, fill: [128, 102, 77], by: .bilinear, random: &random)
            jitter.vary(&expected, random: &random)
            #expect(written(assembler, 0, step: step) == numbers(expected))
        }
    }

    @Test func erasedPartsAreNoise() throws {
        let erasing = RandomErasing(probability: 0.5)
        let assembler = try assembler(plain(erasing: erasing), .none)
        let whole = numbers(bitmap(0))
        var noise: [Float] = []
        for step in 0..<60 {
            var random = stream(step: step)
            let box = erasing.box(height: 20, width: 30, random: &random)
            let values = written(assembler, 0, step: step)
            for place in 0..<values.count {
                let (row, column) = (place / 90, place / 3 % 30)
                let isErased =
                    box.map {
                        ($0.top..<$0.top + $0.height).contains(row) && ($0.left..<$0.left + $0.width).contains(column)
                    } ?? false
                if isErased { noise.append(values[place]) } else { #expect(values[place] == whole[place]) }
            }
        }
        // Far more than 5,000 numbers: five standard deviations of their mean are below 0.07.
        #expect(noise.count > 5_000)
        let mean = noise.reduce(0, +) / Float(noise.count)
        let variance = noise.reduce(0) { $0 + $1 * $1 } / Float(noise.count) - mean * mean
        #expect(abs(mean) < 0.07 && abs(variance - 1) < 0.1)
        #expect(Set(noise).count > noise.count * 9 / 10)
    }

    /// Whoever writes a picture, and when, it is the same.
    @Test(arguments: [2, 3, 8])
    func bitsDoNotDependOnTheThreads(threads: Int) throws {
        let assembler = try assembler(
            plain(
                flip: true, crop: RandomResizedCrop(), jitter: ColourJitter(brightness: 1, contrast: 1, saturation: 1),
                randAugment: RandAugment(probability: 1), erasing: RandomErasing(probability: 1)))
        let expected = (0..<24).map { written(assembler, $0 % 3, step: $0 / 6, place: $0 % 6) }
        let found = Mutex([[Float]](repeating: [], count: 24))
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for place in stride(from: 23 - thread, through: 0, by: -threads) {
                let values = written(assembler, place % 3, step: place / 6, place: place % 6)
                found.withLock { $0[place] = values }
            }
        }
        #expect(found.withLock { $0 } == expected)
        #expect(Set(expected).count == 24)
    }

    @Test func whatDoesNotFitIsRefused() throws {
        let two = Pictures(
            height: 4, width: 4, channels: 2, pixels: [UInt8](repeating: 1, count: 32), labels: [0])
        for augmentation in [
            plain(randAugment: RandAugment()), plain(jitter: ColourJitter(brightness: 0, contrast: 0, saturation: 0)),
        ] {
            expectSentence(
                "RandAugment or colour jitter is asked for and the pictures have 2 channels; expected 1 (grey) or 3 (red, "
                    + "green, blue)"
            ) {
                _ = try BatchAssembler(
                    pictures: two, normalization: Normalization(mean: [0, 0], deviation: [1, 1]),
                    augmentation: augmentation)
            }
        }
        expectSentence("the padding is 17; expected 0 to 16 pixels") {
            _ = try assembler(Augmentation(padding: 17, horizontalFlip: false, cutout: 0))
        }
    }
}
