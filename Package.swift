// swift-tools-version: 6.2
import PackageDescription

/// Kernels are built for the processor at hand, so that 16 floats move in one instruction where it can;
/// GREEDYNAS_CPU names another one (`x86-64-v3`, `znver4`, ...) for a build that is carried elsewhere.
let processor = Context.environment["GREEDYNAS_CPU"] ?? "native"
#if arch(arm64)
let processorFlags = ["-Xcc", "-mcpu=\(processor)"]
#else
let processorFlags = ["-Xcc", "-march=\(processor)"]
#endif

let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
/// Loops over pixels are optimised in debug builds too: unoptimised they are about 200 times slower,
/// and the tests run them.
// One module at a time, since kernels are generic over vector widths; without batch mode, or the driver warns.
let optimised =
    common + [
        .unsafeFlags(
            ["-O", "-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"],
            .when(configuration: .debug))
    ]
let kernels = optimised + [.unsafeFlags(processorFlags)]

/// Modules in which every unsafe expression is marked: there are few, and the marks show where to look.
// Off in Kernels and NeuralNetwork, which reckon with pointers throughout: nearly 700 marks would single out nothing.
// Off as well in the modules that hand buffers on to them.
let safe: [SwiftSetting] = [.strictMemorySafety()]

/// A module of the engine: its folder in `Sources`, the modules that it imports, and how it is compiled.
func module(_ name: String, _ imports: [Target.Dependency] = [], _ settings: [SwiftSetting] = common) -> Target {
    .target(name: name, dependencies: imports, swiftSettings: settings, linkerSettings: [.linkedLibrary("m")])
}

/// The tests of a module: their folder in `Tests`, the modules that they import, and how they are compiled.
func tests(
    _ name: String, _ imports: [Target.Dependency], _ settings: [SwiftSetting] = common, fixtures: [Resource] = []
) -> Target {
    .testTarget(name: name + "Tests", dependencies: imports, resources: fixtures, swiftSettings: settings)
}

let package = Package(
    name: "greedynas",
    products: [
        .executable(name: "greedynas", targets: ["greedynas"]),
        .library(
            name: "GreedyNAS",
            targets: [
                "Architecture", "Datasets", "Kernels", "Workers", "NeuralNetwork", "Supernet", "Simulation", "Search",
                "Retraining", "Analysis", "Experiment",
            ]),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CProcessor"),
        module("Reproducibility", [], optimised + safe),
        module("Workers", [], optimised + safe),
        module("Kernels", ["COpenBLAS", "CProcessor"], kernels),
        module("Architecture", ["Reproducibility"], common + safe),
        module("Datasets", ["Reproducibility"], optimised + safe),
        module("NeuralNetwork", ["Kernels", "Workers", "Architecture", "Reproducibility"], kernels),
        module("Analysis", ["Architecture", "Reproducibility"], common + safe),
        module("Search", ["Architecture", "Reproducibility"], common + safe),
        module("Supernet", ["NeuralNetwork", "Workers", "Architecture", "Datasets", "Reproducibility"]),
        module(
            "Simulation", ["Supernet", "NeuralNetwork", "Workers", "Analysis", "Architecture", "Reproducibility"],
            optimised),
        module("Retraining", ["NeuralNetwork", "Workers", "Architecture", "Datasets", "Reproducibility"]),
        module("Reporting", [], common + safe),
        module(
            "Experiment",
            [
                "Supernet", "Simulation", "Retraining", "NeuralNetwork", "Kernels", "Workers", "Architecture",
                "Datasets",
                "Reporting", "Analysis", "Search", "Reproducibility", "CProcessor",
            ]),
        .executableTarget(
            name: "greedynas",
            dependencies: ["Experiment", "Architecture", "Datasets", "Analysis", "Reporting", "CProcessor", "Kernels"],
            swiftSettings: common),
        tests("Workers", ["Workers"], optimised),
        tests("Kernels", ["Kernels", "Workers", "Reproducibility"], optimised),
        tests(
            "NeuralNetwork", ["NeuralNetwork", "Kernels", "Workers", "Architecture", "Reproducibility"], optimised,
            fixtures: [.copy("Fixtures")]),
        tests(
            "Supernet", ["Supernet", "NeuralNetwork", "Workers", "Kernels", "Architecture", "Reproducibility"],
            optimised),
        tests(
            "Simulation",
            ["Simulation", "Supernet", "NeuralNetwork", "Workers", "Architecture", "Reproducibility"]),
        tests(
            "Retraining",
            ["Retraining", "NeuralNetwork", "Kernels", "Workers", "Architecture", "Datasets", "Reproducibility"],
            optimised),
        tests("Reproducibility", ["Reproducibility"]),
        tests("Architecture", ["Architecture", "Reproducibility"]),
        tests("Search", ["Search", "Architecture", "Reproducibility"]),
        tests("Datasets", ["Datasets", "Reproducibility"], optimised),
        tests("Analysis", ["Analysis", "Architecture", "Reproducibility"]),
        tests("Reporting", ["Reporting"]),
        tests(
            "Experiment",
            [
                "Experiment", "Kernels", "Workers", "Supernet", "NeuralNetwork", "Architecture", "Datasets", "Search",
                "Reporting", "Reproducibility",
            ]),
        tests(
            "HostileFiles",
            ["Experiment", "NeuralNetwork", "Workers", "Architecture", "Datasets", "Search", "Reproducibility"]),
        tests("Command", ["greedynas", "Experiment", "Datasets"]),
    ],
    swiftLanguageModes: [.v6]
)
