import Documents

/// The keys of a sweep against which figures are drawn, and what changes together with each of them.
struct SweepAxes {
    /// One axis.
    struct Axis: Hashable {
        /// The key's place among the keys besides the seed.
        let place: Int
        /// Places of keys that have one value for each value of this one, and so need no curves of their own.
        let companions: [Int]
    }

    /// The axes in the order of the keys.
    let axes: [Axis]

    /// Chooses the keys that have numbers for values, at least two different ones, and do not follow from one before them.
    ///
    /// - Parameters:
    ///   - values: The values of every combination without its seed, in the order of the keys.
    ///   - count: How many keys there are.
    init(_ values: [[JSONValue]], count: Int) {
        var axes: [Axis] = []
        for place in 0..<count {
            let own = values.map { $0[place] }
            guard own.allSatisfy(\.isNumber), Set(own).count > 1 else { continue }
            guard !axes.contains(where: { $0.companions.contains(place) }) else { continue }
            axes.append(
                Axis(
                    place: place,
                    companions: (0..<count).filter { $0 != place && Self.follows($0, from: place, in: values) }))
        }
        self.axes = axes
    }

    /// Whether a key has a single value wherever another one has the same.
    private static func follows(_ place: Int, from other: Int, in values: [[JSONValue]]) -> Bool {
        var known: [JSONValue: JSONValue] = [:]
        return values.allSatisfy { combination in
            let earlier = known.updateValue(combination[place], forKey: combination[other])
            return earlier == nil || earlier == combination[place]
        }
    }
}
