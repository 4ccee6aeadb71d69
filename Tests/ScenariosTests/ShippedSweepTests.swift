import RunSupport
import Scenarios
import Supernet
import Testing

/// The sweeps of `Scenarios/sweeps`.
struct ShippedSweepTests {
    private func sweep(_ name: String) throws -> ScenarioSweep {
        try ScenarioFile.readSweep(ShippedScenarios.path("sweeps/\(name)"))
    }

    /// Pictures, space, batches and rates are the quickstart's, so that all of them can be held against it.
    @Test(arguments: ShippedScenarios.sweeps)
    func sweepsTheQuickstart(name: String) throws {
        let quickstart = try ScenarioFile.read(ShippedScenarios.path("quickstart"))
        let sweep = try sweep(name)
        #expect(sweep.name == name)
        for scenario in sweep.combinations.map(\.scenario) {
            #expect(scenario.data == quickstart.data)
            #expect(scenario.searchSpace == quickstart.searchSpace)
            #expect(scenario.supernet.batch == quickstart.supernet.batch)
            #expect(scenario.supernet.optimizer == quickstart.supernet.optimizer)
            #expect(scenario.until == .search)
        }
    }

    /// Where the length is not what is looked at, all runs of a sweep make as many updates, and none ends early.
    @Test(arguments: ["epsilon", "m-k", "scoring-images"])
    func runsMakeAsManyUpdates(name: String) throws {
        let supernets = try sweep(name).combinations.map(\.scenario.supernet)
        let updates = supernets.map { supernet in
            if case .rounds(let rounds) = supernet.length { rounds * supernet.k * supernet.stepsPerPath } else { 0 }
        }
        #expect(Set(updates).count == 1 && updates[0] > 0)
        #expect(supernets.allSatisfy { $0.alpha == 0 })
    }

    @Test func valuesAreThoseThatAreAskedAbout() throws {
        let supernets = try sweep("m-k").combinations.map(\.scenario.supernet)
        #expect(supernets.contains { $0.m == 1 } && supernets.contains { $0.m == $0.k && $0.m > 1 })
        #expect(supernets.contains { $0.m == 10 && $0.k == 5 })
        let epsilons = try sweep("epsilon").combinations.map(\.scenario.supernet.epsilon)
        #expect(epsilons.filter { $0.schedule == .constant }.map(\.maximum) == [0, 0.2, 0.4, 0.6, 0.8])
        #expect(epsilons.filter { $0.schedule == .linear }.map(\.maximum) == [0.4, 0.8])
        let alphas = try sweep("alpha").combinations.map(\.scenario.supernet.alpha)
        #expect(alphas.first == 0.02 && alphas.last == 0.3)
        let images = try sweep("scoring-images").combinations.map(\.scenario.supernet.scoringPictures)
        #expect(images == [32, 64, 128, 256, 512])
    }
}
