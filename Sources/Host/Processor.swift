import Foundation
import Kernels

/// The processor at hand.
public enum Processor {
    /// Its name, as the system tells it.
    public static var model: String { field("model name") ?? field("Model") ?? "unknown" }

    /// The number of cores that this process may use: the machine's, less what an affinity mask or a control group's
    /// quota takes away.
    ///
    /// Slurm's share of a node comes as both or either.
    public static var cores: Int {
        cores(
            machine: ProcessInfo.processInfo.activeProcessorCount, affinity: ThreadAffinity.coreCount,
            quota: ControlGroups.own.cores)
    }

    /// The cores that limits leave: a part of a core in a quota counts as one, since it can be computed on.
    static func cores(machine: Int, affinity: Int?, quota: Double?) -> Int {
        // A quota of more cores than any machine has does not fit `Int`.
        let granted = quota.map { Int(min($0.rounded(.up), 1_000_000)) }
        return max(1, min(affinity ?? machine, granted ?? machine))
    }

    /// What the kernels were compiled for and this processor lacks, as a sentence; nil when all is there.
    ///
    /// Where the system lists no instruction sets nothing can be compared, and nothing is said.
    public static var shortcoming: String? {
        guard let list = field("flags") ?? field("Features") else { return nil }
        return shortcoming(
            needed: KernelTarget.instructionSets, present: Set(list.split(separator: " ").map { String($0) }))
    }

    /// The sentence for given instruction sets.
    static func shortcoming(needed: [String], present: Set<String>) -> String? {
        let missing = needed.filter { !present.contains($0) }
        guard !missing.isEmpty else { return nil }
        return
            "this build of greedynas needs \(missing.joined(separator: ", ")), which this processor (\(model)) lacks; "
            + "expected a build made on this machine, or with GREEDYNAS_CPU set to an older processor type, such as "
            + "x86-64-v3"
    }

    private static let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""

    private static func field(_ name: String, in text: String = information) -> String? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }
}
