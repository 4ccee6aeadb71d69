public import Architecture
public import Reproducibility

extension SearchDomain {
    /// So often a path is drawn from the whole space before one is repaired: where a tenth of the paths keep the limits,
    /// one draw in a thousand needs repair.
    private static let draws = 64

    /// Draws a path that a search may ask for.
    ///
    /// Uniform over those paths as long as they are not rare in the space. Where they are, a path drawn uniformly is
    /// repaired, since near the least path of 7^21 nearly all draws would be in vain; such paths lie close to the limits.
    public func randomPath(using stream: inout RandomStream) -> Path {
        for _ in 0..<Self.draws {
            let path = space.randomPath(using: &stream)
            if admits(path) { return path }
        }
        return repaired(space.randomPath(using: &stream), using: &stream)
    }

    /// The path with as many layers changed as it takes to keep the limits.
    ///
    /// The layers are visited in random order, again and again, and each takes one of the choices that bring the path
    /// closer to the limits, drawn uniformly. Where no layer has one, since what one limit gains another loses, layers
    /// take the choices of a path known to keep the limits.
    ///
    /// - Precondition: The space contains the path.
    public func repaired(_ path: Path, using stream: inout RandomStream) -> Path {
        var path = path
        var violation = violation(of: path)
        var isStuck = false
        while violation > 0, !isStuck {
            isStuck = true
            for layer in stream.permutation(count: space.layers.count) where violation > 0 {
                let steps = self.steps(from: path, layer: layer, below: violation)
                guard !steps.isEmpty else { continue }
                let step = steps[stream.integer(below: steps.count)]
                path.choices[layer] = step.choice
                violation = step.violation
                isStuck = false
            }
        }
        guard violation > 0 else { return path }
        for layer in stream.permutation(count: space.layers.count) where violation > 0 {
            path.choices[layer] = refuge.choices[layer]
            violation = self.violation(of: path)
        }
        return path
    }

    /// The choices of a layer that make the violation smaller, with what is left of it.
    private func steps(from path: Path, layer: Int, below violation: Double) -> [(choice: UInt8, violation: Double)] {
        var path = path
        return space.layers[layer].choices.compactMap { choice in
            path.choices[layer] = choice
            let left = self.violation(of: path)
            return left < violation ? (choice, left) : nil
        }
    }
}
