/// When training continues and when it ends, as a value: epsilon, the stopping rule and the cooldown.
///
/// The pool is steady when `pi <= alpha` at two checks t/2 rounds apart. Nothing is checked before the pool is full, t
/// more rounds have passed and the warm-up is over.
struct TrainingCourse: Sendable, Hashable {
    let settings: SupernetSettings
    private(set) var progress: CourseProgress

    /// Rounds that are over.
    var roundsDone: Int { progress.roundsDone }
    /// Why training stopped; nil while it continues.
    var stop: TrainingStop? { progress.stop }

    /// Continues from some progress; starts from the beginning without one.
    init(settings: SupernetSettings, progress: CourseProgress? = nil) {
        self.settings = settings
        self.progress = progress ?? CourseProgress()
        if settings.lastRound == 0 { self.progress.stop = .budget }
        if settings.strategy == .random { self.progress.stop = .untrained }
    }

    /// The next round, or nil when training is over.
    var next: RoundPlan? {
        let round = progress.roundsDone + 1
        guard progress.stop == nil || round <= progress.stopRound + progress.cooldownRounds else { return nil }
        let factor: RoundPlan.RateFactor =
            progress.stop == nil
            ? .one
            : .cooldown(
                fromStep: progress.stopRound * settings.updatesPerRound,
                steps: progress.cooldownRounds * settings.updatesPerRound)
        // Without scores there is no pool to draw from.
        let isScored = settings.isScored(round: round)
        return RoundPlan(
            round: round, epsilon: isScored ? settings.epsilon.value(round: round) : 0, isScored: isScored,
            rateFactor: factor)
    }

    /// Takes note of a round that is over, and of the pool after it.
    mutating func finish(round: Int, poolIsFull: Bool, freshShare: Double) {
        precondition(round == progress.roundsDone + 1, "rounds end in their order")
        progress.roundsDone = round
        guard progress.stop == nil else { return }
        if poolIsFull && progress.fullRound == nil { progress.fullRound = round }
        if isCheck(round) {
            progress.steadyChecks = freshShare <= settings.alpha ? progress.steadyChecks + 1 : 0
            if progress.steadyChecks == 2 {
                progress.stop = .steadiness
                progress.stopRound = round
                // Never beyond the plan, where the learning rate, and with it the cooldown's, is 0; nor beyond the
                // budget.
                progress.cooldownRounds = min(
                    Int((settings.cooldown * Double(round)).rounded()), settings.lastRound - round)
                return
            }
        }
        if round == settings.lastRound { progress.stop = .budget }
    }

    private func isCheck(_ round: Int) -> Bool {
        guard settings.strategy == .greedy, let fullRound = progress.fullRound else { return false }
        let first = max(fullRound + settings.steadinessRounds, settings.epsilon.warmupRounds)
        return round >= first && (round - first).isMultiple(of: max(1, settings.steadinessRounds / 2))
    }
}
