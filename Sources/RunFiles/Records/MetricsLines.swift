package import Architecture
package import Documents
import Foundation
package import Retraining

/// What `metrics.jsonl` holds, phase by phase.
package struct MetricsLines: Sendable {
    /// The rounds of the supernet's training, in the order of their lines.
    package private(set) var rounds: [RoundEvent] = []
    /// The generations of the search, in the order of their lines.
    package private(set) var generations: [GenerationEvent] = []
    /// The epochs of the retraining, in the order of their lines.
    package private(set) var epochs: [EpochRecord] = []
    package private(set) var candidates: [CandidateEpochEvent] = []
    package private(set) var judgements: [JudgementEvent] = []
    /// Whether the last line is incomplete, as when a run was killed while it wrote it; that line is left out.
    package private(set) var isTorn = false

    /// So large a file is read into memory at most.
    private static let largest = 1 << 31

    /// Reads the file of a folder; where there is none, nothing has happened yet.
    ///
    /// Lines of kinds that are unknown here are left out.
    ///
    /// - Throws: `Refusal` naming the first line that is no record; a last line without its line break may be half
    ///   a one.
    package init(of folder: String, space: SearchSpace) throws(Refusal) {
        let file = "\(folder)/\(RunFileName.metrics)"
        guard FolderContents.exists(file) else { return }
        let data = try FileBytes.read(file, atMost: Self.largest, what: "the metrics of a run")
        try read(Self.lines(of: data), space: space) { "\(file), line \($0 + 1)" }
    }

    /// Reads the last lines of a file, as many as begin within its last bytes.
    ///
    /// - Parameters:
    ///   - bytes: How many of the last bytes are looked at.
    ///   - folder: The run's folder.
    ///   - space: The space of its paths.
    /// - Throws: As `init(of:space:)`.
    package init(inLast bytes: Int, of folder: String, space: SearchSpace) throws(Refusal) {
        let file = "\(folder)/\(RunFileName.metrics)"
        guard FolderContents.exists(file) else { return }
        let (data, isWhole) = try FileBytes.last(bytes, of: file, what: "the metrics of a run")
        // The first one has lost its beginning.
        let lines = Self.lines(of: data).dropFirst(isWhole ? 0 : 1)
        try read(lines, space: space) { _ in "\(file), a line near its end" }
    }

    private static func lines(of data: Data) -> ArraySlice<Data> {
        data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    }

    private mutating func read(
        _ lines: ArraySlice<Data>, space: SearchSpace, place: (_ index: Int) -> String
    ) throws(Refusal) {
        // Behind the last line break there is nothing, or a line that broke off.
        isTorn = lines.last.map { !$0.isEmpty } ?? false
        for (index, bytes) in lines.dropLast().enumerated() where !bytes.isEmpty {
            try read(bytes, place: place(index), space: space)
        }
    }

    private mutating func read(_ bytes: Data, place: String, space: SearchSpace) throws(Refusal) {
        let object: JSONValue
        do throws(JSONSyntaxError) {
            object = try JSONValue(parsing: Array(bytes))
        } catch {
            throw Refusal("\(place) is no record: \(error.problem)")
        }
        guard case .object = object else {
            throw Refusal("\(place) is \(object.kind); expected an object with a record")
        }
        let line = JSONSection(file: place, object: object)
        _ = try RunFormat.of(line)
        switch RunEventKind(rawValue: try line.text(RunKey.kind)) {
        case .round: rounds.append(try RoundEvent(line, space: space))
        case .generation: generations.append(try GenerationEvent(line, space: space))
        case .epoch: epochs.append(try EpochRecord(line))
        case .candidate: candidates.append(try CandidateEpochEvent(line))
        case .judgement: judgements.append(try JudgementEvent(line, space: space))
        case nil: break
        }
    }
}
