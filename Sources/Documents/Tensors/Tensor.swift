package import Foundation

/// A tensor of 32-bit floats with a name: what files of weights are made of.
package struct Tensor: Hashable, Sendable {
    /// The name.
    package var name: String
    /// Sizes, slowest first; none for a single number.
    package var shape: [Int]
    /// The numbers, little-endian, 4 bytes each.
    package var bytes: Data

    /// Takes the bytes of `shape`'s numbers.
    package init(name: String, shape: [Int], bytes: Data) {
        self.name = name
        self.shape = shape
        self.bytes = bytes
    }

    /// Takes the numbers of a shape.
    package init(name: String, shape: [Int], floats: [Float]) {
        self.init(name: name, shape: shape, bytes: unsafe floats.withUnsafeBytes { unsafe Data($0) })
    }

    /// How many numbers it has.
    package var count: Int { bytes.count / MemoryLayout<Float>.size }

    /// The numbers.
    package var floats: [Float] {
        var floats = [Float](repeating: 0, count: count)
        unsafe floats.withUnsafeMutableBytes { _ = unsafe bytes.copyBytes(to: $0) }
        return floats
    }
}
