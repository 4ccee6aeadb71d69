package import Architecture
package import Documents

/// `pool.json`, read again for a search of its own.
package enum PoolFile {
    /// What the members of a pool whose training has ended are scored on.
    package static let finalPictures = "the search part"

    /// The members' paths, best first.
    ///
    /// - Throws: `Refusal` where the file cannot be read, is of another space, lists a path that the space does not have
    ///   or one twice, or was left by a training that did not come to its end.
    package static func paths(of file: String, space: SearchSpace) throws(Refusal) -> [Path] {
        let document = try JSONSection(of: file, what: "the pool.json of a run")
        guard try document.text("fingerprint") == space.fingerprint else {
            let found = (try? document.text("space")) ?? "another space"
            throw Refusal("\(file) is a pool of \(found.prefix(300)); expected one of \(space)")
        }
        guard try document.text("scored_on") == finalPictures else {
            throw document.wrong(
                "scored_on", expected: "\"\(finalPictures)\", as of a training that came to its end")
        }
        var seen: Set<Path> = []
        return try document.sections("members").map { member throws(Refusal) in
            let choices = try member.integers("choices")
            let path: Path
            do throws(ArchitectureError) {
                path = try space.path(from: choices)
            } catch {
                throw Refusal("\(file): \(member.path): \(error)")
            }
            guard seen.insert(path).inserted else {
                throw Refusal("\(file): \(member.path) is the path \(path) once more; expected each path once")
            }
            return path
        }
    }
}
