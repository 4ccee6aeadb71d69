import Foundation

/// What the control groups of a process leave it: Linux's limits of cores and memory, as Slurm, Docker and systemd set
/// them.
///
/// A process is in one group of each hierarchy, and is bound by that group and by all groups around it; the smallest limit
/// holds. Version 2 has one hierarchy, version 1 one for each controller (the kernel's Documentation/admin-guide, cgroup-v2
/// and cgroup-v1).
struct ControlGroups {
    /// The folders of the process's groups that can limit cores, inner ones first.
    private let cpu: [Folder]
    /// The folders that can limit memory.
    private let memory: [Folder]
    private let read: (String) -> String?

    /// A group's folder.
    private struct Folder: Hashable {
        var path: String
        var isVersion2: Bool
    }

    /// The groups of this process.
    static var own: ControlGroups {
        let read = { (path: String) in try? String(contentsOfFile: path, encoding: .utf8) }
        return ControlGroups(
            membership: read("/proc/self/cgroup") ?? "", mounts: read("/proc/self/mountinfo") ?? "", read: read)
    }

    /// Finds the groups.
    ///
    /// - Parameters:
    ///   - membership: The text of `/proc/self/cgroup`: `hierarchy:controllers:path` a line, the controllers of version 2
    ///     empty.
    ///   - mounts: The text of `/proc/self/mountinfo`, which says where each hierarchy is, and from which group down.
    ///   - read: The text of a file, nil where there is none.
    init(membership: String, mounts: String, read: @escaping (String) -> String?) {
        let hierarchies = Self.hierarchies(mounts)
        var folders: (cpu: [Folder], memory: [Folder]) = ([], [])
        for line in membership.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let controllers = parts[1].split(separator: ",").map { String($0) }
            let isVersion2 = controllers.isEmpty
            for controller in ["cpu", "memory"] where isVersion2 || controllers.contains(controller) {
                let hierarchy = hierarchies.first {
                    $0.isVersion2 == isVersion2 && (isVersion2 || $0.controllers.contains(controller))
                }
                let found = (hierarchy?.folders(to: String(parts[2])) ?? []).map {
                    Folder(path: $0, isVersion2: isVersion2)
                }
                if controller == "cpu" { folders.cpu += found } else { folders.memory += found }
            }
        }
        (cpu, memory) = folders
        self.read = read
    }

    /// The cores' worth of time that the groups may use, such as 1.5; nil where none is limited.
    var cores: Double? {
        cpu.compactMap { folder in
            let numbers: [Double]
            if folder.isVersion2 {
                numbers = Self.words(read("\(folder.path)/cpu.max")).compactMap { Double($0) }
            } else {
                numbers = ["cpu.cfs_quota_us", "cpu.cfs_period_us"].compactMap {
                    Self.words(read("\(folder.path)/\($0)")).first.flatMap { Double($0) }
                }
            }
            // `max 100000` in version 2, -1 in version 1: no limit.
            guard numbers.count == 2, numbers[0] > 0, numbers[1] > 0 else { return nil }
            return numbers[0] / numbers[1]
        }.min()
    }

    /// The bytes that the groups still leave; nil where none is limited.
    ///
    /// Cached files that nobody has used for a while count as free, since the kernel gives them up before it refuses
    /// memory.
    var availableMemory: Int? {
        memory.compactMap { folder -> Int? in
            let names =
                folder.isVersion2
                ? ("memory.max", "memory.current", "inactive_file")
                : ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
            guard let limit = Self.number(read("\(folder.path)/\(names.0)")),
                let used = Self.number(read("\(folder.path)/\(names.1)"))
            else { return nil }
            let reclaimable = Self.value(of: names.2, in: read("\(folder.path)/memory.stat")) ?? 0
            return max(0, limit - max(0, used - reclaimable))
        }.min()
    }

    /// One line of `mountinfo`: a hierarchy, and the part of it that is to be seen.
    private struct Hierarchy {
        /// The group that is to be seen at the mount point.
        var root: String
        var mountPoint: String
        var isVersion2: Bool
        var controllers: [String]

        /// The folders of a group and of those around it, the group's own first.
        func folders(to group: String) -> [String] {
            // A group outside of what is mounted, `/../..`, is in a container: the mount point is the container's group.
            var names: [Substring] = []
            if group.hasPrefix(root == "/" ? "/" : root + "/") {
                names = group.dropFirst(root == "/" ? 0 : root.count).split(separator: "/")
            }
            guard !names.contains("..") else { return [mountPoint] }
            return (0...names.count).reversed().map { depth in
                names.prefix(depth).reduce(mountPoint) { "\($0)/\($1)" }
            }
        }
    }

    private static func hierarchies(_ mounts: String) -> [Hierarchy] {
        mounts.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            // Optional words stand before the dash, three behind it: kind, source, options of the hierarchy.
            guard let dash = words.firstIndex(of: "-"), dash >= 6, words.count > dash + 3 else { return nil }
            let kind = words[dash + 1]
            guard kind == "cgroup" || kind == "cgroup2" else { return nil }
            return Hierarchy(
                root: String(words[3]), mountPoint: String(words[4]), isVersion2: kind == "cgroup2",
                controllers: words[dash + 3].split(separator: ",").map { String($0) })
        }
    }

    private static func words(_ text: String?) -> [Substring] {
        text?.split { $0 == " " || $0 == "\n" } ?? []
    }

    /// A count of bytes; nil for `max` and for anything else that is no number.
    private static func number(_ text: String?) -> Int? { words(text).first.flatMap { Int($0) } }

    /// The number behind a name at the start of a line, as in `memory.stat` and `/proc/meminfo`.
    static func value(of name: String, in text: String?) -> Int? {
        for line in text?.split(separator: "\n") ?? [] {
            let words = line.split(separator: " ")
            if words.count >= 2, words[0] == name { return Int(words[1]) }
        }
        return nil
    }
}
