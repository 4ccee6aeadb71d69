internal import Reproducibility

/// The split of the training pictures: one part to train on, one to score paths during training, one for the search.
///
/// Each held-out part has of each class its share of the class, rounded up or down: never a whole picture away from it.
/// Which pictures of a class go where is drawn from the seed. Candidates must not be scored on pictures that weights were
/// trained on, nor the test part be used to choose.
public struct HoldOut: Sendable, Equatable {
    /// The pictures to train on, ascending.
    public let training: [Int]
    /// The pictures on which paths are scored while the supernet trains, ascending.
    public let filtering: [Int]
    /// The pictures on which the search compares, ascending; the same as `filtering` where one part serves both.
    public let search: [Int]

    /// The pictures of both held-out parts, ascending, each once where one part serves both.
    public var heldOut: [Int] { filtering == search ? filtering : (filtering + search).sorted() }

    /// Draws the parts.
    ///
    /// - Parameters:
    ///   - labels: The class of each picture.
    ///   - classes: How many classes there are; every label is below it.
    ///   - filtering: How many pictures score paths.
    ///   - search: How many pictures the search compares on.
    ///   - shared: Whether one part of `filtering` pictures serves both, as in the paper; the two sizes are then equal.
    ///   - seed: The run's seed.
    /// - Throws: `DatasetsError` when a size is negative, when nothing is left to train on, or when a shared part has
    ///   two sizes.
    /// - Precondition: Every label is below `classes`.
    public init(
        labels: [UInt16], classes: Int, filtering: Int, search: Int, shared: Bool = false, seed: UInt64
    ) throws {
        for (what, value) in [("filtering", filtering), ("search", search)] where value < 0 {
            throw DatasetsError.wrongCount(
                what: "the number of pictures held out for \(what)", value: value, expected: "0 or more")
        }
        if shared && filtering != search {
            throw DatasetsError.sharedSizesDiffer(filtering: filtering, search: search)
        }
        let (held, overflow) = filtering.addingReportingOverflow(shared ? 0 : search)
        guard !overflow, held < labels.count else {
            throw DatasetsError.holdOutTooLarge(filtering: filtering, search: search, pictures: labels.count)
        }
        let members = Self.members(of: labels, classes: classes)
        let quotas = Self.quotas(
            counts: members.map { $0.count }, total: labels.count, first: filtering, second: shared ? 0 : search)

        var parts: [[Int]] = [[], [], []]
        for (label, (first, second)) in quotas.enumerated() {
            var random = RandomStream(seed: seed, purpose: .holdOut, index: label)
            var order = members[label]
            random.shuffle(&order)
            parts[0] += order[(first + second)...]
            parts[1] += order[..<first]
            parts[2] += order[first..<first + second]
        }
        training = parts[0].sorted()
        self.filtering = parts[1].sorted()
        self.search = shared ? self.filtering : parts[2].sorted()
    }

    /// Draws validation pictures for a network trained on the others: of each class its share, rounded up or down.
    ///
    /// They have nothing to do with the parts that a split of the same seed holds out.
    ///
    /// - Parameters:
    ///   - labels: The class of each picture.
    ///   - classes: How many classes there are.
    ///   - validation: How many validation pictures, at most all.
    ///   - seed: The run's seed.
    /// - Returns: The training and the validation pictures, both ascending.
    /// - Precondition: Every label is below `classes`, and there are so many pictures.
    public static func division(
        labels: [UInt16], classes: Int, validation: Int, seed: UInt64
    ) -> (training: [Int], validation: [Int]) {
        let members = members(of: labels, classes: classes)
        let quotas = quotas(counts: members.map(\.count), total: labels.count, first: validation, second: 0)
        var parts: (training: [Int], validation: [Int]) = ([], [])
        for (label, quota) in quotas.enumerated() {
            var random = RandomStream(seed: seed, purpose: .validation, index: label)
            var order = members[label]
            random.shuffle(&order)
            parts.validation += order[..<quota.0]
            parts.training += order[quota.0...]
        }
        return (parts.training.sorted(), parts.validation.sorted())
    }

    /// The pictures of each class, ascending.
    private static func members(of labels: [UInt16], classes: Int) -> [[Int]] {
        var members = [[Int]](repeating: [], count: classes)
        for (index, label) in labels.enumerated() { members[Int(label)].append(index) }
        return members
    }

    /// How many pictures of each class go to the first and to the second part.
    ///
    /// Shares are rounded by largest remainder, ties to the earlier class. Where a class has room for only one of two
    /// shares to be rounded up, the first part must leave enough classes to the second one: by the theorem on controlled
    /// rounding (Bacharach, Management Science 1966) there is always such a choice.
    static func quotas(counts: [Int], total: Int, first: Int, second: Int) -> [(Int, Int)] {
        func share(_ part: Int, _ count: Int) -> (whole: Int, remainder: Int) {
            let product = part.multipliedFullWidth(by: count)
            let (whole, remainder) = total.dividingFullWidth(product)
            return (whole, remainder)
        }
        let firsts = counts.map { share(first, $0) }
        let seconds = counts.map { share(second, $0) }
        let classes = counts.indices
        let missingFirst = first - firsts.reduce(0) { $0 + $1.whole }
        let missingSecond = second - seconds.reduce(0) { $0 + $1.whole }
        let eligible = classes.filter { seconds[$0].remainder > 0 }
        let contested = classes.map { label in
            seconds[label].remainder > 0 && counts[label] - firsts[label].whole - seconds[label].whole < 2
        }
        var contestedLeft = eligible.count - missingSecond
        var quotas = classes.map { (firsts[$0].whole, seconds[$0].whole) }
        var taken = [Bool](repeating: false, count: counts.count)
        var left = missingFirst
        for label in classes.filter({ firsts[$0].remainder > 0 })
            .sorted(by: { (-firsts[$0].remainder, $0) < (-firsts[$1].remainder, $1) }) where left > 0
        {
            if contested[label] {
                guard contestedLeft > 0 else { continue }
                contestedLeft -= 1
                taken[label] = true
            }
            quotas[label].0 += 1
            left -= 1
        }
        for label in eligible.filter({ !taken[$0] })
            .sorted(by: { (-seconds[$0].remainder, $0) < (-seconds[$1].remainder, $1) }).prefix(missingSecond)
        {
            quotas[label].1 += 1
        }
        return quotas
    }
}
