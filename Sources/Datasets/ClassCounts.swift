/// How many pictures to train on each class has, and a warning for the user.
public struct ClassCounts: Sendable {
    private let set: String
    private let names: [String]
    private let counts: [Int]

    /// Takes counts.
    ///
    /// - Parameters:
    ///   - counts: For each class the pictures to train on.
    ///   - names: The names of the classes.
    ///   - set: The name of the set.
    /// - Precondition: There are as many names as counts.
    public init(_ counts: [Int], names: [String], set: String) {
        precondition(counts.count == names.count)
        self.set = set
        self.names = names
        self.counts = counts
    }

    /// Counts labels.
    ///
    /// - Precondition: There is a name for each label.
    public init(of labels: some Sequence<UInt16>, names: [String], set: String) {
        var counts = [Int](repeating: 0, count: names.count)
        for label in labels { counts[Int(label)] += 1 }
        self.init(counts, names: names, set: set)
    }

    /// That some classes have no pictures, which usually means that labels were read wrongly; nil where all have some.
    public var warning: String? {
        let empty = zip(names, counts).filter { $0.1 == 0 }.map(\.0)
        guard !empty.isEmpty else { return nil }
        let shown = empty.prefix(3).joined(separator: ", ")
        let others = empty.count > 3 ? " and \(empty.count - 3) more" : ""
        let verb = empty.count == 1 ? "has" : "have"
        return
            "\(empty.count) of the \(names.count) classes of \(set) \(verb) no training pictures: \(shown)\(others)"
    }

    /// Refuses a set with a single class.
    ///
    /// - Throws: `DatasetsError` where all pictures are of one class.
    public func checkThereAreTwo() throws(DatasetsError) {
        let present = counts.indices.filter { counts[$0] > 0 }
        guard present.count == 1 else { return }
        throw DatasetsError.oneClass(set: set, name: names[present[0]], pictures: counts[present[0]])
    }
}
