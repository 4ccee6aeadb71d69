import Reproducibility

/// Makes hostile files of valid ones: the same number gives the same file, on every machine.
struct Mutator {
    private var stream: RandomStream
    private let variants: [[UInt8]]
    private let isText: Bool

    /// No file grows beyond this, so that whatever a reader takes more than a small multiple of, it takes unchecked.
    private static let largest = 1 << 18

    /// Prepares one file.
    ///
    /// - Parameters:
    ///   - variants: Valid files, at least one.
    ///   - isText: Whether they are texts: then numbers are changed as digits, else as bytes.
    ///   - number: Which file is made.
    init(of variants: [[UInt8]], isText: Bool, number: Int) {
        self.variants = variants
        self.isText = isText
        stream = RandomStream(seed: 1, purpose: .simulation, index: number)
    }

    /// A valid file with 1, 2, 4 or 8 changes.
    mutating func file() -> [UInt8] {
        var bytes = variants[stream.integer(below: variants.count)]
        for _ in 0..<(1 << stream.integer(below: 4)) {
            change(&bytes)
            if bytes.count > Self.largest { bytes.removeSubrange(Self.largest...) }
        }
        return bytes
    }

    /// A number below a bound.
    mutating func draw(below bound: Int) -> Int { stream.integer(below: bound) }

    private mutating func change(_ bytes: inout [UInt8]) {
        // Half of all changes respect what the file is made of, or hardly anything would get past the first check.
        if isText, stream.integer(below: 2) == 0 { return changeText(&bytes) }
        let place = stream.integer(below: bytes.count + 1)
        let length = min(1 << stream.integer(below: 8), bytes.count - place)
        switch stream.integer(below: 8) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << stream.integer(below: 8)
        case 1 where place < bytes.count: bytes[place] = Self.edgeBytes[stream.integer(below: Self.edgeBytes.count)]
        case 2: bytes.removeSubrange(place..<place + length)
        case 3: bytes.insert(contentsOf: (0..<length).map { _ in UInt8(truncatingIfNeeded: stream.next()) }, at: place)
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.insert(contentsOf: bytes[place..<place + length], at: stream.integer(below: bytes.count + 1))
        case 6:
            let other = variants[stream.integer(below: variants.count)]
            let start = stream.integer(below: other.count + 1)
            bytes.replaceSubrange(place..., with: other[start...])
        default: writeNumber(into: &bytes, at: place)
        }
    }

    private static let edgeBytes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, 0xC0, 0xED, 0x22, 0x5C, 0x0A]
    private static let edgeNumbers: [UInt64] = [
        0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40, 1 << 62, 1 << 63 - 1,
        1 << 63, .max,
    ]

    /// An extreme number of 2, 4 or 8 bytes in either order.
    private mutating func writeNumber(into bytes: inout [UInt8], at place: Int) {
        // Headers are where numbers matter.
        let place = stream.integer(below: 2) == 0 ? place : min(place, 4 * stream.integer(below: 8))
        let size = 2 << stream.integer(below: 3)
        guard place + size <= bytes.count else { return }
        let number = Self.edgeNumbers[stream.integer(below: Self.edgeNumbers.count)]
        let isBigEndian = stream.integer(below: 2) == 0
        for index in 0..<size {
            let shift = 8 * (isBigEndian ? size - 1 - index : index)
            bytes[place + index] = UInt8(truncatingIfNeeded: number >> UInt64(shift))
        }
    }

    private static let edgeTexts = [
        "-1", "0", "1", "-0.0", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "1e308", "-1e308", "1e999", "5e-324", "0.5", "1e18", "1e15", "100000000", "65536",
        "1024",
        "NaN", "null", "true", "[]", "{}", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"k3e3\"", "\"a\\nb\"", "id",
    ]

    private mutating func changeText(_ bytes: inout [UInt8]) {
        switch stream.integer(below: 6) {
        case 0, 1:
            let edge = Self.edgeTexts[stream.integer(below: Self.edgeTexts.count)]
            bytes.replaceSubrange(segment(of: bytes, where: Self.isNumeric), with: edge.utf8)
        case 2:
            // A value, key or element in the place of another one, of this file or another.
            let other = variants[stream.integer(below: variants.count)]
            bytes.replaceSubrange(
                segment(of: bytes, where: Self.isInside), with: other[segment(of: other, where: Self.isInside)])
        case 3:
            // A member or element once more.
            let part = segment(of: bytes) { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\n") }
            bytes.insert(contentsOf: [UInt8(ascii: ",")] + bytes[part], at: part.upperBound)
        case 4:
            let depth = 1 << stream.integer(below: 15)
            let place = segment(of: bytes, where: Self.isInside)
            let brackets = stream.integer(below: 2) == 0 ? ("[", "]") : ("{\"a\":", "}")
            let isClosed = stream.integer(below: 2) == 0
            bytes.replaceSubrange(
                place,
                with: (String(repeating: brackets.0, count: depth) + "1"
                    + (isClosed ? String(repeating: brackets.1, count: depth) : "")).utf8)
        default:
            let letters = ["a", "9", " ", "\u{301}", "k3e3 ", "x\n"]
            let text = String(
                repeating: letters[stream.integer(below: letters.count)], count: 1 << stream.integer(below: 15))
            bytes.insert(contentsOf: text.utf8, at: segment(of: bytes, where: Self.isInside).lowerBound)
        }
    }

    /// The bytes around a random place that satisfy a condition; empty at a place that does not.
    private mutating func segment(of bytes: [UInt8], where isPart: (UInt8) -> Bool) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        let place = stream.integer(below: bytes.count)
        // To the next such byte, so that numbers are found in texts with few of them.
        guard let first = bytes[place...].firstIndex(where: isPart) else { return place..<place }
        let start = bytes[..<first].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
        let end = bytes[first...].firstIndex { !isPart($0) } ?? bytes.count
        return start..<end
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.".utf8.contains(byte)
    }

    private static func isInside(_ byte: UInt8) -> Bool { !",:{}[]\n ".utf8.contains(byte) }
}
