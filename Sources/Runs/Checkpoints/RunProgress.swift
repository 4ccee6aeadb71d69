import Retraining
import Supernet

/// The state of a run: what a checkpoint holds.
///
/// A finished phase is kept as its last state, from which it only returns its result again.
struct RunProgress: Sendable {
    /// The supernet.
    var supernet: TrainingState<TrainedArenas>
    /// How long its training took.
    var supernetTime: PhaseTime
    /// The search; nil before its first generation.
    var search: SearchProgress?
    /// The choice of the network that is retrained; nil before its first state.
    var candidates: CandidatesProgress?
    /// The retraining; nil before its first state.
    var retrain: RetrainingState?
    /// How long it took.
    var retrainTime = PhaseTime()
    /// The bytes of `metrics.jsonl` that this state accounts for.
    var metricsBytes = 0

    /// How far the run is, as text.
    var words: String {
        if let retrain { return "step \(retrain.step) of the retraining" }
        if let candidates { return "a choice among networks with \(candidates.judgements.count) judgements" }
        if let search { return "generation \(search.generation) of the search" }
        return "round \(supernet.course.roundsDone) of the supernet"
    }
}
