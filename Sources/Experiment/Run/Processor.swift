import Foundation
import Kernels

/// The processor at hand.
public enum Processor {
    /// Its name, as the system tells it.
    public static var model: String { field("model name") ?? field("Model") ?? "unknown" }

    /// The number of cores that this process may use: the machine's, less what an affinity mask or a container's quota
    /// takes away.
    public static var cores: Int {
        let machine = ProcessInfo.processInfo.activeProcessorCount
        return max(1, min(machine, affinity ?? machine, quota ?? machine))
    }

    /// The cores of this process's affinity mask, from ranges such as `0-3,8`.
    private static var affinity: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        return field("Cpus_allowed_list", in: status).map { list in
            list.split(separator: ",").reduce(0) { count, range in
                let ends = range.split(separator: "-").compactMap { Int($0) }
                return count + (ends.last ?? 0) - (ends.first ?? 0) + 1
            }
        }
    }

    /// Whole cores of the control group's quota, rounded up (`cpu.max`: quota and period in microseconds).
    private static var quota: Int? {
        guard let text = try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8) else { return nil }
        let parts = text.split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
        guard parts.count == 2, parts[1] > 0 else { return nil }
        return Int((parts[0] / parts[1]).rounded(.up))
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
        return "this build of greedynas uses \(missing.joined(separator: ", ")), which the processor here "
            + "(\(model)) does not have; expected a build made on this machine, or one made with GREEDYNAS_CPU naming "
            + "a processor that both have"
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
