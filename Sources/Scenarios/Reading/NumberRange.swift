import Documents

/// The numbers that a key takes: an interval whose ends may be excluded.
struct NumberRange {
    private let lower: Double
    private let upper: Double
    private let takesLower: Bool
    private let takesUpper: Bool

    /// Both ends belong to the range.
    static func from(_ lower: Double, to upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: true, takesUpper: true)
    }

    /// An interval of the engine's.
    static func from(_ range: ClosedRange<Double>) -> NumberRange { from(range.lowerBound, to: range.upperBound) }

    /// The lower end does not belong to the range.
    static func above(_ lower: Double, to upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: false, takesUpper: true)
    }

    /// The upper end does not belong to the range.
    static func from(_ lower: Double, below upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: true, takesUpper: false)
    }

    /// Neither end belongs to the range.
    static func above(_ lower: Double, below upper: Double) -> NumberRange {
        NumberRange(lower: lower, upper: upper, takesLower: false, takesUpper: false)
    }

    func contains(_ number: Double) -> Bool {
        (takesLower ? number >= lower : number > lower) && (takesUpper ? number <= upper : number < upper)
    }

    /// The range as JSON Schema.
    var schema: JSONValue {
        [
            "type": "number", takesLower ? "minimum" : "exclusiveMinimum": JSONValue(lower),
            takesUpper ? "maximum" : "exclusiveMaximum": JSONValue(upper),
        ]
    }

    /// The range in words: `a number from 0 to 1`.
    var words: String {
        "a number \(takesLower ? "from" : "above") \(JSONValue(lower)) \(takesUpper ? "to" : "and below") \(JSONValue(upper))"
    }
}
