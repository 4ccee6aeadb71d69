/// A picture, or a part of one, in the caller's memory: nothing is copied before it is resized.
///
/// It may lie in an array or in a mapped file.
@safe public struct BitmapView {
    /// Rows.
    public let height: Int
    /// Columns.
    public let width: Int
    /// Colour channels of a pixel.
    public let channels: Int
    private let start: UnsafePointer<UInt8>
    private let bytesPerRow: Int

    /// Looks at a whole picture.
    ///
    /// - Parameters:
    ///   - start: Its first byte, of `[height, width, channels]`, row-major; the memory outlives the view.
    ///   - height: Rows.
    ///   - width: Columns.
    ///   - channels: Colour channels of a pixel.
    public init(_ start: UnsafePointer<UInt8>, height: Int, width: Int, channels: Int) {
        unsafe self.init(start, height: height, width: width, channels: channels, bytesPerRow: width * channels)
    }

    private init(_ start: UnsafePointer<UInt8>, height: Int, width: Int, channels: Int, bytesPerRow: Int) {
        unsafe self.start = start
        self.height = height
        self.width = width
        self.channels = channels
        self.bytesPerRow = bytesPerRow
    }

    /// The first byte of a row.
    func row(_ row: Int) -> UnsafePointer<UInt8> { unsafe start + row * bytesPerRow }

    /// A part of the picture.
    ///
    /// - Precondition: The box lies within the picture.
    public func part(_ box: PictureBox) -> BitmapView {
        precondition(
            box.top >= 0 && box.left >= 0 && box.height > 0 && box.width > 0 && box.top + box.height <= height
                && box.left + box.width <= width, "a part lies within its picture")
        return unsafe BitmapView(
            row(box.top) + box.left * channels, height: box.height, width: box.width, channels: channels,
            bytesPerRow: bytesPerRow)
    }

    /// The bytes, copied.
    public var copy: Bitmap {
        unsafe Bitmap(height: height, width: width, channels: channels) { target in
            for line in 0..<height {
                unsafe (target + line * width * channels).update(from: row(line), count: width * channels)
            }
        }
    }
}
