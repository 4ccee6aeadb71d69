#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
public import Reproducibility

extension SearchSpace {
    /// Whether every layer of the space offers the path's choice.
    public func contains(_ path: Path) -> Bool {
        path.choices.count == layers.count && zip(layers, path.choices).allSatisfy { $0.choices.contains($1) }
    }

    /// Draws a path uniformly from the space: one independent uniform choice for each layer.
    public func randomPath(using stream: inout RandomStream) -> Path {
        var choices: [UInt8] = []
        choices.reserveCapacity(layers.count)
        for layer in layers { choices.append(layer.choices[stream.integer(below: layer.choices.count)]) }
        return Path(choices: choices)
    }

    /// The number of paths as an exact decimal number.
    public var pathCount: String {
        // Long multiplication on groups of nine digits, the lowest first: 13^21 and more do not fit a machine word.
        let base = 1_000_000_000
        var groups = [1]
        for layer in layers {
            var carry = 0
            for index in groups.indices {
                let product = groups[index] * layer.choices.count + carry
                groups[index] = product % base
                carry = product / base
            }
            if carry > 0 { groups.append(carry) }
        }
        return groups.reversed().enumerated().map { index, group in
            let digits = String(group)
            return index == 0 ? digits : String(repeating: "0", count: 9 - digits.count) + digits
        }.joined()
    }

    /// The decimal logarithm of the number of paths.
    public var log10PathCount: Double {
        layers.reduce(0) { $0 + log10(Double($1.choices.count)) }
    }

    /// The number of paths where it fits `Int`, otherwise nil.
    public var pathCountIfSmall: Int? {
        var count = 1
        for layer in layers {
            let (product, overflow) = count.multipliedReportingOverflow(by: layer.choices.count)
            if overflow { return nil }
            count = product
        }
        return count
    }

    /// All paths in lexicographic order.
    ///
    /// - Precondition: The space is small enough for it.
    public var allPaths: [Path] {
        layers.reduce([[]]) { prefixes, layer in
            prefixes.flatMap { prefix in layer.choices.map { prefix + [$0] } }
        }.map { Path(choices: $0) }
    }
}
