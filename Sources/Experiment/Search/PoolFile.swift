import Architecture

/// `pool.json`, read again for a search of its own.
enum PoolFile {
    /// The name of the file in a run's folder.
    static let name = "pool.json"
    /// What the members of a pool whose training has ended are scored on.
    static let finalPictures = "the search part"

    /// The members' paths, best first.
    ///
    /// - Throws: `RunRefusal` where the file cannot be read, is of another space, lists a path that the space does not have
    ///   or one twice, or was left by a training that did not come to its end.
    static func paths(of file: String, space: SearchSpace) throws(RunRefusal) -> [Path] {
        let document = try JSONSection(of: file, what: "the pool.json of a run")
        guard try document.text("fingerprint") == space.fingerprint else {
            let found = (try? document.text("space")) ?? "another space"
            throw RunRefusal("\(file) is a pool of \(found.prefix(300)); expected one of \(space)")
        }
        guard try document.text("scored_on") == finalPictures else {
            throw document.wrong(
                "scored_on", expected: "\"\(finalPictures)\", as of a training that came to its end")
        }
        var seen: Set<Path> = []
        return try document.sections("members").map { member throws(RunRefusal) in
            let choices = try member.integers("choices")
            let path: Path
            do throws(ArchitectureError) {
                path = try space.path(from: choices)
            } catch {
                throw RunRefusal("\(file): \(member.path): \(error)")
            }
            guard seen.insert(path).inserted else {
                throw RunRefusal("\(file): \(member.path) is the path \(path) once more; expected each path once")
            }
            return path
        }
    }
}
