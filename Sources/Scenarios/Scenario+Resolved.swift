package import Documents

extension Scenario {
    /// The resolved scenario with the digests of the files that were read: what a run keeps.
    ///
    /// - Parameters:
    ///   - files: The set's files with their digests; empty for generated pictures.
    ///   - latency: The SHA-256 of the latency table's file; nil without one.
    package func resolved(files: [String], latency: String?) -> JSONValue {
        var resolved = resolved
        if !files.isEmpty, let data = resolved["data"] {
            resolved = resolved.setting("data", to: data.setting("files", to: .array(files.map { .string($0) })))
        }
        // The outline itself is in the copy, which is to be read wherever its file has gone.
        if let space = resolved["space"], space["file"] != .null {
            resolved = resolved.setting("space", to: space.setting("file", to: .null))
        }
        if let latency, let search = resolved["search"] {
            resolved = resolved.setting("search", to: search.setting("latency_sha256", to: .string(latency)))
        }
        return resolved
    }
}
