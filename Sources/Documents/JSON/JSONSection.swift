import Architecture

/// An object in a JSON file that the engine has written and reads again; every mistake in it is one sentence that names the
/// file and the key.
package struct JSONSection {
    /// The file.
    package let file: String
    /// The object's own key with the sections it lies in, empty at the top.
    package let path: String
    /// The object.
    package let object: JSONValue

    /// So large a file is read into memory at most.
    private static let largest = 1 << 28

    /// Reads a file.
    ///
    /// - Parameter what: What the file is expected to be, for the sentences.
    /// - Throws: `Refusal` where it cannot be read, is no JSON or holds no object.
    package init(of file: String, what: String) throws(Refusal) {
        let data = try FileBytes.read(file, atMost: Self.largest, what: what)
        do throws(JSONSyntaxError) {
            object = try JSONValue(parsing: Array(data))
        } catch {
            throw Refusal("\(file), \(error)")
        }
        guard case .object = object else { throw Refusal("\(file) is \(object.kind); expected \(what)") }
        self.file = file
        path = ""
    }

    /// A document that was found in a file; where it is no object, it has no keys.
    package init(file: String, object: JSONValue) { self.init(file: file, path: "", object: object) }

    private init(file: String, path: String, object: JSONValue) {
        self.file = file
        self.path = path
        self.object = object
    }

    /// What is wrong with a key of this object.
    package func wrong(_ key: String, expected: String) -> Refusal {
        guard let found = object[key] else { return Refusal("\(file) has no \(full(key)); expected \(expected)") }
        return Refusal(
            "\(file): \(full(key)) is \(ForeignText.line(found.description, atMost: 100)); expected \(expected)")
    }

    /// An inner object.
    package func section(_ key: String) throws(Refusal) -> JSONSection {
        guard let inner = object[key], case .object = inner else { throw wrong(key, expected: "an object") }
        return JSONSection(file: file, path: full(key), object: inner)
    }

    /// The inner objects where the keys are data and every value is an object, in their order.
    package func members() throws(Refusal) -> [(key: String, section: JSONSection)] {
        guard case .object(let members) = object else { return [] }
        return try members.map { member throws(Refusal) in
            guard case .object = member.value else { throw wrong(member.key, expected: "an object") }
            return (member.key, JSONSection(file: file, path: full(member.key), object: member.value))
        }
    }

    /// A list of objects, numbered from 1 in sentences.
    package func sections(_ key: String) throws(Refusal) -> [JSONSection] {
        guard case .array(let elements)? = object[key] else { throw wrong(key, expected: "a list of objects") }
        return try elements.enumerated().map { index, element throws(Refusal) in
            let path = "\(full(key))[\(index + 1)]"
            guard case .object = element else {
                throw Refusal("\(file): \(path) is \(element.kind); expected an object")
            }
            return JSONSection(file: file, path: path, object: element)
        }
    }

    /// A text.
    package func text(_ key: String) throws(Refusal) -> String {
        guard case .string(let text)? = object[key] else { throw wrong(key, expected: "a text") }
        return text
    }

    /// A whole number.
    package func integer(_ key: String) throws(Refusal) -> Int {
        guard case .integer(let number)? = object[key] else { throw wrong(key, expected: "a whole number") }
        return number
    }

    /// A number.
    package func number(_ key: String) throws(Refusal) -> Double {
        switch object[key] {
        case .integer(let number): return Double(number)
        case .number(let number): return number
        default: throw wrong(key, expected: "a number")
        }
    }

    /// A list of whole numbers.
    package func integers(_ key: String) throws(Refusal) -> [Int] {
        try list(key, of: "whole numbers") { if case .integer(let number) = $0 { number } else { nil } }
    }

    /// A list of numbers.
    package func numbers(_ key: String) throws(Refusal) -> [Double] {
        try list(key, of: "numbers") { value in
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        }
    }

    /// A list of texts.
    package func texts(_ key: String) throws(Refusal) -> [String] {
        try list(key, of: "texts") { if case .string(let text) = $0 { text } else { nil } }
    }

    /// One of some words.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, of type: Choice.Type = Choice.self
    ) throws(Refusal) -> Choice {
        guard case .string(let word)? = object[key], let choice = Choice(rawValue: word) else {
            throw wrong(key, expected: "one of " + Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        return choice
    }

    private func list<Element>(
        _ key: String, of what: String, parse: (JSONValue) -> Element?
    ) throws(Refusal) -> [Element] {
        guard case .array(let elements)? = object[key] else { throw wrong(key, expected: "a list of \(what)") }
        let parsed = elements.compactMap(parse)
        guard parsed.count == elements.count else { throw wrong(key, expected: "a list of \(what)") }
        return parsed
    }

    private func full(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
