import Synchronization
import TestSupport
import Testing
import Workers

@testable import Supernet

@Suite(.timeLimit(.minutes(10)))
struct ParameterStoreTests {
    private struct Failure: Error {}

    /// How many are inside.
    private final class Counter: Sendable {
        private let stored = Atomic(0)

        var count: Int { stored.load(ordering: .sequentiallyConsistent) }

        func add(_ number: Int) -> Int { stored.add(number, ordering: .sequentiallyConsistent).newValue }
    }

    private let tiny: TinyTraining
    private let store: ParameterStore

    init() throws {
        tiny = try TinyTraining(rounds: 1)
        store = ParameterStore(layout: tiny.layout, weights: tiny.firstWeights)
    }

    /// Returns when so many wait; throws when the test's time is over.
    private func untilWaiting(_ count: Int, on store: ParameterStore) async throws {
        while await store.waitingCount != count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Whether a lease that is asked for now begins at once: then nothing is held and nobody waits.
    private func isFree() async -> Bool {
        let (store, ended) = (store, Log<Void>())
        let task = Task { try await store.withLease { _ in ended.append(()) } }
        while ended.entries.isEmpty {
            guard await store.waitingCount == 0 else {
                task.cancel()
                return false
            }
            await Task.yield()
        }
        _ = await task.result
        return true
    }

    // MARK: - Exclusion

    /// Twenty writers that pause while they write: none finds another one's numbers half written.
    @Test func leasesExcludeOneAnother() async throws {
        let store = store
        let held = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...20 {
                group.addTask {
                    try await store.withLease { arenas in
                        #expect(held.add(1) == 1)
                        for place in 0..<arenas.gradients.count {
                            arenas.gradients.pointer[place] = Float(writer)
                            if place == 97 { await Task.yield() }
                        }
                        #expect(arenas.gradients.bits.allSatisfy { $0 == Float(writer).bitPattern })
                        #expect(held.add(-1) == 0)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// All readers are inside at the same time: each waits there for the others.
    @Test func loansAreSharedAndLendTheWeightsThemselves() async throws {
        let weights = tiny.firstWeights
        let store = ParameterStore(layout: tiny.layout, weights: weights)
        let (inside, gate) = (Log<Bool>(), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await store.withLoan { lent in
                        inside.append(lent === weights)
                        await gate.wait()
                    }
                }
            }
            while inside.entries.count < 5 {
                try #require(await store.waitingCount == 0)
                await Task.yield()
            }
            gate.open()
            try await group.waitForAll()
        }
        #expect(inside.entries == [true, true, true, true, true])
    }

    /// The lease must not begin while any loan is out.
    @Test(arguments: 1...3) func leaseWaitsForEveryLoan(loans: Int) async throws {
        let (store, events) = (store, Log<String>())
        let gates = (0..<loans).map { _ in Gate() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for gate in gates {
                let begun = Gate()
                group.addTask {
                    try await store.withLoan { _ in
                        begun.open()
                        await gate.wait()
                        // Yields give the lease every chance to begin wrongly.
                        for _ in 0..<8 { await Task.yield() }
                        events.append("returned")
                    }
                }
                await begun.wait()
            }
            group.addTask { try await store.withLease { _ in events.append("leased") } }
            try await untilWaiting(1, on: store)
            for gate in gates { gate.open() }
            try await group.waitForAll()
        }
        #expect(events.entries == [String](repeating: "returned", count: loans) + ["leased"])
    }

    /// A loan is out, a lease waits for it: a loan that is asked for then comes after the lease, so no writer starves.
    @Test func loanWaitsBehindTheLeaseThatCameBeforeIt() async throws {
        let (store, events) = (store, Log<String>())
        let (begun, gate) = (Gate(), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await store.withLoan { _ in
                    begun.open()
                    await gate.wait()
                    events.append("first loan")
                }
            }
            await begun.wait()
            group.addTask {
                try await store.withLease { _ in
                    for _ in 0..<8 { await Task.yield() }
                    events.append("lease")
                }
            }
            try await untilWaiting(1, on: store)
            group.addTask { try await store.withLoan { _ in events.append("second loan") } }
            try await untilWaiting(2, on: store)
            gate.open()
            try await group.waitForAll()
        }
        #expect(events.entries == ["first loan", "lease", "second loan"])
    }

    // MARK: - Every exit

    @Test func bodyThatThrowsEndsItsBracket() async {
        await #expect(throws: Failure.self) { try await store.withLease { _ in throw Failure() } }
        #expect(await isFree())
        await #expect(throws: Failure.self) { try await store.withLoan { _ in throw Failure() } }
        #expect(await isFree())
        await #expect(throws: Failure.self) { try await store.withTrainedArenas { _ in throw Failure() } }
        #expect(await isFree())
    }

    /// Whether the body heeds the cancellation or not, its bracket ends with it.
    @Test(arguments: [true, false]) func bodyThatIsCancelledEndsItsBracket(heeds: Bool) async {
        for access in [AccessQueue.Access.lease, .loan] {
            let (store, begun, gate) = (store, Gate(), Gate())
            func body() async throws {
                begun.open()
                // Ends with the cancellation.
                await gate.wait()
                if heeds { try Task.checkCancellation() }
            }
            let task = Task {
                switch access {
                case .lease: try await store.withLease { _ in try await body() }
                case .loan: try await store.withLoan { _ in try await body() }
                }
            }
            await begun.wait()
            task.cancel()
            let result = await task.result
            #expect(((try? result.get()) == nil) == heeds)
            #expect(await isFree())
        }
    }

    /// Of a loan, a lease and a loan the lease is cancelled while it waits: it never begins, and the last one need not wait.
    @Test func cancelledTaskLeavesTheQueue() async throws {
        let (store, events) = (store, Log<String>())
        let (begun, gate) = (Gate(), Gate())
        let first = Task {
            try await store.withLoan { _ in
                begun.open()
                await gate.wait()
                events.append("first loan")
            }
        }
        await begun.wait()
        let lease = Task { try await store.withLease { _ in events.append("lease") } }
        try await untilWaiting(1, on: store)
        let second = Task { try await store.withLoan { _ in events.append("second loan") } }
        try await untilWaiting(2, on: store)
        lease.cancel()
        try await untilWaiting(0, on: store)
        await #expect(throws: CancellationError.self) { try await lease.value }
        try await second.value
        gate.open()
        try await first.value
        #expect(events.entries == ["second loan", "first loan"])
        #expect(await isFree())
    }

    /// Cancelled before it asks: where it would wait it does not begin, where nothing is in the way it does.
    @Test func taskThatIsCancelledAlreadyWaitsForNobody() async throws {
        let (store, begun, gate) = (store, Gate(), Gate())
        let holder = Task {
            try await store.withLoan { _ in
                begun.open()
                await gate.wait()
            }
        }
        await begun.wait()
        let leaser = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await store.withLease { _ in Issue.record("a cancelled task waited") }
        }
        await #expect(throws: CancellationError.self) { try await leaser.value }
        let reader = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.withLoan { _ in Task.isCancelled }
        }
        #expect(try await reader.value)
        gate.open()
        try await holder.value
        #expect(await isFree())
    }

