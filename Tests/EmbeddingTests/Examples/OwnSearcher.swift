import GreedyNAS

/// A searcher of your own: asks for every network within the limits, in order.
///
/// For spaces that are small enough.
struct ExhaustiveSearch: Searcher {
    private(set) var state = SearchState()
    private var left: ArraySlice<Path>
    private let batch: Int

    init(domain: SearchDomain, batch: Int) {
        left = domain.admittedPaths(atMost: .max)[...]
        self.batch = batch
        askForMore()
    }

    mutating func tell(_ results: [Evaluation]) throws(SearchError) {
        try state.record(results)  // checks that they are those of the pending paths
        askForMore()
    }

    private mutating func askForMore() {
        state.pending = Array(left.prefix(batch))
        left = left.dropFirst(batch)
    }
}
