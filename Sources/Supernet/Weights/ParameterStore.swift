import Exchange
public import Layout
public import Workers

/// Owns the shared weights, their momentum and the arena of gradients.
///
/// Receives: requests for loans and leases. Sends: nothing. Owns: the arenas, and the queue of those that wait for them.
///
/// The arenas are reached through brackets alone. Any number of loans read at the same time, without a copy; a lease writes,
/// and excludes loans and other leases. So no weight is ever written while somebody else reads or writes it. Access is given
/// in the order in which it was asked for: a loan that is asked for behind a waiting lease waits for it, so no writer starves.
///
/// A bracket ends however its body does: when it returns, when it throws, when its task is cancelled and it then does
/// either. A task that is cancelled while it waits leaves the queue, and its body is not run; where nothing is to be waited
/// for, a cancelled task is let in like any other, and its body decides what becomes of it.
///
/// - Warning: Inside a bracket nobody may ask the same store for another one: behind a lease that waits for the bracket to
///   end, it would wait for itself.
public actor ParameterStore: WeightLender {
    /// Where every weight lies.
    public nonisolated let layout: SupernetLayout
    private let arenas: Arenas
    private var queue = AccessQueue()
    /// Told whether their access begins; false when they were withdrawn.
    private var continuations: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var tickets = 0
    private var isRetired = false

    /// The three arenas of a supernet; all share the layout's table.
    public struct Arenas: Sendable {
        /// The shared weights.
        public let weights: FloatBuffer
        /// SGD's velocities.
        public let momentum: FloatBuffer
        /// Zero between two training steps.
        public let gradients: FloatBuffer
    }

    /// Owns the given weights; momentum is 0 unless given.
    public init(layout: SupernetLayout, weights: FloatBuffer, momentum: FloatBuffer? = nil) {
        precondition(weights.count == layout.table.count)
        self.layout = layout
        arenas = Arenas(
            weights: weights, momentum: momentum ?? FloatBuffer(count: weights.count),
            gradients: FloatBuffer(count: weights.count))
    }

    /// Owns the weights of a training's state, or first ones for the beginning.
    init(layout: SupernetLayout, settings: SupernetSettings, state: TrainingState<TrainedArenas>?) {
        self.init(
            layout: layout,
            weights: state?.weights ?? layout.table.initialWeights(seed: settings.seed, by: settings.initialization),
            momentum: state?.momentum)
    }

    /// Gives all other ranks weights and velocities as they are, before anybody is lent any.
    nonisolated func share(over ranks: Ranks) async {
        await ranks.share(arenas.weights)
        await ranks.share(arenas.momentum)
    }

    /// Lends the weights for reading, beside other loans, for as long as the body runs.
    ///
    /// - Parameter body: Runs where the caller does; must not keep the weights, nor ask for another bracket.
    /// - Throws: What the body throws; `CancellationError` where the task is cancelled while it waits.
    public nonisolated func withLoan<Result>(
        _ body: (_ weights: FloatBuffer) async throws -> Result
    ) async throws -> Result {
        try await bracket(.loan) { try await body(arenas.weights) }
    }

    /// Lends weights and velocities as they are between two steps, as `withLoan` lends the weights.
    public nonisolated func withTrainedArenas<Result>(
        _ body: (_ trained: TrainedArenas) async throws -> Result
    ) async throws -> Result {
        try await bracket(.loan) {
            try await body(TrainedArenas(weights: arenas.weights, momentum: arenas.momentum))
        }
    }

    /// Gives the arenas for writing to the body alone: no other lease and no loan begins before it has ended.
    ///
    /// - Parameter body: As in `withLoan`.
    /// - Throws: As `withLoan`.
    /// - Precondition: The store has not retired.
    public nonisolated func withLease<Result>(
        _ body: (_ arenas: Arenas) async throws -> Result
    ) async throws -> Result {
        try await bracket(.lease) {
            let isRetired = await isRetired
            precondition(!isRetired, "weights that were handed out for good were to be written")
            return try await body(arenas)
        }
    }

    /// Hands out weights and velocities for good, not copied: after this no lease begins, and nobody writes them any more.
    ///
    /// Loans continue as before; a store may retire more than once.
    ///
    /// - Throws: `CancellationError` where the task is cancelled while it waits for loans and leases to end.
    public func retire() async throws -> TrainedArenas {
        try await begin(.lease)
        isRetired = true
        end(.lease)
        return TrainedArenas(weights: arenas.weights, momentum: arenas.momentum)
    }

    private nonisolated func bracket<Result>(
        _ access: AccessQueue.Access, _ body: () async throws -> Result
    ) async throws -> Result {
        try await begin(access)
        let result: Result
        do {
            result = try await body()
        } catch {
            await end(access)
            throw error
        }
        await end(access)
        return result
    }

    /// How many wait for their turn.
    var waitingCount: Int { queue.waiting.count }

    private func begin(_ access: AccessQueue.Access) async throws {
        let ticket = tickets
        tickets += 1
        guard !queue.ask(access, ticket: ticket) else { return }
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuations[ticket] = $0 }
        } onCancel: {
            // Comes when the actor is free again, and so when the continuation is there.
            Task { await self.withdraw(ticket) }
        }
        guard isGranted else { throw CancellationError() }
    }

    private func end(_ access: AccessQueue.Access) {
        admit(queue.end(access))
    }

    /// Lets a ticket wait no longer; one whose access has begun meanwhile keeps it.
    private func withdraw(_ ticket: Int) {
        guard let continuation = continuations.removeValue(forKey: ticket) else { return }
        continuation.resume(returning: false)
        admit(queue.withdraw(ticket))
    }

    private func admit(_ tickets: [Int]) {
        for ticket in tickets {
            guard let continuation = continuations.removeValue(forKey: ticket) else {
                preconditionFailure("nobody waits for the access \(ticket), which is admitted")
            }
            continuation.resume(returning: true)
        }
    }
}
