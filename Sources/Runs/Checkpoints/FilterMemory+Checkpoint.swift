import Analysis
import Architecture
import Documents
import RunFiles
import Supernet

extension FilterMemory {
    /// The sums that the fit is made from; of the symmetric products those up to the diagonal, row by row.
    var document: JSONValue {
        let count = sums.terms.count
        let products = (0..<count).flatMap { row in (0...row).map { sums.products[row * count + $0] } }
        return [
            "products": JSONValue(products), "moments": JSONValue(sums.moments), "squares": JSONValue(sums.squares),
            "freedom": JSONValue(sums.freedom),
        ]
    }

    /// Reads the memory of a training's state; nil for a filter without one.
    ///
    /// - Throws: `Refusal` where it cannot be that of the settings.
    init?(_ section: JSONSection, settings: SupernetSettings, space: SearchSpace) throws(Refusal) {
        guard case .memory(let settings) = settings.filter else { return nil }
        let (own, terms) = (try section.section("memory"), PathTerms(space))
        let count = terms.count
        let lower = try own.numbers("products", count: count * (count + 1) / 2)
        var products = [Double](repeating: 0, count: count * count)
        var place = 0
        for row in 0..<count {
            for column in 0...row {
                products[row * count + column] = lower[place]
                products[column * count + row] = lower[place]
                place += 1
            }
        }
        let sums = TermSums(
            terms, products: products, moments: try own.numbers("moments", count: count),
            squares: try own.number("squares"), freedom: try own.number("freedom"))
        guard let sums else { throw own.wrong("freedom", expected: "finite numbers, and none below 0") }
        self.init(sums: sums, settings: settings)
    }
}
