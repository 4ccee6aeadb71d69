import Architecture
import Documents
import Retraining
import RunFiles
import TensorFiles
import Workers

/// A choice among networks by training them: everything needed to resume it.
///
/// The arenas of its states are not written to any more; a training continues in a copy.
struct CandidatesProgress: Sendable {
    /// The networks' results on the validation pictures, in the order in which they were computed.
    var judgements: [SuccessiveHalving.Judgement] = []
    /// The training states of the networks that may still be chosen, by their places; a network without one has not begun.
    var states: [Int: RetrainingState] = [:]
    /// How long it took.
    var time = PhaseTime()

    /// The progress, arenas aside.
    var document: JSONValue {
        [
            "judgements": .array(
                judgements.map {
                    [
                        RunKey.rank: .integer($0.candidate + 1), "correct": .integer($0.correct),
                        RunKey.loss: JSONValue($0.loss),
                    ]
                }),
            "states": .array(
                states.sorted { $0.key < $1.key }.map { place, state in
                    state.document.setting(RunKey.rank, to: .integer(place + 1))
                }),
            "time": time.document,
        ]
    }

    /// The arenas of all states.
    var arenas: [CheckpointFile.Arena] {
        states.sorted { $0.key < $1.key }.flatMap { place, state in state.arenas(Self.prefix(place)) }
    }

    /// The first part of the names of a network's arenas.
    static func prefix(_ place: Int) -> String { "candidate-\(place + 1)" }
}

extension CandidatePhase {
    /// Reads the progress of a choice of this phase.
    ///
    /// - Parameters:
    ///   - section: The progress, arenas aside.
    ///   - arenas: The arenas of the checkpoint.
    ///   - order: The order of the search that it follows; empty where that is not over.
    ///   - space: The space of its networks.
    /// - Throws: `Refusal` where it cannot be one.
    func progress(
        _ section: JSONSection, arenas: CheckpointArenas, of order: [ScoredNetwork], space: SearchSpace
    ) throws(Refusal) -> CandidatesProgress {
        let networks = networks(of: order)
        guard !networks.isEmpty else {
            throw section.wrong("judgements", expected: "none, since the search is not over")
        }
        let halving = halving(of: networks)
        var progress = CandidatesProgress()
        for entry in try section.sections("judgements") {
            let (rank, correct) = (try entry.count(RunKey.rank), try entry.count("correct"))
            guard case .train(let candidate, _) = halving.next(after: progress.judgements), candidate == rank - 1 else {
                throw entry.wrong(RunKey.rank, expected: "the network whose turn it is")
            }
            guard correct <= heldOut else { throw entry.wrong("correct", expected: "at most \(heldOut)") }
            progress.judgements.append(
                .init(candidate: candidate, correct: correct, loss: try entry.number(RunKey.loss)))
        }
        let remaining = halving.remaining(after: progress.judgements)
        for entry in try section.sections("states") {
            let place = try entry.count(RunKey.rank) - 1
            guard remaining.contains(place), progress.states[place] == nil else {
                throw entry.wrong(RunKey.rank, expected: "each network that may still be chosen, once")
            }
            let network = try retraining.layout(of: space.blueprint(of: networks[place].network.path))
            progress.states[place] = try retraining.state(
                entry, arenas: arenas, CandidatesProgress.prefix(place), of: network)
        }
        progress.time = try PhaseTime(section.section("time"))
        return progress
    }
}
