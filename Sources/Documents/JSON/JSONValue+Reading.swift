extension JSONValue {
    /// Reads JSON or JSON5: comments, keys without quotes, single quotes and commas after the last element are welcome.
    ///
    /// - Throws: `JSONSyntaxError` with the line of the first mistake; a key that occurs twice is one.
    public init(parsing text: String) throws(JSONSyntaxError) {
        self = try JSONParser.value(of: text.utf8)
    }

    /// Reads JSON or JSON5 from the bytes of a file.
    ///
    /// - Throws: `JSONSyntaxError` with the line of the first mistake; text that is not UTF-8 is one.
    public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
        self = try JSONParser.value(of: bytes)
    }
}
