#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Synchronization

/// What the threads of a team share.
final class TeamState: Sendable {
    typealias Job = @Sendable (Crew) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// One region a thread can lead.
    let regions: [Region]
    private let queue = Monitor(Queue())
    /// Grows whenever there may be something new to do, so that a thread about to sleep notices.
    private let news = Atomic<Int>(0)
    private let sleeping = Atomic<Int>(0)
    /// Looks for work before a thread sleeps: some tens of microseconds, about the gap between two regions of a step.
    private static let looksBeforeSleep = 4000

    init(width: Int) {
        regions = (0..<width).map { _ in Region() }
    }

    static func startThread(_ state: TeamState, worker: Int) {
        let start = unsafe Unmanaged.passRetained(ThreadStart(state: state, worker: worker))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        #if os(Linux)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        let status = unsafe pthread_create(&thread, &attributes, runThread, start.toOpaque())
        precondition(status == 0, "thread \(worker) of the team cannot be started (error \(status))")
        unsafe pthread_attr_destroy(&attributes)
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
        if sleeping.load(ordering: .sequentiallyConsistent) > 0 { queue.wakeAll() }
    }

    /// The life of a thread: jobs first, then others' regions, then sleep.
    func work(as worker: Int) {
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
        queue.wait { _ in news.load(ordering: .sequentiallyConsistent) == seen }
        sleeping.subtract(1, ordering: .sequentiallyConsistent)
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
    guard let argument = unsafe argument else { return nil }
    let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    start.state.work(as: start.worker)
    return nil
}
