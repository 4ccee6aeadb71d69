import Documents

extension RunSummary {
    /// A file of the folder, as it was when the run ended.
    public struct KeptFile: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its SHA-256, as hex.
        public var sha256: String

        /// A file of the folder with its digest.
        package init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    static func json(_ files: [KeptFile]) -> JSONValue? {
        files.isEmpty ? nil : .object(files.map { .init($0.name, .string($0.sha256)) })
    }

    static func files(_ document: JSONSection) throws(Refusal) -> [KeptFile] {
        guard let section = try document.sectionIfAny(filesKey), case .object(let members) = section.object else {
            return []
        }
        return try members.map { member throws(Refusal) in
            KeptFile(name: member.key, sha256: try section.text(member.key))
        }
    }

    static let filesKey = "files"
}
