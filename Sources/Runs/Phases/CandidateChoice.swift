import Architecture
import Documents
import Reporting
import Retraining
import RunFiles
import Scenarios
import Search

/// The result of a choice by training.
struct CandidateChoice: Sendable {
    /// The networks, by rank.
    let networks: [RankedNetwork]
    /// How many were asked for.
    let asked: Int
    /// Which network was trained for how many epochs.
    let halving: SuccessiveHalving
    /// Their results on the validation pictures, in the order in which they were computed.
    let judgements: [SuccessiveHalving.Judgement]
    /// The one that is retrained.
    let chosen: RankedNetwork
    /// The state of its training, where the retraining is the same training; nil if that starts from the beginning.
    let state: RetrainingState?
    /// What it cost.
    let cost: CostOfChoice
    /// Validation pictures of each network.
    let heldOut: Int
    /// Seconds that it took.
    let seconds: Double
    /// The space of the networks.
    let space: SearchSpace

    /// The choice's part of `summary.json`.
    var summary: RunSummary.Candidates {
        RunSummary.Candidates(
            of: networks.enumerated().map { place, ranked in
                let own = judgements.filter { $0.candidate == place }
                return RunSummary.Candidates.Network(
                    ranked.rank, choices: ranked.path.choices.map { Int($0) }, names: space.names(of: ranked.path),
                    epochs: own.isEmpty ? 0 : halving.rungs[own.count - 1].epoch,
                    accuracies: own.map { Double($0.correct) / Double(heldOut) })
            },
            asked: asked, chosen: chosen.rank, trainingImages: cost.trainingImages, judgingImages: cost.judgingImages,
            seconds: seconds)
    }

    /// The choice for people, one line.
    var lines: [String] {
        return [
            "chosen: number \(chosen.rank) of \(networks.count.counted("network")), trained on "
                + "\(cost.trainingImages.counted("picture")) in \(NumberText.duration(seconds)): "
                + "\(space.names(of: chosen.path)) (\(chosen.network.cost.macs) MACs)"
        ]
    }
}
