import Documents
import RunFiles

extension ScenarioFile {
    /// The scenario of a finished run's folder, changed for a repetition of one of its phases.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - phase: The phase, whose section alone may be changed.
    ///   - settings: Changes, `section.key=value`.
    ///   - seed: Replaces the seed of the phase's own draws.
    ///   - data: Replaces `data.path`, where the pictures have moved.
    ///   - first: Changes that come before the others.
    /// - Throws: `Refusal` for a change of another section; that or `ScenarioError` for a scenario that cannot be read or is
    ///   not as the run left it.
    package static func read(
        ofRun folder: String, changing phase: RunPhase, settings: [String], seed: Int?, data: String?,
        first: [String] = []
    ) throws -> Scenario {
        let section = phase.rawValue
        for setting in settings where !setting.hasPrefix(section + ".") {
            let (made, example) =
                phase == .search
                ? ("the supernet was trained with", "population") : ("the network was found with", "epochs")
            throw Refusal(
                "--set \(setting) would change what \(made); expected a key of the section \(section), such as "
                    + "\(section).\(example)")
        }
        let seeds = seed.map { ["\(section).seed=\($0)"] } ?? []
        let scenario = try read(ofRun: folder, settings: first + settings + seeds, data: data)
        try KeptFiles(of: folder).check([RunFileName.scenario])
        return scenario
    }
}
