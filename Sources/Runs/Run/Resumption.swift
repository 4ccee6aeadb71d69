import Documents
import Foundation
import Reproducibility
import RunFiles
import TensorFiles

/// What an interrupted run is resumed from.
struct Resumption {
    /// The state; nil where no checkpoint was written, so that the run starts over.
    let progress: RunProgress?
    /// The builds that have computed so far, in their order; none for the beginning.
    let builds: [String]
    /// What was found on the way, a sentence each.
    let notes: [String]

    /// The checkpoints that were passed over.
    private let damaged: [String]

    /// Removes what was passed over, once something else is there: the last two that are kept are whole ones then.
    func removeDamaged() {
        guard progress != nil else { return }
        for file in damaged { try? FileManager.default.removeItem(atPath: file) }
    }

    /// A checkpoint of a supernet of 100 million parameters takes less.
    private static let largest = 1 << 34

    /// Looks for the newest checkpoint that is whole and of this scenario; a damaged one is passed over with a note.
    ///
    /// - Parameters:
    ///   - folder: The run's folder.
    ///   - scenario: The SHA-256 of its `scenario.json`.
    ///   - phases: The scenario's phases.
    /// - Throws: `Refusal` where there are checkpoints and none can be used, or the scenario was changed.
    init(in folder: String, scenario: String, phases: RunPhases) throws(Refusal) {
        let checkpoints = CheckpointFolder(of: folder)
        var notes: [String] = []
        var found: (progress: RunProgress, builds: [String])?
        var damaged: [String] = []
        let metrics = "\(folder)/\(RunFileName.metrics)"
        let length = ((try? FileManager.default.attributesOfItem(atPath: metrics))?[.size] as? Int) ?? 0
        for number in checkpoints.numbers.reversed() where found == nil {
            let path = checkpoints.file(number)
            do throws(Refusal) {
                let data = try FileBytes.read(path, atMost: Self.largest, what: "a checkpoint")
                let file = try CheckpointFile(data, what: path)
                let section = JSONSection(file: path, object: file.document)
                guard try section.text("scenario_sha256") == scenario else {
                    throw Refusal(
                        "\(path) was written with another scenario.json; expected the one with which the run began")
                }
                let progress = try RunProgress(file, path: path, phases: phases)
                guard progress.metricsBytes <= length else {
                    throw Refusal(
                        "\(path) accounts for \(progress.metricsBytes) bytes of \(metrics), which has \(length); expected "
                            + "all of them")
                }
                found = (progress, try section.texts(RunKey.builds))
            } catch {
                notes.append("\(error)")
                damaged.append(path)
            }
        }
        guard found != nil || notes.isEmpty else {
            throw Refusal("no checkpoint in \(checkpoints.path) can be used: \(notes.joined(separator: "; "))")
        }
        progress = found?.progress
        builds = found?.builds ?? []
        self.damaged = damaged
        self.notes = notes
    }
}
