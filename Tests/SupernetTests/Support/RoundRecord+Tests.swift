@testable import Supernet

extension RoundRecord {
    var round: Int { ranked.plan.round }
    /// The round's paths in the order in which they were drawn.
    var scored: [ScoredPath] { (ranked.kept + ranked.rejected).sorted { $0.index < $1.index } }
}
