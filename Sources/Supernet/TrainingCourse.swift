/// When rounds go on and when training ends, as a value: epsilon, the stopping rule and the cooldown.
///
/// The pool is steady when `pi <= alpha` at two checks t/2 rounds apart. Nothing is checked before the pool is full, t
/// more rounds have passed and the warm-up is over.
struct TrainingCourse: Sendable, Hashable {
    let settings: SupernetSettings
    private(set) var roundsDone = 0
    /// The round in which the pool was full for the first time.
    private var fullRound: Int?
    private var steadyChecks = 0
    private(set) var stop: SupernetResult.Stop?
    private var stopRound = 0
    private var cooldownRounds = 0

    init(settings: SupernetSettings) {
        self.settings = settings
        if settings.lastRound == 0 || settings.strategy == .random { stop = .budget }
    }

    /// The next round, or nil when training is over.
    var next: RoundPlan? {
        let round = roundsDone + 1
        guard stop == nil || round <= stopRound + cooldownRounds else { return nil }
        let factor: RoundPlan.RateFactor =
            stop == nil
            ? .one
            : .cooldown(fromStep: stopRound * settings.keptPaths, steps: cooldownRounds * settings.keptPaths)
        return RoundPlan(round: round, epsilon: settings.epsilon.value(round: round), rateFactor: factor)
    }

    /// Takes note of a round that is over, and of the pool after it.
    mutating func finish(round: Int, poolIsFull: Bool, freshShare: Double) {
        precondition(round == roundsDone + 1, "rounds end in their order")
        roundsDone = round
        guard stop == nil else { return }
        if poolIsFull && fullRound == nil { fullRound = round }
        if isCheck(round) {
            steadyChecks = freshShare <= settings.alpha ? steadyChecks + 1 : 0
            if steadyChecks == 2 {
                stop = .steadiness
                stopRound = round
                // Never beyond the plan, where the learning rate, and with it the cooldown's, is 0; nor beyond the
                // budget.
                cooldownRounds = min(Int((settings.cooldown * Double(round)).rounded()), settings.lastRound - round)
                return
            }
        }
        if round == settings.lastRound { stop = .budget }
    }

    private func isCheck(_ round: Int) -> Bool {
        guard settings.strategy == .greedy, let fullRound else { return false }
        let first = max(fullRound + settings.steadinessRounds, settings.epsilon.warmupRounds)
        return round >= first && (round - first).isMultiple(of: max(1, settings.steadinessRounds / 2))
    }
}
