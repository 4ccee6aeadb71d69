public import Architecture

/// A way of searching that asks for paths and is told how good they are.
///
/// A searcher neither runs networks nor waits: whoever holds it evaluates what `ask()` returns, in any order and on any
/// number of threads, and hands all of it to `tell(_:)`. The same results give the same next paths. No path is asked for
/// twice. A value: copies continue independently.
public protocol Searcher: Sendable {
    /// Everything needed to resume the search elsewhere, bit-identically.
    var state: SearchState { get }

    /// Takes the results of all paths asked for, in any order, and decides what to ask for next.
    ///
    /// - Throws: `SearchError` where a result is missing, was not asked for or has another number of objectives than
    ///   those before it; the search is then as it was.
    mutating func tell(_ results: [Evaluation]) throws(SearchError)
}

extension Searcher {
    /// The paths whose results are wanted, none of them asked for before; the same ones until they are told.
    ///
    /// Empty when the search is finished.
    public func ask() -> [Path] { state.pending }

    /// Whether the search is over: the planned evaluations are done, or no path is left.
    public var isFinished: Bool { state.pending.isEmpty }

    /// The non-dominated among all paths evaluated so far.
    public var front: ParetoFront { ParetoFront(of: state.evaluations) }
}
