/// The phases of a run, in the order in which they follow one another.
///
/// A phase is added by a case here, where it stands in the order, and by its part in `Run.execute()`.
public enum RunPhase: String, CaseIterable, Hashable, Sendable, Comparable {
    /// The supernet is trained.
    case supernet
    /// Networks are searched in it.
    case search
    /// The network found is trained from scratch and tested.
    case retrain

    /// The phase with which a run ends unless it is told otherwise.
    public static var last: RunPhase { allCases[allCases.count - 1] }

    /// Whether the first phase comes before the second.
    public static func < (first: RunPhase, second: RunPhase) -> Bool { first.place < second.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
