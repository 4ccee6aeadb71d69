public import Imaging
internal import Reproducibility

/// Writes pictures as normalised numbers into the caller's memory.
///
/// A value, shared freely by worker threads: nothing in it changes. Writing a picture that is neither resized, cut nor
/// recoloured allocates nothing.
public struct BatchAssembler: Sendable {
    /// The pictures that batches are made of.
    public let pictures: Pictures
    /// How bytes become numbers.
    public let normalization: Normalization
    /// How training pictures are varied.
    public let augmentation: Augmentation
    /// How pictures are brought to the size that the network takes.
    public let framing: Framing

    private let writer: NormalizedWriter
    /// The colour of what `RandAugment` brings in from outside of a picture: the mean, a byte for each channel.
    private let fill: [UInt8]

    /// The numbers of one picture as written, `height * width * channels`.
    public var valuesPerPicture: Int { writer.height * writer.width * writer.channels }

    /// Prepares the table of normalised values.
    ///
    /// - Throws: `DatasetsError` when the normalisation does not fit the channels or has a deviation that is not positive, when
    ///   a size of the augmentation is negative or above the written picture's own, or when there are no colours to change.
    public init(
        pictures: Pictures, normalization: Normalization, augmentation: Augmentation, framing: Framing = .none
    ) throws {
        let channels = pictures.channels
        guard normalization.mean.count == channels, normalization.deviation.count == channels else {
            throw DatasetsError.wrongNormalization(
                mean: normalization.mean.count, deviation: normalization.deviation.count, channels: channels)
        }
        for (channel, value) in normalization.deviation.enumerated() where !(value > 0 && value.isFinite) {
            throw DatasetsError.wrongDeviation(channel: channel, value: value)
        }
        let (height, width) = (framing.side ?? pictures.height, framing.side ?? pictures.width)
        let side = min(height, width)
        for (what, value) in [("padding", augmentation.padding), ("cutout", augmentation.cutout)]
        where value < 0 || value > side {
            throw DatasetsError.wrongCount(what: "the \(what)", value: value, expected: "0 to \(side) pixels")
        }
        let isRecoloured = augmentation.jitter != nil || augmentation.randAugment != nil
        guard !isRecoloured || channels == 1 || channels == 3 else {
            throw DatasetsError.noColours(channels: channels)
        }
        self.pictures = pictures
        self.normalization = normalization
        self.augmentation = augmentation
        self.framing = framing
        writer = NormalizedWriter(height: height, width: width, channels: channels, normalization: normalization)
        fill = normalization.mean.map { UInt8(min(max(($0 * 255).rounded(), 0), 255)) }
    }

    /// The class of a picture.
    ///
    /// - Precondition: `index` is in `0 ..< pictures.count`.
    public func label(of index: Int) -> UInt16 { pictures.labels[index] }

    /// Writes one picture as it is, its middle where it is framed, `[height, width, channels]`, row-major.
    ///
    /// - Precondition: `index` is in `0 ..< pictures.count`; `destination` has room for `valuesPerPicture` numbers.
    public func write(_ index: Int, into destination: UnsafeMutablePointer<Float>) {
        unsafe write(index, into: destination, variation: PictureVariation()) { framing.middle(of: $0) }
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
        let variation = variation(&random)
        unsafe write(index, into: destination, variation: variation) { varied($0, &random) }
        guard let box = augmentation.erasing?.box(height: writer.height, width: writer.width, random: &random) else {
            return
        }
        for row in box.top..<box.top + box.height {
            let line = unsafe destination + (row * writer.width + box.left) * writer.channels
            for place in 0..<box.width * writer.channels { unsafe line[place] = Float(random.normal()) }
        }
    }

    /// Draws where the pixels go.
    private func variation(_ random: inout RandomStream) -> PictureVariation {
        var variation = PictureVariation()
        if augmentation.padding > 0 {
            variation.down = random.integer(below: 2 * augmentation.padding + 1) - augmentation.padding
            variation.right = random.integer(below: 2 * augmentation.padding + 1) - augmentation.padding
        }
        if augmentation.horizontalFlip { variation.isFlipped = random.integer(below: 2) == 1 }
        if augmentation.cutout > 0 {
            let top = random.integer(below: writer.height) - augmentation.cutout / 2
            let left = random.integer(below: writer.width) - augmentation.cutout / 2
            variation.hiddenRows = max(top, 0)..<min(top + augmentation.cutout, writer.height)
            variation.hiddenColumns = max(left, 0)..<min(left + augmentation.cutout, writer.width)
        }
        return variation
    }

    /// Draws what becomes of a picture's bytes; nil where they stay as they are.
    private func varied(_ picture: BitmapView, _ random: inout RandomStream) -> Bitmap? {
        let (randAugment, jitter) = (augmentation.randAugment, augmentation.jitter)
        let resized =
            augmentation.crop.map { crop in
                picture.part(crop.box(height: picture.height, width: picture.width, random: &random))
                    .resized(height: writer.height, width: writer.width, by: framing.interpolation)
            } ?? framing.middle(of: picture)
        guard resized != nil || randAugment != nil || jitter != nil else { return nil }
        var varied = resized ?? picture.copy
        randAugment?.vary(&varied, fill: fill, by: framing.interpolation, random: &random)
        jitter?.vary(&varied, random: &random)
        return varied
    }

    /// Writes what `changed` makes of a picture's bytes, or the bytes themselves where it makes nothing.
    private func write(
        _ index: Int, into destination: UnsafeMutablePointer<Float>, variation: PictureVariation,
        changed: (BitmapView) -> Bitmap?
    ) {
        unsafe pictures.withPicture(index) { picture in
            guard let stored = picture.baseAddress else { return }
            let view = unsafe BitmapView(
                stored, height: pictures.height, width: pictures.width, channels: pictures.channels)
            guard let bitmap = changed(view) else {
                unsafe writer.write(stored, into: destination, variation: variation)
                return
            }
            unsafe bitmap.bytes.withUnsafeBufferPointer { bytes in
                guard let bytes = bytes.baseAddress else { return }
                unsafe writer.write(bytes, into: destination, variation: variation)
            }
        }
    }
}
