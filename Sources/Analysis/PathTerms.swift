public import Architecture

/// The terms of a model that adds up what a path's choices are worth.
///
/// A choice of a layer is a term; with pairs, so is every pair of choices of two neighbouring layers. A path has one term
/// of each layer, and one of each pair of neighbours.
public struct PathTerms: Hashable, Sendable {
    /// The choices on offer, layer by layer.
    public let choices: [[UInt8]]
    /// Whether pairs of neighbouring layers have terms too.
    public let hasPairs: Bool
    /// The number of terms.
    public let count: Int
    /// Where a layer's terms begin.
    private let starts: [Int]
    /// Where the terms of a layer and the next one begin; empty without pairs.
    private let pairStarts: [Int]

    /// The terms of a space.
    public init(_ space: SearchSpace, hasPairs: Bool = false) {
        choices = space.layers.map(\.choices)
        self.hasPairs = hasPairs
        var (starts, pairStarts, count) = ([Int](), [Int](), 0)
        for layer in choices {
            starts.append(count)
            count += layer.count
        }
        if hasPairs {
            for (layer, next) in zip(choices, choices.dropFirst()) {
                pairStarts.append(count)
                count += layer.count * next.count
            }
        }
        self.starts = starts
        self.pairStarts = pairStarts
        self.count = count
    }

    /// The terms that a path has, in ascending order.
    ///
    /// - Precondition: The space contains the path.
    public func terms(of path: Path) -> [Int] {
        precondition(path.choices.count == choices.count, "a path of another space")
        let places = zip(choices, path.choices).map { layer, choice -> Int in
            guard let place = layer.firstIndex(of: choice) else { preconditionFailure("a path of another space") }
            return place
        }
        var terms = zip(starts, places).map { $0 + $1 }
        for (layer, start) in pairStarts.enumerated() {
            terms.append(start + places[layer] * choices[layer + 1].count + places[layer + 1])
        }
        return terms
    }

    /// The term of a choice of a layer.
    ///
    /// - Parameters:
    ///   - place: The choice's place among those that the layer offers.
    ///   - layer: The layer, counted from 0.
    public func term(place: Int, layer: Int) -> Int { starts[layer] + place }
}
