import Architecture
import Testing

struct PublishedNetworkTests {
    /// Counted apart from this code, at 224x224 and 1000 classes.
    static let counts: [(name: String, macs: Int, params: Int)] = [
        ("GreedyNAS-A", 369_983_648, 6_503_082),
        ("GreedyNAS-B", 323_520_704, 5_207_804),
        ("GreedyNAS-C", 284_284_064, 4_740_746),
        ("ProxylessNAS-R-mobile", 320_427_584, 4_080_512),
        ("MobileNetV2-1.0", 300_774_272, 3_504_872),
        ("FairNAS-A", 388_122_848, 4_651_352),
        ("FairNAS-B", 345_297_632, 4_506_272),
        ("FairNAS-C", 321_024_992, 4_397_864),
        ("SCARLET-A", 365_307_392, 6_707_720),
        ("SCARLET-B", 326_853_440, 6_531_556),
        ("SCARLET-C", 280_082_912, 6_073_684),
        ("MnasNet-A1", 311_579_072, 3_887_038),
        ("EfficientNet-B0", 385_814_752, 5_288_548),
        ("DARTS_V2", 529_911_552, 4_718_752),
    ]

    @Test(arguments: counts) func countsAreExact(name: String, macs: Int, params: Int) throws {
        let network = try #require(PublishedNetwork.named(name))
        #expect(network.blueprint.macs == macs)
        #expect(network.blueprint.params == params)
        #expect(network.blueprint.side == 224)
        #expect(network.blueprint.channels == 3)
        #expect(network.blueprint.classes == 1000)
    }

    @Test func everyNetworkIsCounted() {
        #expect(PublishedNetwork.all.map(\.name) == Self.counts.map(\.name))
    }

    /// The authors round, and count a little otherwise; a wrong unit or a swapped figure would be far off.
    @Test(arguments: PublishedNetwork.all) func printedFiguresAreNearTheCounts(network: PublishedNetwork) {
        let macs = Double(network.publishedMacs) / Double(network.blueprint.macs)
        let params = Double(network.publishedParams) / Double(network.blueprint.params)
        // What is printed for DARTS counts more than convolutions and classifier.
        #expect(abs(macs - 1) < (network.name == "DARTS_V2" ? 0.09 : 0.02))
        #expect(abs(params - 1) < 0.035)
        #expect((0.7...0.8).contains(network.publishedTop1))
        #expect((0.9...0.95).contains(network.publishedTop5))
    }

    /// All digits that are printed, and no others.
    @Test func accuraciesAreThePrintedOnes() {
        #expect(PublishedNetwork.named("FairNAS-C")?.publishedTop1 == 0.7469)
        #expect(PublishedNetwork.named("FairNAS-A")?.publishedTop1 == 0.7534)
        #expect(PublishedNetwork.named("GreedyNAS-A")?.publishedTop1 == 0.771)
        #expect(PublishedNetwork.named("SCARLET-A")?.publishedTop5 == 0.934)
    }

    @Test func namesAreFoundInAnyCase() {
        #expect(PublishedNetwork.named("greedynas-a")?.name == "GreedyNAS-A")
        #expect(PublishedNetwork.named("MNASNET-a1")?.name == "MnasNet-A1")
        #expect(PublishedNetwork.named("GreedyNAS") == nil)
        #expect(PublishedNetwork.named("") == nil)
    }

    /// The choices of the authors' files, in the order of `SearchSpace.operations13`.
    @Test(arguments: [
        (
            "GreedyNAS-A",
            """
            k5e3se k3e3 id k3e3se | k5e3 k7e3 k3e6se k5e6se | k5e3se k7e3se k7e6 k5e3 | k5e3se k3e3se k3e6 k7e3se |
            k7e3se k7e6se k5e3 k3e6se | k7e6se
            """
        ),
        (
            "GreedyNAS-B",
            """
            k5e3se k5e3se k5e3se id | k5e3se k7e3se k5e3se k3e3 | k5e6 id k7e3se k7e3se | k3e3se k5e3 k5e3 k7e3se |
            k5e6se k7e3se k3e3se k7e3se | k7e6se
            """
        ),
        (
            "GreedyNAS-C",
            """
            k7e3 id id k3e3se | k5e3se id k3e3se k3e3se | k7e3se k5e6se k5e3se id | k5e3se k5e3 k3e6 k7e3 |
            k5e3se k3e3 k7e3se k5e3 | k7e6se
            """
        ),
    ]) func greedyNetworksArePathsOfTheirSpace(name: String, path: String) throws {
        let space = try SearchSpace(
            macro: .imagenet, operations: SearchSpace.operations13,
            activation: SearchSpace.conventionalActivation(for: SearchSpace.operations13))
        let published = try #require(PublishedNetwork.named(name))
        #expect(space.blueprint(of: try space.path(from: path)) == published.blueprint)
    }
}
