import Documents
import RunFiles
import Search
import Supernet
import TensorFiles

/// How a run's state is written down in a checkpoint, and read from one.
extension RunProgress {
    /// The checkpoint's content.
    ///
    /// - Parameters:
    ///   - scenario: The SHA-256 of the run's `scenario.json`.
    ///   - builds: The builds that have computed, the one that writes last.
    func checkpoint(scenario: String, builds: [String]) -> CheckpointFile {
        var document: JSONValue = [
            "scenario_sha256": .string(scenario), RunKey.builds: .array(builds.map { .string($0) }),
            "metrics_bytes": .integer(metricsBytes),
            RunKey.supernet: supernet.document.setting("time", to: supernetTime.document),
        ]
        var arenas = [
            CheckpointFile.Arena(name: "supernet.weights", floats: supernet.weights),
            CheckpointFile.Arena(name: "supernet.momentum", floats: supernet.momentum),
        ]
        if let search { document = document.setting(RunKey.search, to: search.document) }
        if let candidates {
            document = document.setting(RunKey.candidates, to: candidates.document)
            arenas += candidates.arenas
        }
        if let retrain {
            document = document.setting(RunKey.retrain, to: retrain.document.setting("time", to: retrainTime.document))
            arenas += retrain.arenas(RunKey.retrain)
        }
        return CheckpointFile(document: document, arenas: arenas)
    }

    /// Reads a checkpoint.
    ///
    /// Its digest says that it was written by a run, not that this run can be resumed from it: everything is compared with
    /// what the scenario's phases allow.
    ///
    /// - Parameters:
    ///   - file: The checkpoint.
    ///   - path: Its path, for the sentences.
    ///   - phases: The scenario's phases.
    /// - Throws: `Refusal` where no run of this scenario can have been in this state.
    init(_ file: CheckpointFile, path: String, phases: RunPhases) throws(Refusal) {
        let section = JSONSection(file: path, object: file.document)
        let arenas = CheckpointArenas(file.arenas, file: path)
        let own = try section.section(RunKey.supernet)
        supernet = try TrainingState(own, arenas: arenas, supernet: phases.supernet)
        supernetTime = try PhaseTime(own.section("time"))
        metricsBytes = try section.count("metrics_bytes")
        guard section.object[RunKey.search] != nil else { return }
        guard let phase = phases.search else {
            throw section.wrong(RunKey.search, expected: "no such phase, since the run ends before it")
        }
        let search = try phase.progress(section.section(RunKey.search))
        self.search = search
        let order: [ScoredNetwork]
        do throws(SearchError) {
            order = try phase.choice(of: search)?.order ?? []
        } catch {
            throw Refusal("\(path): search: \(error)")
        }
        if section.object[RunKey.candidates] != nil {
            guard let phase = phases.candidates else {
                throw section.wrong(RunKey.candidates, expected: "no choice, since the run makes none")
            }
            candidates = try phase.progress(
                section.section(RunKey.candidates), arenas: arenas, of: order, space: phases.supernet.space)
        }
        guard section.object[RunKey.retrain] != nil else { return }
        guard let phase = phases.retrain, let layout = try phases.layout(after: order, candidates) else {
            throw section.wrong(RunKey.retrain, expected: "no such phase, since the run is not there yet")
        }
        let retraining = try section.section(RunKey.retrain)
        retrain = try phase.state(retraining, arenas: arenas, RunKey.retrain, of: layout)
        retrainTime = try PhaseTime(retraining.section("time"))
    }
}

extension PhaseTime {
    var document: JSONValue { [RunKey.seconds: JSONValue(seconds), RunKey.coreSeconds: JSONValue(coreSeconds)] }

    init(_ section: JSONSection) throws(Refusal) {
        self.init(seconds: try section.number(RunKey.seconds), coreSeconds: try section.number(RunKey.coreSeconds))
    }
}
