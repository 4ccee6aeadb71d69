package import Documents
package import Workers

/// The arenas of a checkpoint, found by their names.
package struct CheckpointArenas {
    private let arenas: [CheckpointFile.Arena]
    private let file: String

    /// Looks into the arenas of a checkpoint.
    ///
    /// - Parameter file: The checkpoint's path, for the sentences.
    package init(_ arenas: [CheckpointFile.Arena], file: String) {
        self.arenas = arenas
        self.file = file
    }

    /// An arena of so many finite floats.
    ///
    /// - Throws: `Refusal` where it is not there or another one.
    package func arena(_ name: String, count: Int) throws(Refusal) -> FloatBuffer {
        guard let floats = arenas.first(where: { $0.name == name })?.floats else {
            throw Refusal("\(file) has no arena \(name); expected one of \(count) floats")
        }
        guard floats.count == count else {
            throw Refusal("\(file): the arena \(name) has \(floats.count) floats; expected \(count)")
        }
        guard (0..<count).allSatisfy({ floats[$0].isFinite }) else {
            throw Refusal("\(file): the arena \(name) holds a number that is not finite; expected finite ones")
        }
        return floats
    }

    /// The floats of such an arena.
    package func numbers(_ name: String, count: Int) throws(Refusal) -> [Float] {
        let floats = try arena(name, count: count)
        return (0..<count).map { floats[$0] }
    }

    /// Such an arena where the state keeps one.
    package func arena(_ name: String, count: Int, if isKept: Bool) throws(Refusal) -> FloatBuffer? {
        isKept ? try arena(name, count: count) : nil
    }
}
