package import Documents
import Foundation

/// What a finished folder says of its own files: their SHA-256, so that another run's file, or a damaged one, is noticed
/// by whoever reads it.
///
/// `summary.json` lists them all. Of a run that went no further than its search, `architecture.json` knows the weights that
/// were searched.
package struct KeptFiles {
    /// A file's digest, and the file that says so.
    private struct Entry {
        var name: String
        var sha256: String
        var source: String
    }

    private let folder: String
    private let entries: [Entry]

    /// What a summary can list, in this order.
    static let names = [
        RunFileName.scenario, RunFileName.pictures, RunFileName.metrics, RunFileName.pool, RunFileName.supernetWeights,
        RunFileName.front, RunFileName.architecture, RunFileName.networkWeights,
    ]

    /// Reads what a folder says.
    ///
    /// - Throws: `Refusal` where one of the files that say it cannot be read.
    package init(of folder: String) throws(Refusal) {
        var entries =
            try FinishedRun.summary(of: folder)?.files.map { file in
                Entry(name: file.name, sha256: file.sha256, source: RunFileName.summary)
            } ?? []
        let weights = RunFileName.supernetWeights
        if !entries.contains(where: { $0.name == weights }),
            FolderContents.exists("\(folder)/\(RunFileName.architecture)"),
            let sha256 = try Provenance(of: folder).supernetSHA256
        {
            entries.append(Entry(name: weights, sha256: sha256, source: RunFileName.architecture))
        }
        self.folder = folder
        self.entries = entries
    }

    /// Refuses files of the folder that are not as they were left; of what the folder says nothing, or does not hold,
    /// nothing is refused.
    ///
    /// - Parameter names: The files.
    /// - Throws: `Refusal` naming the file; that too where it cannot be read.
    package func check(_ names: [String] = KeptFiles.names) throws(Refusal) {
        for name in names where FolderContents.exists("\(folder)/\(name)") {
            guard let entry = entries.first(where: { $0.name == name }) else { continue }
            let found: String
            do {
                found = try FileDigest.sha256(of: "\(folder)/\(name)")
            } catch {
                throw Refusal("\(folder)/\(name) cannot be read: \(SystemReason.of(error))")
            }
            try check(entry, found: found)
        }
    }

    /// Refuses a file that was read already.
    ///
    /// - Parameters:
    ///   - name: The file.
    ///   - sha256: What its SHA-256 was found to be.
    package func check(_ name: String, sha256: String) throws(Refusal) {
        if let entry = entries.first(where: { $0.name == name }) { try check(entry, found: sha256) }
    }

    /// Reads a file of tensors, and refuses it where it is not as it was left.
    ///
    /// - Parameters:
    ///   - name: The file.
    ///   - limit: The most bytes that it may have.
    ///   - what: What it is expected to be, for the sentences.
    /// - Throws: `Refusal` for that, and where it cannot be read or holds no tensors.
    package func tensors(_ name: String, atMost limit: Int, what: String) throws(Refusal) -> TensorFile {
        let file = "\(folder)/\(name)"
        let data = try FileBytes.read(file, atMost: limit, what: what)
        if let entry = entries.first(where: { $0.name == name }) {
            try check(entry, found: FileDigest.sha256(of: data))
        }
        return try TensorFile(data, file: file)
    }

    private func check(_ entry: Entry, found: String) throws(Refusal) {
        guard found != entry.sha256 else { return }
        throw Refusal(
            "\(folder)/\(entry.name) has changed since \(folder)/\(entry.source) listed it: its SHA-256 begins with "
                + "\(found.prefix(12)), not with \(entry.sha256.prefix(12)); expected the original file")
    }
}

extension RunDirectory {
    /// The files of the folder that its summary lists, as they are now.
    ///
    /// - Throws: `Failure` where one cannot be read.
    package func keptFiles() throws(Failure) -> [RunSummary.KeptFile] {
        try KeptFiles.names.filter { FolderContents.exists(file($0)) }.map { name throws(Failure) in
            RunSummary.KeptFile(name: name, sha256: try sha256(of: name))
        }
    }
}
