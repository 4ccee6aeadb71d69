/// The width multiplier of a family of networks, by MobileNet's rule.
struct Width {
    let multiplier: Double

    init(_ multiplier: Double) throws(ArchitectureError) {
        guard multiplier > 0, multiplier.isFinite else {
            throw .outOfRange(what: "the width multiplier", value: "\(multiplier)", expected: "a number above 0")
        }
        self.multiplier = multiplier
    }

    /// The scaled number of channels: the nearest multiple of 8, at least 8, never more than 10 % below the exact value.
    ///
    /// At width 1 the number stays as it is, so that outlines with other numbers can be written down too.
    func channels(_ count: Int, as what: @autoclosure () -> String) throws(ArchitectureError) -> Int {
        try Limits.check(count, in: Limits.channels, as: what())
        if multiplier == 1 { return count }
        let exact = Double(count) * multiplier
        guard exact <= Double(Limits.channels.upperBound) else {
            throw .outOfRange(
                what: "\(what()) times the width", value: "\(exact)",
                expected: "at most \(Limits.channels.upperBound)")
        }
        let rounded = max(8, Int(exact + 4) / 8 * 8)
        return Double(rounded) < 0.9 * exact ? rounded + 8 : rounded
    }
}
