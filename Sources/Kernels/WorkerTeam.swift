#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Synchronization

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

    fileprivate let state: TeamState

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

/// What the threads of a team share.
private final class TeamState: Sendable {
    typealias Job = @Sendable (Crew) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var isClosed = false
        var sleepers = 0
    }

    /// One region a thread can lead.
    let regions: [Region]
    private let queue = Guarded(Queue())
    private let awake: Gate
    /// Grows whenever there may be something new to do, so that a thread about to sleep notices.
    private let news = Atomic<Int>(0)
    private let sleeping = Atomic<Int>(0)
    /// Looks for work before a thread sleeps: some tens of microseconds, about the gap between two regions of a step.
    private static let looksBeforeSleep = 4000

    init(width: Int) {
        regions = (0..<width).map { _ in Region() }
        awake = Gate()
    }

    static func startThread(_ state: TeamState, worker: Int) {
        let start = Unmanaged.passRetained(ThreadStart(state: state, worker: worker))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        #if os(Linux)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        let status = pthread_create(&thread, &attributes, runThread, start.toOpaque())
        precondition(status == 0, "thread \(worker) of the team cannot be started (error \(status))")
        pthread_attr_destroy(&attributes)
    }

    func submit(_ job: @escaping Job) {
        queue.withLock { $0.jobs.append(job) }
        announce()
    }

    func close() {
        queue.withLock { $0.isClosed = true }
        announce()
    }

    func open(_ count: Int, leader: Int, _ body: (Int, Int) -> Void) {
        // Nobody could help: spare the bookkeeping.
        guard count > 1 && regions.count > 1 else {
            regions[leader].runAlone(count) { body($0, leader) }
            return
        }
        withoutActuallyEscaping(body) { body in
            let region = regions[leader]
            region.open(count: count, body)
            announce()
            while region.runOne(worker: leader) {}
            region.waitUntilDone()
        }
    }

    private func announce() {
        news.add(1, ordering: .sequentiallyConsistent)
        if sleeping.load(ordering: .sequentiallyConsistent) > 0 { awake.openAll() }
    }

    /// The life of a thread: jobs first, then others' regions, then sleep.
    fileprivate func work(as worker: Int) {
        while true {
            let seen = news.load(ordering: .sequentiallyConsistent)
            if let job = queue.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
                job(Crew(worker: worker, state: self))
                continue
            }
            if help(as: worker) { continue }
            if queue.withLock({ $0.isClosed }) { return }
            wait(after: seen)
        }
    }

    private func help(as worker: Int) -> Bool {
        for offset in 1..<max(2, regions.count) where regions[(worker + offset) % regions.count].runOne(worker: worker)
        {
            return true
        }
        return false
    }

    private func wait(after seen: Int) {
        for _ in 0..<Self.looksBeforeSleep {
            if news.load(ordering: .acquiring) != seen { return }
            spin()
        }
        sleeping.add(1, ordering: .sequentiallyConsistent)
        awake.wait { news.load(ordering: .sequentiallyConsistent) == seen }
        sleeping.subtract(1, ordering: .sequentiallyConsistent)
    }
}

/// A loop whose items any thread may take.
///
/// Led by one thread, which opens it again and again.
private final class Region: Sendable {
    /// Generation (16 bits), count (24 bits) and next index (24 bits) in one word, so that a thread that comes late can
    /// never take an item of a loop that is over.
    private let ticket = Atomic<UInt64>(0)
    private let unfinished = Atomic<Int>(0)
    private let leaderSleeps = Atomic<Bool>(false)
    private let done = Gate()
    /// Written by the leader before it opens the loop; read by whoever holds an unfinished item of it.
    nonisolated(unsafe) private var body: ((Int, Int) -> Void)?

    private static let indexMask: UInt64 = 1 << 24 - 1

