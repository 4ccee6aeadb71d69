package import Architecture

extension JSONValue {
    /// The choices of a path.
    package init(_ path: Path) { self = .array(path.choices.map { .integer(Int($0)) }) }
}

extension JSONSection {
    /// A path of a space, as its choices.
    package func path(_ key: String, of space: SearchSpace) throws(Refusal) -> Path {
        let choices = try integers(key)
        do throws(ArchitectureError) {
            return try space.path(from: choices)
        } catch {
            throw Refusal("\(file): \(path.isEmpty ? key : "\(path).\(key)"): \(error)")
        }
    }

    /// A list of paths, each as its choices.
    package func paths(_ key: String, of space: SearchSpace) throws(Refusal) -> [Path] {
        try integerRows(key).map { choices throws(Refusal) in
            do {
                return try space.path(from: choices)
            } catch {
                throw Refusal("\(file): a path of \(key) is \(choices.prefix(40)): \(error)")
            }
        }
    }

    /// A list of so many numbers.
    package func numbers(_ key: String, count: Int) throws(Refusal) -> [Double] {
        let numbers = try numbers(key)
        guard numbers.count == count else {
            throw wrong(key, expected: "\(count) numbers, one for each path, and not \(numbers.count)")
        }
        return numbers
    }
}
