import Reproducibility
import Search
import Testing

struct HypervolumeTests {
    @Test func boxesAreAddedUp() {
        let plane = Hypervolume(ideal: [0, 10], reference: [1, 20])
        #expect(plane.share(of: []) == 0)
        #expect(plane.share(of: [[0, 10]]) == 1)
        #expect(plane.share(of: [[0.5, 15]]) == 0.25)
        // Two boxes of which each hides a part of the other.
        #expect(abs(plane.share(of: [[0.25, 15], [0.5, 12.5]]) - (0.75 * 0.5 + 0.5 * 0.25)) < 1e-12)
        // What is dominated adds nothing, nor does what is no better than the reference.
        #expect(plane.share(of: [[0.5, 15], [0.6, 16], [1, 10], [0.1, 25], [1.5, 11]]) == 0.25)
        #expect(Hypervolume(ideal: [2], reference: [4]).share(of: [[3.5], [3]]) == 0.5)
    }

    /// Against counting points that are dominated.
    @Test(arguments: [2, 3, 4]) func volumeIsTheShareOfPointsDominated(objectives: Int) {
        var random = RandomStream(seed: UInt64(objectives), purpose: .simulation)
        let box = Hypervolume(
            ideal: [Double](repeating: 0, count: objectives), reference: [Double](repeating: 1, count: objectives))
        let front = (0..<12).map { _ in (0..<objectives).map { _ in random.uniform() } }
        let samples = 40_000
        let dominated = (0..<samples).count { _ in
            let point = (0..<objectives).map { _ in random.uniform() }
            return front.contains { zip($0, point).allSatisfy { $0 <= $1 } }
        }
        #expect(abs(box.share(of: front) - Double(dominated) / Double(samples)) < 0.015)
        #expect(box.share(of: front) == box.share(of: front.reversed()))
    }
}
