/// A picture of bytes, `[height, width, channels]`, row-major, from 0 (dark) to 255.
///
/// What is done to it gives the bytes that Pillow (up to 12) gives on x86-64, so that a recipe that was tuned there means the same here.
public struct Bitmap: Sendable, Equatable {
    /// Rows.
    public let height: Int
    /// Columns.
    public let width: Int
    /// Colour channels of a pixel: 3 (red, green, blue) or 1 (grey); resizing and turning take any number.
    public let channels: Int
    /// All bytes, `height * width * channels` of them.
    public internal(set) var bytes: [UInt8]

    /// Takes bytes.
    ///
    /// - Precondition: The sizes are positive and `bytes` are as many as they say.
    public init(height: Int, width: Int, channels: Int, bytes: [UInt8]) {
        precondition(height > 0 && width > 0 && channels > 0, "a picture has at least one pixel")
        precondition(bytes.count == height * width * channels, "bytes and sizes belong together")
        self.height = height
        self.width = width
        self.channels = channels
        self.bytes = bytes
    }

    /// Makes a picture whose bytes `write` sets, all of them.
    init(
        height: Int, width: Int, channels: Int, write: (_ target: UnsafeMutablePointer<UInt8>) -> Void
    ) {
        let count = height * width * channels
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            if let target = buffer.baseAddress { unsafe write(target) }
            written = count
        }
        self.init(height: height, width: width, channels: channels, bytes: bytes)
    }

    /// Calls `body` with a view of the whole picture, which ends with the call.
    public func withView<Result>(_ body: (BitmapView) -> Result) -> Result {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("a picture has at least one pixel") }
            return unsafe body(BitmapView(start, height: height, width: width, channels: channels))
        }
    }

    /// The square in the middle of the picture, once its shorter side has been resized to that of the square, bilinearly.
    ///
    /// - Precondition: `side` is positive.
    public func middleSquare(_ side: Int) -> Bitmap { withView { $0.middleSquare(side) } }
}
