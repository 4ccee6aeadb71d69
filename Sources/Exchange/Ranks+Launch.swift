extension Ranks {
    /// Whether the build knows MPI.
    public static var knowsMPI: Bool {
        #if MPI
        true
        #else
        false
        #endif
    }

    /// Joins the processes that were started beside this one.
    ///
    /// - Parameters:
    ///   - member: What this process is.
    ///   - launch: What its launcher says.
    /// - Throws: `Obstacle` where there are no others, or they cannot be reached.
    public static func joined(as member: Member, after launch: Launch) throws(Obstacle) -> Ranks {
        #if MPI
        guard launch.hasManager || !MPILink.diesUnmanaged else { throw .alone }
        guard let link = MPILink() else { throw .singleThread }
        guard link.count > 1 else {
            link.leave()
            throw .alone
        }
        return Ranks(link, as: member)
        #else
        throw .alone
        #endif
    }

    /// What keeps a process from joining others.
    public enum Obstacle: Error, Sendable {
        /// The build knows no MPI, or MPI no others.
        case alone
        /// MPI answers to one thread of a process alone.
        case singleThread
    }

    /// How a rank differs from the first one so that its bits may too, a sentence; nil where none does.
    public var difference: String? {
        for (rank, member) in members.enumerated() {
            let words = "rank \(rank) on \(member.host)"
            guard member.build == members[0].build else {
                return "\(words) runs greedynas \(member.build), and rank 0 on \(members[0].host) runs "
                    + members[0].build
            }
        }
        return nil
    }

    /// What became of ranks that may use one core of a machine which has more than it has ranks, a sentence; nil where there
    /// are none.
    public var narrowness: String? {
        let narrow = members.filter { member in
            member.cores == 1 && member.machineCores > members.count { $0.host == member.host }
        }
        guard let first = narrow.first else { return nil }
        return
            "\(narrow.count) of \(count) ranks may use 1 core each, of the \(first.machineCores) of \(first.host), since "
            + "the launcher binds them to it; `mpirun --bind-to none`, or `--map-by socket --bind-to socket` with a rank "
            + "for each socket, gives them more"
    }
}
