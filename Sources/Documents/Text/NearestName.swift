/// Finds the name that somebody probably meant.
public enum NearestName {
    /// The candidate with the fewest typing mistakes to the name, the first one among equals.
    ///
    /// A mistake is a letter too many, too few, wrong, or swapped with its neighbour (Damerau and Levenshtein, optimal
    /// string alignment); upper and lower case, `-` and `_` count as the same. Nil where even the nearest candidate takes
    /// more than one mistake for every three letters, at least two: then a suggestion would mislead.
    public static func to(_ name: String, among candidates: [String]) -> String? {
        let name = folded(name)
        let limit = max(2, name.count / 3)
        var nearest: (candidate: String, distance: Int)?
        for candidate in candidates {
            // So many letters more or less are as many mistakes; a name may be as long as a file.
            guard abs(name.count - candidate.count) <= limit else { continue }
            let distance = distance(name, folded(candidate))
            // Two mistakes would turn any two letters into any other two.
            guard distance <= limit, distance < max(name.count, candidate.count) else { continue }
            if nearest.map({ distance < $0.distance }) ?? true { nearest = (candidate, distance) }
        }
        return nearest?.candidate
    }

    /// The number of mistakes between two words.
    package static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var best = min(previous[column + 1], current[column]) + 1
                best = min(best, previous[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[second.count]
    }

    private static func folded(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "-" ? "_" : $0 }
    }
}
