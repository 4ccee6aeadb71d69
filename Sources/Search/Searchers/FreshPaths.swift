import Architecture
import Reproducibility

/// Sees to it that no path is asked for twice, and finds what is left when draws only repeat.
struct FreshPaths {
    /// After this many repeated draws the paths that are left are listed.
    private static let draws = 32
    /// At least this many paths are listed, if there are as many.
    private static let listedPaths = 20_000

    let domain: SearchDomain
    private var asked: Set<Path>
    /// Paths among which those left are, in an order that draws change; nil until draws fail.
    private var listed: [Path]?
    private var wanted = 0

    /// Starts with paths that were asked for before.
    init(domain: SearchDomain, asked: [Path] = []) {
        self.domain = domain
        self.asked = Set(asked)
    }

    /// Begins a batch of at most `count` paths.
    ///
    /// A list from an earlier batch is dropped, so that a batch depends on the paths asked for alone, not on when the search
    /// was last continued from its state.
    mutating func beginBatch(of count: Int) {
        listed = nil
        wanted = count
    }

    /// Takes a path into the batch, unless the domain does not admit it or it was asked for before.
    mutating func claim(_ path: Path) -> Bool {
        domain.admits(path) && asked.insert(path).inserted
    }

    /// Takes a random path into the batch: any that is left.
    ///
    /// - Returns: The path, or nil when every path that the domain admits was asked for.
    mutating func random(using stream: inout RandomStream) -> Path? {
        for _ in 0..<Self.draws where listed == nil {
            let path = domain.randomPath(using: &stream)
            if claim(path) { return path }
        }
        // So long a list holds enough that were not asked for to fill the batch, or all there are.
        var rest = listed ?? domain.admittedPaths(atMost: max(Self.listedPaths, asked.count + wanted))
        defer { listed = rest }
        while !rest.isEmpty {
            rest.swapAt(stream.integer(below: rest.count), rest.count - 1)
            let path = rest.removeLast()
            if asked.insert(path).inserted { return path }
        }
        return nil
    }
}
