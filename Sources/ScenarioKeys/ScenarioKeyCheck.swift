import Documents

/// Refuses keys that no scenario has, before any value is looked at.
package struct ScenarioKeyCheck {
    private let known: [String]

    /// All keys, sections included.
    package init(_ keys: [ScenarioKey]) {
        var known: [String] = []
        for key in keys {
            let parts = key.path.split(separator: ".")
            for length in 1...parts.count {
                let path = parts[..<length].joined(separator: ".")
                if !known.contains(path) { known.append(path) }
            }
        }
        self.known = known
    }

    /// Refuses the first unknown key in the tree's order.
    package func check(_ tree: ScenarioTree) throws(ScenarioError) {
        try check(tree.root, path: "", tree: tree)
    }

    /// Refuses a key that no scenario has, or that is a section.
    ///
    /// - Parameters:
    ///   - key: The key with the sections it lies in, divided by dots.
    ///   - place: Where it stands.
    package func check(key: String, place: String?) throws(ScenarioError) {
        guard known.contains(key) else {
            // What is wrong is the first part that is not known: its neighbours are the ones to name.
            let parts = key.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
            let depth = parts.indices.first { !known.contains(parts[...$0].joined(separator: ".")) } ?? 0
            let section = children(of: parts[..<depth].joined(separator: "."))
            throw .unknownKey(
                place: place, key: key, nearest: nearest(to: parts[depth], path: key, in: section),
                known: section.isEmpty ? known : section)
        }
        let section = children(of: key)
        guard section.isEmpty else {
            throw .conflict(
                place: place,
                sentence: "\(key) is a section; expected one of its keys: \(section.joined(separator: ", "))")
        }
    }

    /// Refuses the first unknown key in an object of the tree.
    func check(_ value: JSONValue, path: String, tree: ScenarioTree) throws(ScenarioError) {
        guard case .object(let members) = value else { return }
        let section = children(of: path)
        // An object where a plain value belongs is refused when the value is read.
        if section.isEmpty { return }
        for member in members {
            let key = path.isEmpty ? member.key : "\(path).\(member.key)"
            guard section.contains(key) else {
                throw .unknownKey(
                    place: tree.place(of: key), key: key, nearest: nearest(to: member.key, path: key, in: section),
                    known: section)
            }
            try check(member.value, path: key, tree: tree)
        }
    }

    private func children(of path: String) -> [String] {
        known.filter { Self.parent(of: $0) == path }
    }

    /// A misspelt neighbour first; then a key that stands in the wrong section; then whatever is near as a whole.
    private func nearest(to name: String, path: String, in section: [String]) -> String? {
        if let index = NearestName.to(name, among: section.map(Self.name)).flatMap({ nearest in
            section.firstIndex { Self.name(of: $0) == nearest }
        }) {
            return section[index]
        }
        return known.first { Self.name(of: $0) == name } ?? NearestName.to(path, among: known)
    }

    private static func name(of path: String) -> String {
        path.split(separator: ".").last.map { String($0) } ?? path
    }

    private static func parent(of path: String) -> String {
        path.split(separator: ".").dropLast().joined(separator: ".")
    }
}
