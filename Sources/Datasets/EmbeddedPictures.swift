internal import Reproducibility

/// Generated pictures: ten classes of outlines and patterns, 32 x 32, red, green and blue.
///
/// Colours, place, size, direction, light, background, clutter and noise are drawn again for each picture, so that only
/// the form tells the class: a linear classifier on pixels stays far below 60 %, where a small convolutional network
/// passes 85 %. They need no file, and the same seed gives the same bytes on every machine.
public struct EmbeddedPictures: PictureSource {
    /// The two parts, which share no picture.
    public enum Part: Int, Sendable, CaseIterable {
        /// The pictures to train on.
        case training = 0
        /// The pictures to test on.
        case test = 1
    }

    /// What the pictures are drawn from.
    public let seed: UInt64
    /// How many pictures the training part has.
    public let trainingCount: Int
    /// How many pictures the test part has.
    public let testCount: Int

    /// `embedded`.
    public var name: String { "embedded" }
    /// Seven outlines, then three patterns.
    public var classNames: [String] { Scene.classNames }

    /// Says which pictures are meant; draws none.
    ///
    /// - Throws: `DatasetsError.wrongCount` when a part is empty.
    public init(seed: UInt64, trainingCount: Int, testCount: Int) throws {
        for (what, value) in [("training", trainingCount), ("test", testCount)] where value < 1 {
            throw DatasetsError.wrongCount(
                what: "the number of generated \(what) pictures", value: value, expected: "at least 1")
        }
        self.seed = seed
        self.trainingCount = trainingCount
        self.testCount = testCount
    }

    /// What was asked for.
    public func size() -> PictureSetSize {
        PictureSetSize(
            training: trainingCount, test: testCount, side: Scene.side, channels: 3, classes: classNames.count)
    }

    /// Draws the training part.
    public func training() -> Pictures { draw(.training, count: trainingCount) }

    /// Draws the test part.
    public func test() -> Pictures { draw(.test, count: testCount) }

    /// No files.
    public func files() -> [SourceFile] { [] }

    /// The class of a picture: classes take turns, so that every part is balanced within one picture.
    public func label(of index: Int) -> UInt16 { UInt16(index % classNames.count) }

    /// The bytes of one picture, `[32, 32, 3]`, which depend on the seed, the part and the index alone.
    ///
    /// - Precondition: `index` is not negative.
    public func picture(_ index: Int, of part: Part) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Self.bytesPerPicture) { pixels, initialised in
            unsafe paint(index, of: part, into: pixels)
            initialised = Self.bytesPerPicture
        }
    }

    private static let bytesPerPicture = Scene.side * Scene.side * 3

    private func draw(_ part: Part, count: Int) -> Pictures {
        let size = Self.bytesPerPicture
        let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count * size) { pixels, initialised in
            for index in 0..<count {
                unsafe paint(
                    index, of: part,
                    into: UnsafeMutableBufferPointer(rebasing: pixels[index * size..<(index + 1) * size]))
            }
            initialised = count * size
        }
        return Pictures(
            height: Scene.side, width: Scene.side, channels: 3, pixels: pixels,
            labels: (0..<count).map { label(of: $0) })
    }

    private func paint(_ index: Int, of part: Part, into pixels: UnsafeMutableBufferPointer<UInt8>) {
        precondition(index >= 0, "pictures are counted from 0")
        let random = RandomStream(
            seed: seed, purpose: .generatedPictures, round: part.rawValue, index: index)
        var scene = Scene(label: Int(label(of: index)), random: random)
        unsafe scene.paint(into: pixels)
    }
}