    /// Tasks are cancelled at whatever moment: nobody is lost, nobody is let in twice, and in the end the store is free.
    @Test(arguments: 0..<20) func cancellationAtAnyMomentLosesNobody(trial: Int) async {
        let store = store
        let (writers, readers) = (Counter(), Counter())
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let task = Task {
                        if number.isMultiple(of: 3) {
                            try await store.withLease { _ in
                                #expect(writers.add(1) == 1)
                                #expect(readers.count == 0)
                                await Task.yield()
                                _ = writers.add(-1)
                            }
                        } else {
                            try await store.withLoan { _ in
                                _ = readers.add(1)
                                await Task.yield()
                                #expect(writers.count == 0)
                                _ = readers.add(-1)
                            }
                        }
                    }
                    for _ in 0..<(number + trial) % 5 { await Task.yield() }
                    if number.isMultiple(of: 2) { task.cancel() }
                    _ = await task.result
                }
            }
        }
        #expect(writers.count == 0 && readers.count == 0)
        #expect(await isFree())
    }

    // MARK: - The arenas

    @Test func momentumAndGradientsStartAtZero() async throws {
        let first = tiny.firstWeights.bits
        try await store.withLease { arenas in
            #expect(arenas.momentum.bits.allSatisfy { $0 == 0 } && arenas.gradients.bits.allSatisfy { $0 == 0 })
            #expect(arenas.weights.bits == first)
        }
    }

    /// A store that retires waits for the writer, hands out what it wrote without a copy, and is read as before.
    @Test func retiredWeightsAreThoseOfTheLastLease() async throws {
        let weights = tiny.firstWeights
        let store = ParameterStore(layout: tiny.layout, weights: weights)
        let (begun, gate) = (Gate(), Gate())
        let writer = Task {
            try await store.withLease { arenas in
                begun.open()
                await gate.wait()
                arenas.weights.pointer[3] = 5
                arenas.momentum.pointer[4] = 6
            }
        }
        await begun.wait()
        let retirement = Task { try await store.retire() }
        try await untilWaiting(1, on: store)
        gate.open()
        let retired = try await retirement.value
        #expect(retired.weights === weights && retired.weights.pointer[3] == 5 && retired.momentum.pointer[4] == 6)
        #expect(try await store.withLoan { $0 === weights })
        let again = try await store.retire()
        #expect(again.weights === weights && again.momentum === retired.momentum)
        try await writer.value
    }

    @Test func leaseOfARetiredStoreStops() async {
        await #expect(processExitsWith: .failure) {
            let tiny = try TinyTraining(rounds: 1)
            let store = ParameterStore(layout: tiny.layout, weights: tiny.firstWeights)
            _ = try await store.retire()
            try await store.withLease { _ in }
        }
    }

    @Test func whatIsLentAfterALeaseIsWhatItWrote() async throws {
        try await store.withLease { arenas in
            arenas.weights.pointer[3] = 5
            arenas.momentum.pointer[4] = 6
        }
        #expect(try await store.withLoan { $0.pointer[3] } == 5)
        let trained = try await store.withTrainedArenas { ($0.weights.pointer[3], $0.momentum.pointer[4]) }
        #expect(trained == (5, 6))
    }
}
