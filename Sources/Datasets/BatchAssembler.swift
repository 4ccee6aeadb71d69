internal import Reproducibility

/// Writes pictures as normalised numbers into memory of the caller's.
///
/// A value, shared freely by worker threads: nothing in it changes, and writing a picture allocates nothing.
public struct BatchAssembler: Sendable {
    /// The pictures that batches are made of.
    public let pictures: Pictures
    /// How bytes become numbers.
    public let normalization: Normalization
    /// How training pictures are varied.
    public let augmentation: Augmentation

    /// The normalised value of byte `b` in channel `c`, at `c * 256 + b`.
    private let table: [Float]

    /// The numbers of one picture, `height * width * channels`.
    public var valuesPerPicture: Int { pictures.bytesPerPicture }

    /// Prepares the table of normalised values.
    ///
    /// - Throws: `DatasetsError` when the normalisation does not fit the channels or divides by nothing, or when a
    ///   size of the augmentation is negative or above the picture's own.
    public init(pictures: Pictures, normalization: Normalization, augmentation: Augmentation) throws {
        let channels = pictures.channels
        guard normalization.mean.count == channels, normalization.deviation.count == channels else {
            throw DatasetsError.wrongNormalization(
                mean: normalization.mean.count, deviation: normalization.deviation.count, channels: channels)
        }
        for (channel, value) in normalization.deviation.enumerated() where !(value > 0 && value.isFinite) {
            throw DatasetsError.wrongDeviation(channel: channel, value: value)
        }
        let side = min(pictures.height, pictures.width)
        for (what, value) in [("padding", augmentation.padding), ("cutout", augmentation.cutout)]
        where value < 0 || value > side {
            throw DatasetsError.wrongCount(what: "The \(what)", value: value, expected: "0 to \(side) pixels")
        }
        self.pictures = pictures
        self.normalization = normalization
        self.augmentation = augmentation
        table = (0..<channels * 256).map { place in
            (Float(place % 256) / 255 - normalization.mean[place / 256]) / normalization.deviation[place / 256]
        }
    }

    /// The class of a picture.
    ///
    /// - Precondition: `index` is in `0 ..< pictures.count`.
    public func label(of index: Int) -> UInt16 { pictures.labels[index] }

    /// Writes one picture as it is, `[height, width, channels]`, row-major.
    ///
    /// - Precondition: `index` is in `0 ..< pictures.count`; `destination` has room for `valuesPerPicture` numbers.
    public func write(_ index: Int, into destination: UnsafeMutablePointer<Float>) {
        unsafe write(index, into: destination, variation: Variation())
    }

    /// Writes one picture as augmented at its place in a training step, `[height, width, channels]`, row-major.
    ///
    /// The same place of the same step gives the same bits, whoever writes it.
    ///
    /// - Parameters:
    ///   - index: The picture, in `0 ..< pictures.count`.
    ///   - destination: Room for `valuesPerPicture` numbers.
    ///   - step: The training step.
    ///   - place: The picture's place in the batch.
    ///   - seed: The run's seed.
    public func write(
        _ index: Int, into destination: UnsafeMutablePointer<Float>, step: Int, place: Int, seed: UInt64
    ) {
        var random = RandomStream(seed: seed, purpose: .augmentation, round: step, index: place)
        var variation = Variation()
        if augmentation.padding > 0 {
            variation.down = random.integer(below: 2 * augmentation.padding + 1) - augmentation.padding
            variation.right = random.integer(below: 2 * augmentation.padding + 1) - augmentation.padding
        }
        if augmentation.horizontalFlip { variation.flipped = random.integer(below: 2) == 1 }
        if augmentation.cutout > 0 {
            let top = random.integer(below: pictures.height) - augmentation.cutout / 2
            let left = random.integer(below: pictures.width) - augmentation.cutout / 2
            variation.hiddenRows = max(top, 0)..<min(top + augmentation.cutout, pictures.height)
            variation.hiddenColumns = max(left, 0)..<min(left + augmentation.cutout, pictures.width)
        }
        unsafe write(index, into: destination, variation: variation)
    }

    /// What was drawn for one picture; the hidden square is in the coordinates of the result.
    private struct Variation {
        var down = 0
        var right = 0
        var flipped = false
        var hiddenRows = 0..<0
        var hiddenColumns = 0..<0
    }

    private func write(_ index: Int, into destination: UnsafeMutablePointer<Float>, variation: Variation) {
        unsafe pictures.withPicture(index) { picture in
            unsafe table.withUnsafeBufferPointer { table in
                guard let picture = picture.baseAddress, let table = table.baseAddress else { return }
                // The number of channels as a constant, so that the loop over them is unrolled.
                switch pictures.channels {
                case 1: unsafe writeRows(of: picture, table, into: destination, variation, channels: 1)
                case 3: unsafe writeRows(of: picture, table, into: destination, variation, channels: 3)
                case let channels:
                    unsafe writeRows(of: picture, table, into: destination, variation, channels: channels)
                }
            }
        }
        for row in variation.hiddenRows {
            let start = (row * pictures.width + variation.hiddenColumns.lowerBound) * pictures.channels
            unsafe (destination + start).update(repeating: 0, count: variation.hiddenColumns.count * pictures.channels)
        }
    }

    /// Writes the crop, mirrored or not; the hidden square is left to the caller.
    ///
    /// Which columns of a row lie in the picture is known before its first: no pixel asks for itself.
    @inline(__always)
    private func writeRows(
        of picture: UnsafePointer<UInt8>, _ table: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
        _ variation: Variation, channels: Int
    ) {
        let (height, width) = (pictures.height, pictures.width)
        // The columns of the crop that lie in the picture, and where they begin in the result: the crop comes first,
        // then the mirror, and column 0 shows the crop's last column.
        let visible = max(0, -variation.right)..<min(width, width - variation.right)
        let before = variation.flipped ? width - visible.upperBound : visible.lowerBound
        let first = (variation.flipped ? visible.upperBound - 1 : visible.lowerBound) + variation.right
        let step = variation.flipped ? -channels : channels
        for row in 0..<height {
            let line = unsafe destination + row * width * channels
            let sourceRow = row + variation.down
            guard sourceRow >= 0 && sourceRow < height else {
                unsafe line.update(repeating: 0, count: width * channels)
                continue
            }
            unsafe line.update(repeating: 0, count: before * channels)
            var target = unsafe line + before * channels
            var source = unsafe picture + (sourceRow * width + first) * channels
            for _ in visible {
                for channel in 0..<channels { unsafe target[channel] = table[channel * 256 + Int(source[channel])] }
                unsafe target += channels
                unsafe source += step
            }
            unsafe target.update(repeating: 0, count: (width - before - visible.count) * channels)
        }
    }
}
