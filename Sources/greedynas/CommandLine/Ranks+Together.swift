import Documents
import Exchange
import Runs

extension Ranks {
    /// What every rank has prepared for itself, where all of them could.
    ///
    /// - Parameter own: What became of this rank's.
    /// - Throws: What kept this rank from it, else a `Refusal` with the words of the first one that could not.
    func together<Prepared: Sendable>(_ own: Result<Prepared, any Error>) async throws -> Prepared {
        var words: String?
        if case .failure(let error) = own { words = "\(error)" }
        let problems = await gather(words)
        let prepared = try own.get()
        try refuse(problems)
        return prepared
    }
}
