import Kernels
import Testing

struct WorkerTeamTests {
    /// Sums of squares by regions of every size, from several jobs at once: every item once, none twice, none lost.
    @Test(arguments: [1, 2, 3, 8]) func everyItemRunsOnceWhateverTheWidth(width: Int) async throws {
        let team = WorkerTeam(width: width)
        let results = try await withThrowingTaskGroup(of: (Int, [Int]).self) { group in
            for job in 0..<12 {
                group.addTask {
                    let counts = try await team.run { crew in
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
                    return (job, counts)
                }
            }
            return try await group.reduce(into: [Int: [Int]]()) { $0[$1.0] = $1.1 }
        }
        let expected = (0..<100).map { $0 == 0 ? 80 : $0 == 1 ? 60 : $0 < 7 ? 40 : 20 }
        #expect(results.count == 12)
        for counts in results.values { #expect(counts == expected) }
    }

    @Test func aJobsErrorReachesTheCallerAndTheTeamGoesOn() async throws {
        struct Failure: Error, Equatable { var number: Int }
        let team = WorkerTeam(width: 2)
        await #expect(throws: Failure(number: 3)) { try await team.run { _ in throw Failure(number: 3) } }
        #expect(try await team.run { _ in 5 } == 5)
    }
}
