import Datasets
import Testing

struct BatchAssemblerTests {
    /// Three pictures of 6 x 9 x 2 in which every byte tells its place; no byte is 0.
    private static let pictures: Pictures = {
        let bytes = (0..<3 * 108).map { (place: Int) -> UInt8 in UInt8(place % 108 + place / 108 * 50 + 1) }
        return Pictures(height: 6, width: 9, channels: 2, pixels: bytes, labels: [4, 5, 6])
    }()
    private static let plain = Normalization(mean: [0, 0], deviation: [1, 1])

    private func assembler(_ augmentation: Augmentation) throws -> BatchAssembler {
        try BatchAssembler(pictures: Self.pictures, normalization: Self.plain, augmentation: augmentation)
    }

    /// The picture as written, as bytes again; zeros where it was cropped or cut.
    private func written(_ assembler: BatchAssembler, _ index: Int, step: Int, place: Int = 0, seed: UInt64 = 1)
        -> [Int]
    {
        var values = [Float](repeating: -9, count: assembler.valuesPerPicture + 1)
        values.withUnsafeMutableBufferPointer {
            assembler.write(index, into: $0.baseAddress!, step: step, place: place, seed: seed)
        }
        #expect(values.removeLast() == -9, "nothing is written behind the picture")
        return values.map { Int(($0 * 255).rounded()) }
    }

    private func byte(_ row: Int, _ column: Int, _ channel: Int) -> Int {
        row >= 0 && row < 6 && column >= 0 && column < 9
            ? Int(Self.pictures.pixels[(row * 9 + column) * 2 + channel]) : 0
    }

    /// The picture 0 moved and mirrored, by the definition.
    private func expected(down: Int, right: Int, flipped: Bool) -> [Int] {
        (0..<108).map { place in
            let (row, column, channel) = (place / 18, place / 2 % 9, place % 2)
            return byte(row + down, (flipped ? 8 - column : column) + right, channel)
        }
    }

    @Test func bytesAreNormalisedPerChannel() throws {
        let normalization = Normalization(mean: [0.25, 0.5], deviation: [0.5, 2])
        let assembler = try BatchAssembler(
            pictures: Self.pictures, normalization: normalization,
            augmentation: Augmentation(padding: 4, horizontalFlip: true, cutout: 3))
        var values = [Float](repeating: 0, count: 108)
        for index in 0..<3 {
            values.withUnsafeMutableBufferPointer { assembler.write(index, into: $0.baseAddress!) }
            for place in 0..<108 {
                let byte = Float(Self.pictures.pixels[index * 108 + place])
                let value = place % 2 == 0 ? (byte / 255 - 0.25) / 0.5 : (byte / 255 - 0.5) / 2
                #expect(values[place] == value)
            }
            #expect(assembler.label(of: index) == UInt16(index + 4))
        }
    }

