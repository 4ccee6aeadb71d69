import Analysis
import Architecture
import Testing

struct TheoremSimulationTests {
    /// Group n has n good paths among 10, so that exactly the groups from k on succeed.
    @Test(arguments: 0...10)
    func countsGroupsWithAtLeastKGoodPaths(k: Int) {
        let simulation = TheoremSimulation(trials: 11, k: k, isGood: { $0.choices == [1] }) { trial in
            (0..<10).map { Path(choices: [$0 < trial ? 1 : 0]) }
        }
        #expect(simulation.successes == 11 - k)
        #expect(simulation.share == Double(11 - k) / 11)
    }

    @Test
    func standardErrorIsThatOfABinomialShare() {
        let simulation = TheoremSimulation(trials: 400, k: 1, isGood: { _ in true }) { _ in [Path(choices: [])] }
        #expect(simulation.standardError(of: 0.5) == 0.025)
        #expect(simulation.standardError(of: 1) == 0)
    }
}
