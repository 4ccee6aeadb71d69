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
                "Retraining", "Analysis", "Studies", "Measurements", "Runs", "RunReports", "Planning", "Scenarios",
                "RunFiles", "Documents", "Host", "Reporting",
            ]),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CProcessor"),
        module("Reproducibility", [], optimised),
        module("Workers", [], optimised),
        module("Kernels", ["COpenBLAS", "CProcessor"], kernels),
        module("Architecture", ["Reproducibility"]),
        module("Datasets", ["Reproducibility"], optimised),
        module("NeuralNetwork", ["Kernels", "Workers", "Architecture", "Reproducibility"], kernels),
        module("Analysis", ["Architecture", "Reproducibility"]),
        module("Search", ["Architecture", "Reproducibility"]),
        module("Supernet", ["NeuralNetwork", "Workers", "Architecture", "Datasets", "Reproducibility"]),
        module(
            "Simulation", ["Supernet", "NeuralNetwork", "Workers", "Analysis", "Architecture", "Reproducibility"],
            optimised),
        module("Retraining", ["NeuralNetwork", "Workers", "Architecture", "Datasets", "Reproducibility"]),
        module("Reporting"),
        module("Host", ["Kernels", "CProcessor"]),
        module("Documents", ["Architecture"]),
        module(
            "RunFiles",
            [
                "Documents", "Host", "Reporting", "Simulation", "Supernet", "Retraining", "Search", "Analysis",
                "NeuralNetwork", "Architecture", "Kernels", "Workers", "Reproducibility",
            ]),
        module(
            "Scenarios",
            [
                "RunFiles", "Documents", "Supernet", "Simulation", "Retraining", "Search", "NeuralNetwork",
                "Architecture", "Datasets", "Reproducibility",
            ]),
        module(
            "Planning",
            [
                "Scenarios", "RunFiles", "Documents", "Host", "Reporting", "Supernet", "Search", "NeuralNetwork",
                "Architecture", "Datasets", "Workers", "Reproducibility",
            ]),
        module(
            "RunReports",
            [
                "Scenarios", "RunFiles", "Documents", "Reporting", "Simulation", "Supernet", "Retraining", "Search",
                "Analysis", "NeuralNetwork", "Architecture", "Reproducibility",
            ]),
        module(
            "Runs",
            [
                "RunReports", "Planning", "Scenarios", "RunFiles", "Documents", "Host", "Reporting", "Supernet",
                "Retraining", "Search", "NeuralNetwork", "Architecture", "Datasets", "Kernels", "Workers",
                "Reproducibility",
            ]),
        module(
            "Measurements",
            [
                "Runs", "Scenarios", "RunFiles", "Documents", "Host", "Supernet", "Retraining", "Search", "Analysis",
                "NeuralNetwork", "Architecture", "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        module(
            "Studies",
            [
                "Runs", "RunReports", "Scenarios", "RunFiles", "Documents", "Host", "Reporting", "Simulation",
                "Supernet", "Search", "Analysis", "NeuralNetwork", "Architecture", "Datasets", "Workers",
                "Reproducibility",
            ]),
        .executableTarget(
            name: "greedynas",
            dependencies: [
                "Studies", "Measurements", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents",
                "Host", "Reporting", "Analysis", "Architecture", "Datasets", "Kernels", "CProcessor",
            ],
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
        .target(
            name: "RunSupport",
            dependencies: ["Runs", "Scenarios", "RunFiles", "Documents", "Architecture"], path: "Tests/RunSupport",
            swiftSettings: common),
        tests("Documents", ["Documents", "RunSupport"]),
        tests("Host", ["Host"]),
        tests(
            "RunFiles",
            [
                "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents", "Host",
                "Reporting", "Simulation", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork",
                "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "Scenarios",
            [
                "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents", "Host",
                "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork", "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "Planning",
            [
                "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents", "Host",
                "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork", "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "RunReports",
            [
                "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents", "Host",
                "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork", "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "Runs",
            [
                "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents", "Host",
                "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork", "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "Measurements",
            [
                "Measurements", "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents",
                "Host", "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork", "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "Studies",
            [
                "Studies", "Simulation", "RunSupport", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles",
                "Documents", "Host", "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork",
                "Architecture", "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "HostileFiles",
            [
                "Studies", "Measurements", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles", "Documents",
                "Host", "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork", "Architecture",
                "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
        tests(
            "Command",
            [
                "greedynas", "Studies", "Measurements", "Runs", "RunReports", "Planning", "Scenarios", "RunFiles",
                "Documents", "Host", "Reporting", "Supernet", "Retraining", "Search", "Analysis", "NeuralNetwork",
                "Architecture", "Datasets", "Kernels", "Workers", "Reproducibility",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
