package import Imaging

/// Reads the binary formats of Netpbm, which decoders write: `P4` (black and white), `P5` (grey) and `P6` (colours).
package enum Netpbm {
    /// Pictures of more pixels are refused: a small header can claim any size.
    package static let mostPixels = 1 << 27

    /// Reads a picture.
    ///
    /// Values above 255 are brought to bytes.
    ///
    /// - Throws: `PictureProblem` where it is another format, too large, or has too few or too many bytes.
    package static func read(_ bytes: [UInt8]) throws(PictureProblem) -> Bitmap {
        guard bytes.count > 2, bytes[0] == UInt8(ascii: "P"), let kind = kinds[bytes[1]] else {
            throw PictureProblem("it is no Netpbm picture of the kinds P4, P5 and P6")
        }
        var place = 2
        func number() throws(PictureProblem) -> Int {
            var value = 0
            var digits = 0
            skipBlanks(bytes, &place)
            while place < bytes.count, case let digit = Int(bytes[place]) - 48, (0...9).contains(digit), digits < 9 {
                value = 10 * value + digit
                digits += 1
                place += 1
            }
            guard digits > 0, value > 0 else { throw PictureProblem("its Netpbm header is broken") }
            return value
        }
        let width = try number()
        let height = try number()
        let largest = kind == .bits ? 1 : try number()
        guard largest <= 65_535, width * height <= mostPixels else {
            throw PictureProblem("it has \(width) x \(height) pixels of values up to \(largest), which is too many")
        }
        // One blank, whatever the first pixel is.
        place += 1
        let channels = kind == .colours ? 3 : 1
        let count = height * width * channels
        let size = kind == .bits ? (width + 7) / 8 * height : largest > 255 ? 2 * count : count
        guard bytes.count - place == size else {
            throw PictureProblem("it holds \(max(0, bytes.count - place)) bytes of pixels; expected \(size)")
        }
        let pixels: [UInt8] =
            switch kind {
            case .bits:
                (0..<count).map { pixel in
                    let (row, column) = pixel.quotientAndRemainder(dividingBy: width)
                    return bytes[place + row * ((width + 7) / 8) + column / 8] >> UInt8(7 - column % 8) & 1 == 0
                        ? 255 : 0
                }
            default:
                largest == 255
                    ? Array(bytes[place...])
                    : (0..<count).map { index in
                        let value =
                            largest > 255
                            ? Int(bytes[place + 2 * index]) << 8 | Int(bytes[place + 2 * index + 1])
                            : Int(bytes[place + index])
                        return UInt8(clamping: (value * 255 + largest / 2) / largest)
                    }
            }
        return Bitmap(height: height, width: width, channels: channels, bytes: pixels)
    }

    private enum Kind {
        case bits, grey, colours
    }

    private static let kinds: [UInt8: Kind] = [
        UInt8(ascii: "4"): .bits, UInt8(ascii: "5"): .grey, UInt8(ascii: "6"): .colours,
    ]

    /// Passes blanks, line breaks and comments.
    private static func skipBlanks(_ bytes: [UInt8], _ place: inout Int) {
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "#") {
                while place < bytes.count, bytes[place] != 10 { place += 1 }
            } else if [9, 10, 11, 12, 13, 32].contains(bytes[place]) {
                place += 1
            } else {
                return
            }
        }
    }
}
