public import Architecture
public import Documents
import Host
import Kernels
import NeuralNetwork
public import Scenarios

/// Refuses what this machine cannot do before anything is read or written: for lack of memory, or of instructions.
public enum MachineCheck {
    /// Compares the estimate with what machine and control group have left, and the precision of scores with the instruction
    /// sets that the kernels were compiled for.
    ///
    /// - Parameters:
    ///   - scenario: What is to be run.
    ///   - phases: The phases that are to be run.
    ///   - workers: Threads that will compute; nil for the cores at hand.
    ///   - network: What is retrained, where that is known.
    ///   - jobs: How many such runs are made at a time.
    ///   - ranks: The processes that share the work; this machine holds one of them.
    /// - Throws: `Refusal` where the estimate is larger, never where the system does not tell what is left; or where scores
    ///   need instructions that are missing.
    public static func check(
        _ scenario: Scenario, phases: ClosedRange<RunPhase>, workers: Int?, network: Blueprint? = nil,
        jobs: Int = 1, ranks: Int = 1
    ) throws(Refusal) {
        if let shortcoming = shortcoming(of: scenario, phases: phases) { throw Refusal(shortcoming) }
        let estimate = MemoryEstimate(
            scenario, phases: phases, workers: workers ?? Processor.cores, network: network,
            ranks: ranks)
        if let refusal = refusal(of: estimate, available: AvailableMemory.bytes, jobs: jobs) { throw refusal }
    }

    /// Why the scores of some phases would be slow by kernels that may use these instruction sets; nil where they are not.
    static func shortcoming(
        of scenario: Scenario, phases: ClosedRange<RunPhase>,
        instructionSets: [String] = KernelTarget.instructionSets
    ) -> String? {
        [
            (RunPhase.supernet, "supernet.scoring_precision", scenario.supernet.scoringPrecision),
            (.search, "search.precision", scenario.search.precision),
        ].lazy.filter { phases.contains($0.0) }
            .compactMap { $0.2.shortcoming(of: $0.1, instructionSets: instructionSets) }.first
    }

    /// Why an estimate does not fit; nil where it does, or where nothing is known of what is available.
    static func refusal(of estimate: MemoryEstimate, available: Int?, jobs: Int = 1) -> Refusal? {
        guard let available, estimate.total > available / jobs else { return nil }
        let need = "needs about \(Plan.bytes(estimate.total)) of memory"
        let remedy = remedy(for: estimate)
        return Refusal(
            jobs == 1
                ? "the phase \(estimate.phase.rawValue) \(need), but only \(Plan.bytes(available)) are available; "
                    + "expected settings that need less, such as a smaller \(remedy)"
                : "the phase \(estimate.phase.rawValue) \(need), \(jobs) runs are made at a time, and "
                    + "\(Plan.bytes(available)) are available; expected less, as with fewer --jobs or a smaller \(remedy)"
        )
    }

    /// What makes the largest part smaller.
    private static func remedy(for estimate: MemoryEstimate) -> String {
        if estimate.activations >= max(estimate.pictures, estimate.parameters) {
            switch estimate.phase {
            case .supernet: return "supernet.scoring_pictures, supernet.batch, space.width or --workers"
            case .search: return "search.scoring_batch or --workers"
            case .retrain: return "retrain.batch or space.width"
            }
        }
        return estimate.pictures >= estimate.parameters
            ? "data.training_pictures or data.generated.training" : "space.width or list of space.operations"
    }
}
