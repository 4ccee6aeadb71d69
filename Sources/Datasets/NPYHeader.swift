/// Reads the header of a NumPy file: a dictionary as Python writes it, with three keys in any order.
struct NPYHeader {
    /// What a header says.
    struct Fields: Equatable {
        /// The type of the numbers, such as `|u1`.
        var type: String
        /// Whether the first size runs fastest.
        var columnsFirst: Bool
        /// The sizes.
        var shape: [Int]
    }

    private var rest: Substring

    /// Takes the text of a header.
    init(_ text: String) { rest = text[...] }

    /// The three entries; nil where the text is anything else than a dictionary of exactly these.
    mutating func fields() -> Fields? {
        var (type, columnsFirst, shape): (String?, Bool?, [Int]?) = (nil, nil, nil)
        guard takes("{") else { return nil }
        while !takes("}") {
            guard let key = quoted(), takes(":") else { return nil }
            switch key {
            case "descr" where type == nil: type = quoted()
            case "fortran_order" where columnsFirst == nil:
                columnsFirst = takes("False") ? false : takes("True") ? true : nil
            case "shape" where shape == nil: shape = sizes()
            default: return nil
            }
            guard takes(",") || rest.first == "}" else { return nil }
        }
        guard rest.allSatisfy(\.isWhitespace), let type, let columnsFirst, let shape else { return nil }
        return Fields(type: type, columnsFirst: columnsFirst, shape: shape)
    }

    /// Whether a word comes next, which is then passed, with the space around it.
    private mutating func takes(_ word: String) -> Bool {
        rest = rest.drop(while: \.isWhitespace)
        guard rest.hasPrefix(word) else { return false }
        rest = rest.dropFirst(word.count).drop(while: \.isWhitespace)
        return true
    }

    /// A short text of letters, digits and signs, as keys and types are; it may be shown to a person.
    private mutating func quoted() -> String? {
        guard takes("'"), let end = rest.firstIndex(of: "'"), case let text = rest[..<end], text.utf8.count <= 32,
            text.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) })
        else { return nil }
        defer { rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace) }
        return String(text)
    }

    /// A tuple of whole numbers, not negative.
    private mutating func sizes() -> [Int]? {
        var sizes: [Int] = []
        guard takes("(") else { return nil }
        while !takes(")") {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            guard let size = Int(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            sizes.append(size)
            guard takes(",") || rest.first == ")" else { return nil }
        }
        return sizes
    }
}
