package import Documents

/// The numbers that a key takes: an interval whose ends may be excluded.
package struct NumberRange {
    private let lower: Double
    private let upper: Double
    private let takesLower: Bool
    private let takesUpper: Bool

    /// Both ends belong to the range.
    package static func from(_ lower: Double, to upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: true, takesUpper: true)
    }

    /// An interval of the engine's.
    package static func from(_ range: ClosedRange<Double>) -> NumberRange {
        from(range.lowerBound, to: range.upperBound)
    }

    /// The lower end does not belong to the range.
    package static func above(_ lower: Double, to upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: false, takesUpper: true)
    }

    /// The upper end does not belong to the range.
    package static func from(_ lower: Double, below upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: true, takesUpper: false)
    }

    /// Neither end belongs to the range.
    package static func above(_ lower: Double, below upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: false, takesUpper: false)
    }

    /// Whether a number lies in the range.
    package func contains(_ number: Double) -> Bool {
        (takesLower ? number >= lower : number > lower) && (takesUpper ? number <= upper : number < upper)
    }

    /// The range as JSON Schema.
    package var schema: JSONValue {
        [
            "type": "number", takesLower ? "minimum" : "exclusiveMinimum": JSONValue(lower),
            takesUpper ? "maximum" : "exclusiveMaximum": JSONValue(upper),
        ]
    }

    /// The range in words: `a number from 0 to 1`.
    package var words: String {
        let (lower, upper) = (JSONValue(lower), JSONValue(upper))
        return switch (takesLower, takesUpper) {
        case (true, true): "a number from \(lower) to \(upper)"
        case (true, false): "a number from \(lower) to below \(upper)"
        case (false, true): "a number above \(lower), at most \(upper)"
        case (false, false): "a number above \(lower) and below \(upper)"
        }
    }
}
