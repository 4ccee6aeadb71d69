import Analysis
package import Architecture
package import Documents
import RunFiles
package import Supernet

extension FilterMemory {
    /// The sums that the fit is made from.
    package var document: JSONValue {
        ["products": JSONValue(sums.products), "moments": JSONValue(sums.moments)]
    }

    /// Reads the memory of a training's state; nil for a filter without one.
    ///
    /// - Throws: `Refusal` where it cannot be that of the settings.
    package init?(_ section: JSONSection, settings: SupernetSettings, space: SearchSpace) throws(Refusal) {
        guard case .memory(let settings) = settings.filter else { return nil }
        let (own, terms) = (try section.section("memory"), PathTerms(space))
        let sums = TermSums(
            terms, products: try own.numbers("products", count: TermSums.productCount(of: terms)),
            moments: try own.numbers("moments", count: terms.count))
        guard let sums, let memory = FilterMemory(sums: sums, settings: settings) else {
            throw own.wrong("products", expected: "finite sums that scores can have")
        }
        self = memory
    }
}
