import Testing

/// The house's order, as the article AddingToIt draws it: a module imports only what stands below it.
struct ArrowsTests {
    /// From the roof down.
    static let house = [
        "greedynas", "Umbrella",
        "Studies", "Rankings", "Measurements", "Runs", "RunReports", "Planning", "Scenarios", "ScenarioKeys",
        "NetworkFiles", "LatencyTables", "Export", "TensorFiles", "RunFiles", "Preparation", "Reporting", "Documents",
        "Host",
        "Simulation", "Retraining", "Supernet", "Search", "Analysis",
        "Optimizers", "NeuralNetwork", "Layout", "Datasets", "Imaging", "Architecture", "Kernels", "Exchange",
        "Workers",
        "Reproducibility", "CProcessor", "CMPI",
    ]

    /// What a module must not see although it stands below: the reason is what the module is for.
    static let walls: [(module: String, hidden: [String])] = [
        ("Supernet", ["Kernels"]), ("Optimizers", ["NeuralNetwork"]), ("Simulation", ["Kernels", "Datasets"]),
        ("Search", ["NeuralNetwork", "Layout", "Workers"]),
        ("Analysis", ["NeuralNetwork", "Layout", "Workers", "Datasets"]),
        ("Reporting", ["Supernet", "Search", "Retraining"]),
    ]

    @Test func everyModuleHasItsPlace() throws {
        #expect(try SourceTree().modules.keys.sorted() == Self.house.sorted())
    }

    /// However an import is written, it is seen.
    @Test func importsAreFound() {
        let file = SourceTree.File(
            "Kernels/A.swift",
            """
            // import Architecture
            import Workers  // for the team
            @testable package import RunFiles
            public import struct Supernet.Candidate
            import GreedyNAS
            let important = 1
            """)
        #expect(file.imports == ["Workers", "RunFiles", "Supernet", "Umbrella"])
        #expect(file.module == "Kernels")
    }

    @Test func noImportRunsUpwards() throws {
        let files = try SourceTree().files
        var arrows = 0
        for file in files {
            let own = try #require(Self.house.firstIndex(of: file.module))
            for name in file.imports {
                guard let other = Self.house.firstIndex(of: name) else { continue }
                arrows += 1
                #expect(other > own, "\(file.path) imports \(name), which stands above it or is itself")
            }
        }
        #expect(arrows > files.count, "the imports were not found")
    }

    @Test func wallsHold() throws {
        let tree = try SourceTree()
        for (module, hidden) in Self.walls {
            for file in try #require(tree.modules[module]) {
                #expect(!file.imports.contains { hidden.contains($0) }, "\(file.path) looks through a wall")
            }
        }
    }

    /// Whoever counts and computes is called by actors, and never waits for one.
    @Test(
        arguments: [
            "Architecture", "Imaging", "Kernels", "Layout", "NeuralNetwork", "Optimizers", "Search", "Analysis",
            "Reproducibility",
        ])
    func arithmeticKnowsNoActors(module: String) throws {
        for file in try #require(try SourceTree().modules[module]) {
            let words = Set(file.code.split { !$0.isLetter }.map(String.init))
            #expect(words.isDisjoint(with: ["actor", "await", "async", "Task"]), "\(file.path)")
        }
    }
}
