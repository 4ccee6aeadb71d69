package import Foundation

/// What the heads of files of floats are made of.
extension Data {
    /// The unsigned number in the 8 bytes from a place on, little-endian.
    ///
    /// - Precondition: The bytes are there, and are counted from 0.
    package func count(at place: Int) -> UInt64 {
        self[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Appends a number in 8 bytes, little-endian.
    package mutating func append(count: Int) {
        append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) })
    }

    /// Pads a text with blanks to a multiple of 8, so that the floats behind it are aligned.
    package mutating func pad() {
        append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: (8 - count % 8) % 8))
    }
}
