package import Documents
package import Supernet

extension PoolStanding {
    /// The comparison as `pool.json` and `summary.json` have it.
    package var json: JSONValue {
        [
            "uniform_paths": .integer(uniformPaths), "uniform_median_loss": JSONValue(uniformMedianLoss),
            "share_beating_it": JSONValue(beatingShare), RunKey.images: .integer(images),
        ]
    }

    /// Reads what `json` wrote.
    ///
    /// - Throws: `Refusal` where it lacks a key.
    package init(_ section: JSONSection) throws(Refusal) {
        self.init(
            uniformPaths: try section.integer("uniform_paths"),
            uniformMedianLoss: try section.number("uniform_median_loss"),
            beatingShare: try section.number("share_beating_it"), images: try section.integer(RunKey.images))
    }
}
