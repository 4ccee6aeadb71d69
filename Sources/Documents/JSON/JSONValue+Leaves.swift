extension JSONValue {
    /// The values that are no objects, each with its key and those that it lies in, divided by dots, in the document's order.
    package var leaves: [(key: String, value: JSONValue)] { leaves(path: "") }

    private func leaves(path: String) -> [(key: String, value: JSONValue)] {
        guard case .object(let members) = self else { return [(path, self)] }
        return members.flatMap { $0.value.leaves(path: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }

    /// The value at the end of a chain of keys, divided by dots; nil where one of them is not there.
    package func value(at path: String) -> JSONValue? {
        path.split(separator: ".").reduce(self) { (value: JSONValue?, key) in value?[String(key)] }
    }
}
