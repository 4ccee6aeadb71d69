/// The threads that compute, all of them the engine's own.
///
/// A *job* is a synchronous piece of work: one path to score, one training step. Whoever submits it suspends until a
/// thread of the team has run it, so actors stay on Swift's own pool and remain prompt while the team computes. Inside
/// a job, ``Crew/forEach(_:_:)`` opens a *region* of independent items; threads without a job of their own help with it.
/// So as many jobs as threads run side by side, one thread each, and the chunks of a lone job spread over the team,
/// whatever the timing; which thread computed an item never shows in a result.
public final class WorkerTeam: Sendable {
    /// The number of threads.
    public let width: Int

    private let shared: TeamState

    /// Starts the threads.
    ///
    /// They end when the team is released.
    ///
    /// - Precondition: `width` is positive.
    public init(width: Int) {
        precondition(width > 0, "a team needs a thread")
        self.width = width
        shared = TeamState(width: width)
        for worker in 0..<width { TeamState.startThread(shared, worker: worker) }
    }

    deinit { shared.close() }

    /// Runs a job on a thread of the team and returns its result; the caller is suspended meanwhile, not blocked.
    ///
    /// - Parameter job: Synchronous work. It must not wait for another job of the same team.
    /// - Throws: What the job throws.
    public func run<Result: Sendable>(_ job: @escaping @Sendable (Crew) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            shared.submit { crew in
                continuation.resume(with: Swift.Result { try job(crew) })
            }
        }
    }
}

/// A job's hold on the team: the thread that runs it and those that have time to help.
public struct Crew {
    /// The number of the thread that runs the job, below the team's width: its own scratch memory goes by it.
    public let worker: Int

    let state: TeamState

    /// The number of threads in the team.
    public var width: Int { state.regions.count }

    /// Calls `body` once for every index below `count`, on whatever threads have time, and returns when all are done.
    ///
    /// - Parameters:
    ///   - count: The number of items, below 2^24.
    ///   - body: Given an index and the number of the thread that calls it. Called on several threads at once: it may
    ///     write only what belongs to its index, and the scratch of the thread it is given. Must not open a region.
    public func forEach(_ count: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
        state.open(count, leader: worker, body)
    }
}