    func open(count: Int, _ body: @escaping (Int, Int) -> Void) {
        precondition(count <= Int(Self.indexMask), "a region of \(count) items is too large")
        precondition(unfinished.load(ordering: .relaxed) == 0, "a region was opened inside a region")
        self.body = body
        unfinished.store(count, ordering: .relaxed)
        let generation = (ticket.load(ordering: .relaxed) >> 48) &+ 1
        ticket.store(generation << 48 | UInt64(count) << 24, ordering: .releasing)
    }

    /// Runs a loop that nobody could help with, and refuses what a wider team would refuse.
    func runAlone(_ count: Int, _ body: (Int) -> Void) {
        precondition(unfinished.load(ordering: .relaxed) == 0, "a region was opened inside a region")
        unfinished.store(count, ordering: .relaxed)
        for index in 0..<count { body(index) }
        unfinished.store(0, ordering: .relaxed)
    }

    /// Takes one item and runs it; false when none is left.
    func runOne(worker: Int) -> Bool {
        var current = ticket.load(ordering: .acquiring)
        while true {
            let index = current & Self.indexMask
            guard index < (current >> 24) & Self.indexMask else { return false }
            let (exchanged, original) = ticket.compareExchange(
                expected: current, desired: current + 1, ordering: .acquiringAndReleasing)
            if exchanged {
                body?(Int(index), worker)
                if unfinished.subtract(1, ordering: .sequentiallyConsistent).newValue == 0,
                    leaderSleeps.load(ordering: .sequentiallyConsistent)
                {
                    done.openAll()
                }
                return true
            }
            current = original
        }
    }

    func waitUntilDone() {
        var looks = 0
        while unfinished.load(ordering: .acquiring) > 0 {
            looks += 1
            if looks < 20_000 {
                spin()
                continue
            }
            leaderSleeps.store(true, ordering: .sequentiallyConsistent)
            done.wait { unfinished.load(ordering: .sequentiallyConsistent) > 0 }
            leaderSleeps.store(false, ordering: .sequentiallyConsistent)
        }
        body = nil
    }
}

/// A place to sleep until something changes.
private final class Gate: Sendable {
    private final class Primitives: Sendable {
        nonisolated(unsafe) let mutex: UnsafeMutablePointer<pthread_mutex_t>
        nonisolated(unsafe) let condition: UnsafeMutablePointer<pthread_cond_t>
        init() {
            mutex = .allocate(capacity: 1)
            condition = .allocate(capacity: 1)
            pthread_mutex_init(mutex, nil)
            pthread_cond_init(condition, nil)
        }
        deinit {
            pthread_mutex_destroy(mutex)
            pthread_cond_destroy(condition)
            mutex.deallocate()
            condition.deallocate()
        }
    }
    private let primitives = Primitives()

    /// Sleeps while the condition holds; whoever changes it calls `openAll` afterwards.
    func wait(while condition: () -> Bool) {
        pthread_mutex_lock(primitives.mutex)
        while condition() { pthread_cond_wait(primitives.condition, primitives.mutex) }
        pthread_mutex_unlock(primitives.mutex)
    }

    func openAll() {
        pthread_mutex_lock(primitives.mutex)
        pthread_cond_broadcast(primitives.condition)
        pthread_mutex_unlock(primitives.mutex)
    }
}

/// State that one thread at a time may touch.
///
/// Not `Synchronization.Mutex`: on Linux the kernel hands that one over when it is contended, which the thread sanitizer
/// does not see, so that it reports races where there are none.
private final class Guarded<State>: Sendable {
    nonisolated(unsafe) private var state: State
    nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init(_ state: State) {
        self.state = state
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }
}

/// What a new thread is told.
private final class ThreadStart: Sendable {
    let state: TeamState
    let worker: Int
    init(state: TeamState, worker: Int) {
        self.state = state
        self.worker = worker
    }
}

/// A thread's first function.
private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    start.state.work(as: start.worker)
    return nil
}

/// Tells the processor that this thread only waits.
@inline(__always) private func spin() {
    atomicMemoryFence(ordering: .acquiring)
}