    @Test func noAugmentationLeavesThePicture() throws {
        let assembler = try assembler(.none)
        for step in 0..<20 { #expect(written(assembler, 0, step: step) == expected(down: 0, right: 0, flipped: false)) }
    }

    @Test(arguments: [1, 2, 3])
    func cropsCoverAllOffsetsEvenly(padding: Int) throws {
        let assembler = try assembler(Augmentation(padding: padding, horizontalFlip: false, cutout: 0))
        let side = 2 * padding + 1
        var counts = [Int](repeating: 0, count: side * side)
        let crops = (0..<side * side).map {
            expected(down: $0 / side - padding, right: $0 % side - padding, flipped: false)
        }
        let draws = 100 * side * side
        for step in 0..<draws {
            let picture = written(assembler, 0, step: step)
            guard let offset = crops.firstIndex(of: picture) else {
                Issue.record("step \(step) is no crop of the padded picture")
                return
            }
            counts[offset] += 1
        }
        // Five standard deviations of a count whose mean is 100.
        for (offset, count) in counts.enumerated() { #expect(abs(count - 100) < 50, "offset \(offset)") }
    }

    @Test func flipMirrorsHalfOfThePictures() throws {
        let assembler = try assembler(Augmentation(padding: 0, horizontalFlip: true, cutout: 0))
        var mirrored = 0
        for step in 0..<1000 {
            let picture = written(assembler, 0, step: step)
            if picture == expected(down: 0, right: 0, flipped: true) {
                mirrored += 1
            } else {
                #expect(picture == expected(down: 0, right: 0, flipped: false))
            }
        }
        #expect(abs(mirrored - 500) < 80)
    }

    @Test func everyCropIsSeenFromBothSides() throws {
        let assembler = try assembler(Augmentation(padding: 2, horizontalFlip: true, cutout: 0))
        let all = (0..<50).map { expected(down: $0 / 10 - 2, right: $0 / 2 % 5 - 2, flipped: $0 % 2 == 1) }
        let seen = Set((0..<2000).compactMap { all.firstIndex(of: written(assembler, 0, step: $0)) })
        #expect(seen.count == 50)
    }

    @Test(arguments: [1, 2, 3, 5, 6])
    func cutoutIsOneSquareAroundAnyPoint(side: Int) throws {
        let assembler = try assembler(Augmentation(padding: 0, horizontalFlip: false, cutout: side))
        let whole = expected(down: 0, right: 0, flipped: false)
        var squares: Set<[Int]> = []
        for step in 0..<2000 {
            let picture = written(assembler, 0, step: step)
            let hidden = (0..<108).filter { picture[$0] == 0 }
            let rows = hidden.map { $0 / 18 }
            let columns = hidden.map { $0 / 2 % 9 }
            guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(), let right = columns.max()
            else {
                Issue.record("step \(step) hides nothing")
                return
            }
            #expect(bottom - top < side && right - left < side)
            #expect(hidden.count == (bottom - top + 1) * (right - left + 1) * 2)
            #expect((0..<108).allSatisfy { picture[$0] == 0 || picture[$0] == whole[$0] })
            squares.insert([top, bottom, left, right])
        }
        // Every point of the picture has been the middle; near the border, different middles may hide the same rows.
        var possible: Set<[Int]> = []
        for row in 0..<6 {
            for column in 0..<9 {
                let (top, left) = (row - side / 2, column - side / 2)
                possible.insert([max(top, 0), min(top + side, 6) - 1, max(left, 0), min(left + side, 9) - 1])
            }
        }
        #expect(squares == possible)
    }

    @Test func zerosAreZerosAfterNormalisation() throws {
        let assembler = try BatchAssembler(
            pictures: Self.pictures, normalization: Normalization(mean: [0.9, 0.9], deviation: [0.1, 0.1]),
            augmentation: Augmentation(padding: 6, horizontalFlip: false, cutout: 0))
        var values = [Float](repeating: .nan, count: 108)
        var zeros = 0
        for step in 0..<50 {
            values.withUnsafeMutableBufferPointer {
                assembler.write(0, into: $0.baseAddress!, step: step, place: 0, seed: 1)
            }
            #expect(values.allSatisfy { $0.isFinite })
            zeros += values.count { $0 == 0 }
        }
        #expect(zeros > 1000)
    }

    /// Every crop and mirror of pictures with so many channels, pixel by pixel, with a table of its own a channel.
    @Test(arguments: 1...5) func everyNumberOfChannelsIsWrittenByTheDefinition(channels: Int) throws {
        let (height, width, padding) = (4, 5, 4)
        let count = height * width * channels
        let bytes = (0..<2 * count).map { UInt8($0 * 37 % 251 + 1) }
        let means = (0..<channels).map { 0.1 * Float($0) }
        let assembler = try BatchAssembler(
            pictures: Pictures(height: height, width: width, channels: channels, pixels: bytes, labels: [0, 1]),
            normalization: Normalization(mean: means, deviation: means.map { 0.5 + $0 }),
            augmentation: Augmentation(padding: padding, horizontalFlip: true, cutout: 0))
        var candidates: Set<[Float]> = []
        for down in -padding...padding {
            for right in -padding...padding {
                for flipped in [false, true] {
                    candidates.insert(
                        (0..<count).map { place in
                            let channel = place % channels
                            let (row, column) = (place / channels / width, place / channels % width)
                            let (top, left) = (row + down, (flipped ? width - 1 - column : column) + right)
                            guard 0..<height ~= top && 0..<width ~= left else { return 0 }
                            let byte = Float(bytes[count + (top * width + left) * channels + channel])
                            return (byte / 255 - means[channel]) / (0.5 + means[channel])
                        })
                }
            }
        }
        var seen: Set<[Float]> = []
        for step in 0..<3000 {
            let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
                buffer.initialize(repeating: -9)
                if let target = buffer.baseAddress { assembler.write(1, into: target, step: step, place: 0, seed: 1) }
                initialized = count
            }
            #expect(candidates.contains(values), "step \(step)")
            seen.insert(values)
        }
        // One by one they are as likely as each other, so none is missed in so many steps.
        #expect(seen == candidates)
    }

    @Test func samePlaceOfTheSameStepGivesTheSameBits() throws {
        let assembler = try assembler(Augmentation(padding: 3, horizontalFlip: true, cutout: 3))
        let first = (0..<40).map { written(assembler, 0, step: $0 / 8, place: $0 % 8) }
        #expect((0..<40).reversed().map { written(assembler, 0, step: $0 / 8, place: $0 % 8) } == first.reversed())
        // 49 crops, two sides and 54 squares: forty pictures hardly ever meet.
        #expect(Set(first).count > 35)
        #expect((0..<40).map { written(assembler, 0, step: $0 / 8, place: $0 % 8, seed: 2) } != first)
    }

    @Test func whatDoesNotFitIsRefused() throws {
        func make(_ normalization: Normalization, _ augmentation: Augmentation) throws {
            _ = try BatchAssembler(pictures: Self.pictures, normalization: normalization, augmentation: augmentation)
        }
        expectSentence("3 means", "3 deviations", "2 channels") {
            try make(Normalization(mean: [0, 0, 0], deviation: [1, 1, 1]), .none)
        }
        for deviation in [0, -1, Float.nan, .infinity] {
            expectSentence("channel 1", "\(deviation)") {
                try make(Normalization(mean: [0, 0], deviation: [1, deviation]), .none)
            }
        }
        for size in [-1, 7] {
            expectSentence("padding is \(size)", "0 to 6") {
                try make(Self.plain, Augmentation(padding: size, horizontalFlip: false, cutout: 0))
            }
            expectSentence("cutout is \(size)", "0 to 6") {
                try make(Self.plain, Augmentation(padding: 0, horizontalFlip: false, cutout: size))
            }
        }
    }
}
