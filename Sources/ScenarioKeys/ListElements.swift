package import Documents

/// What the elements of a list may be, so that a mistake can name the one at fault.
package struct ListElements {
    /// What they may be, in words.
    let words: String
    /// Whether a value is one of them.
    let has: (JSONValue) -> Bool

    /// Elements that are told apart by a closure.
    package init(_ words: String, has: @escaping (JSONValue) -> Bool) {
        self.words = words
        self.has = has
    }
}
