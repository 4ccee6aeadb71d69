package import Documents
import Foundation

/// `environment.json` of a folder, read again.
package struct WrittenEnvironment: Sendable {
    private let section: JSONSection

    /// What the file is, for sentences.
    static let what = "the environment of a run"
    static let coresKey = "cores"
    static let processorKey = "processor"
    static let startedKey = "started"
    static let runKey = "run"

    /// Reads the file of a folder.
    ///
    /// - Throws: `Refusal` where it cannot be read, or has a format that is not known here.
    package init(of folder: String) throws(Refusal) {
        section = try JSONSection(ofRunFile: "\(folder)/\(RunFileName.environment)", what: Self.what)
    }

    /// Reads the file of a folder; nil where there is none.
    ///
    /// - Throws: As `init(of:)`.
    package init?(ifAnyOf folder: String) throws(Refusal) {
        guard FolderContents.exists("\(folder)/\(RunFileName.environment)") else { return nil }
        try self.init(of: folder)
    }

    /// The document as it stands.
    package var json: JSONValue { section.object }

    /// The threads that computed.
    package var workers: Int { get throws(Refusal) { try section.integer(RunKey.workers) } }

    /// The processor's name; nil where the file does not say it.
    package var processor: String? {
        if case .string(let name)? = section.object[Self.processorKey] { name } else { nil }
    }

    /// The cores at work.
    package var busyCores: Int { get throws(Refusal) { try min(workers, section.integer(Self.coresKey)) } }

    /// When it began, in seconds since the beginning of 1970.
    package var started: Double {
        get throws(Refusal) {
            guard let date = ISO8601DateFormatter().date(from: try section.text(Self.startedKey)) else {
                throw section.wrong(Self.startedKey, expected: "a time such as 2026-01-31T12:00:00Z")
            }
            return date.timeIntervalSince1970
        }
    }

    /// When it began, for people: `2026-01-31` and `12:00 UTC`; nil where the file does not say it as it should.
    package var startedWords: (date: String, time: String)? {
        guard case .string(let text)? = section.object[Self.startedKey],
            ISO8601DateFormatter().date(from: text) != nil, text.hasSuffix("Z")
        else { return nil }
        return (String(text.prefix(10)), "\(text.dropFirst(11).prefix(5)) UTC")
    }

    /// What the folder is of; files of earlier builds without the key are of runs.
    ///
    /// - Throws: `Refusal` for a kind that is not known here.
    package var kind: RunEnvironment.Kind {
        get throws(Refusal) { section.object[RunKey.kind] == nil ? .run : try section.choice(RunKey.kind) }
    }

    /// The folder of the run whose supernet a standalone search has searched, or a retraining has begun with.
    ///
    /// - Throws: `Refusal` where the file does not say it.
    package var run: String {
        get throws(Refusal) {
            guard section.object[Self.runKey] != nil else {
                throw section.wrong(
                    Self.runKey, expected: "the folder of the run whose supernet was searched or begun with")
            }
            return try section.text(Self.runKey)
        }
    }

    /// Whether the folder is that of a simulation.
    package var isOfSimulation: Bool {
        section.object[RunKey.kind] == .string(RunEnvironment.Kind.simulation.rawValue)
    }

    /// Refuses the folder of anything but a run, which has no checkpoints.
    ///
    /// - Throws: `Refusal`.
    package func checkIsOfRun() throws(Refusal) {
        let kind = try kind
        guard kind != .run else { return }
        throw Refusal("\(section.file) is of \(kind.words), which cannot be resumed; expected the folder of a run")
    }
}
