import Workers

/// How long a phase has worked, over all the processes that worked on it.
struct PhaseTime: Hashable, Sendable {
    /// Seconds.
    var seconds = 0.0
    /// Seconds times the cores at work.
    var coreSeconds = 0.0

    /// Measures from now on, in front of which there may be time of an earlier process.
    struct Watch: Sendable {
        private let before: PhaseTime
        private let cores: Int
        private let start = ContinuousClock().now

        init(after before: PhaseTime?, cores: Int) {
            self.before = before ?? PhaseTime()
            self.cores = cores
        }

        /// The time so far.
        var time: PhaseTime {
            let seconds = (ContinuousClock().now - start).inSeconds
            return PhaseTime(
                seconds: before.seconds + seconds, coreSeconds: before.coreSeconds + seconds * Double(cores))
        }
    }
}
