package import Documents

/// What values a key takes: in words for people, and as JSON Schema for editors and checkers.
package struct AcceptedValues: Hashable, Sendable {
    /// The values in words: `a whole number from 1 to 10`.
    package let words: String
    /// The values as JSON Schema, `null` aside.
    package let schema: JSONValue

    /// Whole numbers.
    static func integers(_ range: ClosedRange<Int>) -> AcceptedValues {
        let schema: JSONValue = ["type": "integer", "minimum": .integer(range.lowerBound)]
        guard range.upperBound < .max else {
            return AcceptedValues(words: "a whole number from \(range.lowerBound)", schema: schema)
        }
        return AcceptedValues(
            words: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            schema: schema.setting("maximum", to: .integer(range.upperBound)))
    }

    /// Numbers.
    package static func numbers(_ range: NumberRange) -> AcceptedValues {
        AcceptedValues(words: range.words, schema: range.schema)
    }

    /// `true` and `false`.
    static let flags = AcceptedValues(words: "true or false", schema: ["type": "boolean"])

    /// One of some words.
    package static func choice(_ words: [String]) -> AcceptedValues {
        AcceptedValues(words: "one of " + quoted(words), schema: ["enum": JSONValue(words)])
    }

    /// Texts that must look like something.
    ///
    /// - Parameters:
    ///   - words: What they look like.
    ///   - pattern: The same as a regular expression, as far as one can say it; nil for any text.
    package static func texts(_ words: String, pattern: String? = nil) -> AcceptedValues {
        let schema: JSONValue = ["type": "string"]
        return AcceptedValues(
            words: words, schema: pattern.map { schema.setting("pattern", to: .string($0)) } ?? schema)
    }

    /// Amounts with a unit.
    // Which texts are amounts, and whether a bare number is one, the reader decides.
    package static func amounts(_ words: String) -> AcceptedValues {
        AcceptedValues(words: words, schema: ["type": ["string", "integer"]])
    }

    /// Lists of such values.
    ///
    /// - Parameters:
    ///   - elements: The schema of an element.
    ///   - words: What the list is.
    ///   - isSet: Whether it has elements, and no two the same.
    package static func lists(of elements: JSONValue, _ words: String, isSet: Bool = false) -> AcceptedValues {
        let schema: JSONValue = ["type": "array", "items": elements]
        return AcceptedValues(
            words: words, schema: isSet ? schema.joined(with: ["minItems": 1, "uniqueItems": true]) : schema)
    }

    /// Values of several kinds.
    package static func any(of schemas: [JSONValue], _ words: String) -> AcceptedValues {
        AcceptedValues(words: words, schema: ["anyOf": .array(schemas)])
    }

    /// Words in quotation marks, divided by commas.
    package static func quoted(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
}

extension JSONValue {
    /// A schema that takes `null` too.
    package static func orNull(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, ["type": "null"]]] }
}
