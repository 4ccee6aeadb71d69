import Testing
@testable import Host

struct ControlGroupsTests {
    private func groups(
        _ membership: String, mounts: String, files: [String: String] = [:]
    ) -> ControlGroups {
        ControlGroups(membership: membership, mounts: mounts) { files[$0] }
    }

    private static let version2 = "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
    private static let version1 = """
        34 31 0:31 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
        35 31 0:32 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        36 31 0:33 / /sys/fs/cgroup/memory rw,relatime shared:9 master:2 - cgroup cgroup rw,memory
        41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw

        """

    @Test func withoutGroupsNothingIsLimited() {
        for (membership, mounts) in [("", ""), ("0::/\n", ""), ("x\n:\n0::", "a - b\n- - -\n")] {
            let none = groups(membership, mounts: mounts)
            #expect(none.cores == nil)
            #expect(none.availableMemory == nil)
        }
    }

    @Test func theSmallestQuotaOfAGroupAndThoseAroundItHolds() {
        var files = [
            "/sys/fs/cgroup/slurm/job/step/cpu.max": "max 100000\n",
            "/sys/fs/cgroup/slurm/job/cpu.max": "150000 100000\n",
            "/sys/fs/cgroup/slurm/cpu.max": "800000 100000\n",
        ]
        #expect(groups("0::/slurm/job/step\n", mounts: Self.version2, files: files).cores == 1.5)
        // A group beside the own one does not count.
        #expect(groups("0::/slurm\n", mounts: Self.version2, files: files).cores == 8)
        files["/sys/fs/cgroup/cpu.max"] = "50000 100000\n"
        #expect(groups("0::/slurm\n", mounts: Self.version2, files: files).cores == 0.5)
    }

    @Test func version1HasAHierarchyForEachController() {
        let files = [
            "/sys/fs/cgroup/cpu,cpuacct/docker/a/cpu.cfs_quota_us": "-1\n",
            "/sys/fs/cgroup/cpu,cpuacct/docker/a/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_quota_us": "300000\n",
            "/sys/fs/cgroup/cpu,cpuacct/docker/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/memory/docker/a/memory.limit_in_bytes": "1000\n",
            "/sys/fs/cgroup/memory/docker/a/memory.usage_in_bytes": "700\n",
            "/sys/fs/cgroup/memory/docker/a/memory.stat": "inactive_file 7\ntotal_inactive_file 200\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes": "5\n",
        ]
        let found = groups(
            "9:name=systemd:/\n4:memory:/docker/a\n1:cpu,cpuacct:/docker/a\n0::/\n", mounts: Self.version1, files: files
        )
        #expect(found.cores == 3)
        #expect(found.availableMemory == 500)
    }

    /// A container sees its own group at the mount point, whatever the host calls it.
    @Test func containersGroupIsAtTheMountPoint() {
        let mounts = "30 24 0:26 /docker/a /sys/fs/cgroup ro - cgroup2 cgroup rw\n"
        let files = ["/sys/fs/cgroup/cpu.max": "200000 100000", "/sys/fs/cgroup/inner/cpu.max": "100000 100000"]
        #expect(groups("0::/docker/a", mounts: mounts, files: files).cores == 2)
        #expect(groups("0::/docker/a/inner", mounts: mounts, files: files).cores == 1)
        // Not a group inside of the mounted one, although its name begins alike.
        #expect(groups("0::/docker/ab", mounts: mounts, files: files).cores == 2)
        #expect(groups("0::/../../other", mounts: Self.version2, files: files).cores == 2)
    }

    @Test func memoryOfVersion2IsTheLimitLessWhatCannotBeGivenUp() {
        var files = [
            "/sys/fs/cgroup/a/memory.max": "1000000", "/sys/fs/cgroup/a/memory.current": "600000",
            "/sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 100000\nactive_file 50\n",
        ]
        #expect(groups("0::/a", mounts: Self.version2, files: files).availableMemory == 500_000)
        files["/sys/fs/cgroup/a/memory.stat"] = nil
        #expect(groups("0::/a", mounts: Self.version2, files: files).availableMemory == 400_000)
        files["/sys/fs/cgroup/a/memory.current"] = "2000000"
        #expect(groups("0::/a", mounts: Self.version2, files: files).availableMemory == 0)
        files["/sys/fs/cgroup/a/memory.max"] = "max"
        #expect(groups("0::/a", mounts: Self.version2, files: files).availableMemory == nil)
    }

    @Test func machineAndGroupsTogetherSayWhatIsAvailable() {
        let limited = groups(
            "0::/", mounts: Self.version2,
            files: ["/sys/fs/cgroup/memory.max": "5000000", "/sys/fs/cgroup/memory.current": "0"])
        let free = groups("", mounts: "")
        let meminfo = "MemTotal:  9000 kB\nMemAvailable:    4000 kB\n"
        #expect(AvailableMemory.bytes(meminfo: meminfo, groups: free) == 4_096_000)
        #expect(AvailableMemory.bytes(meminfo: meminfo, groups: limited) == 4_096_000)
        #expect(AvailableMemory.bytes(meminfo: "MemAvailable: 6000 kB", groups: limited) == 5_000_000)
        #expect(AvailableMemory.bytes(meminfo: "MemTotal: 9 kB", groups: limited) == 5_000_000)
        #expect(AvailableMemory.bytes(meminfo: "", groups: free) == nil)
    }
}
