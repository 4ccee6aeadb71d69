extension Int {
    /// The number with the word for what is counted: `1 epoch`, `2 epochs`.
    ///
    /// - Parameters:
    ///   - word: The word for one.
    ///   - words: The word for any other number; nil where it is the first one with an s.
    package func counted(_ word: String, _ words: String? = nil) -> String {
        "\(self) " + (self == 1 ? word : words ?? word + "s")
    }
}
