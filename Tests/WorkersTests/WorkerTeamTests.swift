import Testing
import Workers

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

struct WorkerTeamTests {
    /// Regions of every size from several jobs at once: every item once, none twice, none lost.
    @Test(arguments: [1, 2, 3, 8, 64]) func everyItemRunsOnceWhateverTheWidth(width: Int) async throws {
        let team = WorkerTeam(width: width)
        let results = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await team.run { crew in
                        let buffer = FloatBuffer(count: 300)
                        for _ in 0..<20 {
                            for count in [0, 1, 2, 7, 100] {
                                crew.forEach(count) { index, worker in
                                    precondition(worker >= 0 && worker < width)
                                    buffer.pointer[index] += 1
                                }
                            }
                        }
                        return (0..<100).map { Int(buffer.pointer[$0]) }
                    }
                }
            }
            return try await group.reduce(into: [[Int]]()) { $0.append($1) }
        }
        let expected = (0..<100).map { $0 == 0 ? 80 : $0 == 1 ? 60 : $0 < 7 ? 40 : 20 }
        #expect(results.count == 12)
        for counts in results { #expect(counts == expected) }
    }

    /// More regions than a ticket has generations, so that their numbers come round again while others help.
    @Test func everyItemRunsOnceWhenGenerationsComeRound() async throws {
        let team = WorkerTeam(width: 3)
        let counts = try await team.run { crew in
            let buffer = FloatBuffer(count: 4)
            for _ in 0..<70_000 { crew.forEach(4) { index, _ in buffer.pointer[index] += 1 } }
            return (0..<4).map { Int(buffer.pointer[$0]) }
        }
        #expect(counts == [70_000, 70_000, 70_000, 70_000])
    }

    /// Each item waits until all have begun: they cannot but run on as many threads.
    @Test(.timeLimit(.minutes(10)), arguments: [2, 5, 64]) func itemsOfALoneJobRunSideBySide(width: Int) async throws {
        let team = WorkerTeam(width: width)
        let workers = try await team.run { crew in
            let meeting = Meeting(of: width)
            let buffer = FloatBuffer(count: width)
            crew.forEach(width) { index, worker in
                meeting.attend()
                buffer.pointer[index] = Float(worker)
            }
            return (0..<width).map { Int(buffer.pointer[$0]) }
        }
        #expect(workers.sorted() == Array(0..<width))
    }

    @Test(.timeLimit(.minutes(10)), arguments: [1, 2, 64]) func asManyJobsAsThreadsRunSideBySide(
        width: Int
    ) async throws {
        let team = WorkerTeam(width: width)
        let meeting = Meeting(of: width)
        let workers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<width {
                group.addTask {
                    try await team.run { crew in
                        meeting.attend()
                        return crew.worker
                    }
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(workers.sorted() == Array(0..<width))
    }

    /// A thread's scratch goes by its number: at no moment do two items hold the same one.
    @Test(arguments: [2, 8, 64]) func noTwoItemsHoldAWorkersNumberAtOnce(width: Int) async throws {
        let team = WorkerTeam(width: width)
        let numbers = (0..<width).map { _ in Possession() }
        let collisions = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await team.run { crew in
                        let buffer = FloatBuffer(count: 40)
                        for _ in 0..<50 {
                            crew.forEach(40) { index, worker in
                                if !numbers[worker].take() { buffer.pointer[index] += 1 }
                                numbers[worker].release()
                            }
                        }
                        return (0..<40).reduce(0) { $0 + Int(buffer.pointer[$1]) }
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(collisions == 0)
    }

    @Test func aJobsErrorReachesTheCallerAndTheTeamGoesOn() async throws {
        struct Failure: Error, Equatable { var number: Int }
        let team = WorkerTeam(width: 2)
        await #expect(throws: Failure(number: 3)) { try await team.run { _ in throw Failure(number: 3) } }
        #expect(try await team.run { _ in 5 } == 5)
    }

    @Test func aJobKnowsTheTeamsWidth() async throws {
        for width in [1, 2, 7] {
            let team = WorkerTeam(width: width)
            #expect(team.width == width)
            #expect(try await team.run { $0.width } == width)
        }
    }

    /// A thread's own data is destroyed when the thread ends: that tells on it.
    @Test(.timeLimit(.minutes(10)), arguments: [1, 2, 64]) func threadsEndWhenTheTeamIsReleased(
        width: Int
    ) async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        var key = pthread_key_t()
        pthread_key_create(&key) { argument in
            // Optional on one system, not on the other.
            let argument: UnsafeMutableRawPointer? = argument
            if let argument { Unmanaged<ThreadsEnd>.fromOpaque(argument).takeRetainedValue().report() }
        }
        try await signOn(width: width, key: key, end: end)
        // The team was released when the function above returned; its threads were asleep or about to be.
        var ended = 0
        for await _ in ends {
            ended += 1
            if ended == width { break }
        }
        #expect(ended == width)
        pthread_key_delete(key)
    }

    private func signOn(width: Int, key: pthread_key_t, end: AsyncStream<Void>.Continuation) async throws {
        let team = WorkerTeam(width: width)
        let meeting = Meeting(of: width)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<width {
                group.addTask {
                    try await team.run { _ in
                        meeting.attend()
                        pthread_setspecific(key, Unmanaged.passRetained(ThreadsEnd(end)).toOpaque())
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func teamsComeAndGo() async throws {
        for round in 0..<50 {
            let team = WorkerTeam(width: 1 + round % 4)
            // Every other one is released before any of its threads was asked for anything.
            if round % 2 == 0 { #expect(try await team.run { _ in round } == round) }
        }
    }

    @Test func aTeamWithoutThreadsIsRefused() async {
        await #expect(processExitsWith: .failure) { _ = WorkerTeam(width: 0) }
    }

    @Test func aRegionInsideARegionIsRefused() async {
        await #expect(processExitsWith: .failure) {
            let team = WorkerTeam(width: 2)
            try await team.run { crew in
                crew.forEach(4) { _, _ in crew.forEach(4) { _, _ in } }
            }
        }
    }

    /// On one core as on many: what is wrong on a server must not pass on a laptop.
    @Test func aRegionInsideARegionIsRefusedWhereNobodyCouldHelp() async {
        await #expect(processExitsWith: .failure) {
            let team = WorkerTeam(width: 1)
            try await team.run { crew in
                crew.forEach(4) { _, _ in crew.forEach(4) { _, _ in } }
            }
        }
        await #expect(processExitsWith: .failure) {
            let team = WorkerTeam(width: 2)
            try await team.run { crew in
                crew.forEach(1) { _, _ in crew.forEach(4) { _, _ in } }
            }
        }
    }

    @Test func aRegionBeyondTheTicketsRangeIsRefused() async {
        await #expect(processExitsWith: .failure) {
            let team = WorkerTeam(width: 2)
            try await team.run { crew in crew.forEach(1 << 24) { _, _ in } }
        }
    }
}
