import Foundation

extension Double {
    /// The number in decimal notation with so many digits behind the point.
    package func decimal(places: Int) -> String { String(format: "%.\(places)f", self) }
}
