import Foundation

/// The memory that this process can still have.
package enum AvailableMemory {
    /// Bytes that neither the machine nor a control group would refuse; nil where the system does not tell.
    package static var bytes: Int? {
        bytes(
            meminfo: (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? "", groups: ControlGroups.own)
    }

    /// The smaller of what the machine has, `MemAvailable` in `/proc/meminfo`, and what the groups leave.
    static func bytes(meminfo: String, groups: ControlGroups) -> Int? {
        var machine: Int?
        if let kibibytes = ControlGroups.value(of: "MemAvailable:", in: meminfo), kibibytes < 1 << 50 {
            machine = kibibytes * 1024
        }
        return [machine, groups.availableMemory].compactMap { $0 }.min()
    }
}
