/// One path through the supernet: one choice for each layer.
///
/// A choice is an index into `SearchSpace.operations`. Paths are ordered lexicographically, a prefix before what it
/// begins.
public struct Path: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The choices, first layer first.
    public var choices: [UInt8]

    /// Makes a path of choices, first layer first; whether a space has it, `SearchSpace.contains(_:)` says.
    public init(choices: [UInt8]) {
        self.choices = choices
    }

    /// Whether the first path comes first in lexicographic order.
    public static func < (first: Path, second: Path) -> Bool {
        first.choices.lexicographicallyPrecedes(second.choices)
    }

    /// A number that belongs to the choices and hardly to any others, for random numbers that are keyed by a path.
    ///
    /// FNV-1a; a `RandomStream` mixes its bits well enough.
    public var key: Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for choice in choices { hash = (hash ^ UInt64(choice)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: hash)
    }

    /// The choices divided by commas, as `SearchSpace.path(from:)` reads them: `0,3,6`.
    public var description: String {
        choices.map { String($0) }.joined(separator: ",")
    }
}
