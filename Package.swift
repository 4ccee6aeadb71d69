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

/// The installed MPI, by the name that pkg-config knows it by, for `--traits MPI`; GREEDYNAS_MPI names another one (`mpich`).
let mpi = Context.environment["GREEDYNAS_MPI"] ?? "ompi-c"

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
/// Warns of every unsafe expression that is not marked as one.
let marked: [SwiftSetting] = [.strictMemorySafety()]

/// A module of the engine: its folder in `Sources`, the modules that it imports, and how it is compiled.
///
/// Every unsafe expression is marked: there are few, and the marks show where to look.
// Not in Kernels, NeuralNetwork and Optimizers, which reckon with pointers throughout: hundreds of marks would single out
// nothing.
func module(
    _ name: String, _ imports: [Target.Dependency] = [], _ settings: [SwiftSetting] = common, marksUnsafe: Bool = true
) -> Target {
    .target(
        name: name, dependencies: imports, swiftSettings: marksUnsafe ? settings + marked : settings,
        linkerSettings: [.linkedLibrary("m")])
}

/// The tests of a module: their folder in `Tests`, the modules that they import, and how they are compiled.
func tests(
    _ name: String, _ imports: [Target.Dependency], _ settings: [SwiftSetting] = common, fixtures: [Resource] = []
) -> Target {
    .testTarget(name: name + "Tests", dependencies: imports, resources: fixtures, swiftSettings: settings)
}

/// What computes, for the modules that train and score.
let engine: [Target.Dependency] = [
    "Optimizers", "NeuralNetwork", "Layout", "Architecture", "Exchange", "Workers", "Reproducibility",
]
/// The method itself, for the modules that run it, record it and report on it.
let methods: [Target.Dependency] = ["Supernet", "Retraining", "Search", "Analysis"] + engine

/// What tests of the upper half import: they run small runs, whatever they look at.
let upperHalf: [Target.Dependency] =
    [
        "TestSupport", "RunSupport", "Studies", "Rankings", "Measurements", "Runs", "RunReports", "Planning",
        "Scenarios", "ScenarioKeys", "NetworkFiles", "LatencyTables", "Export", "TensorFiles", "RunFiles",
        "Preparation",
        "Documents", "Host", "Reporting", "Simulation", "Datasets", "Imaging",
    ] + methods

let package = Package(
    name: "greedynas",
    products: [
        .executable(name: "greedynas", targets: ["CommandLineTool"]),
        .library(name: "GreedyNAS", targets: ["GreedyNAS"]),
    ],
    traits: [.trait(name: "MPI", description: "One run over many machines, by the installed MPI.")],
    targets: [
        .systemLibrary(name: "CProcessor"),
        .systemLibrary(name: "CMPI", pkgConfig: mpi, providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),
        module("Reproducibility", [], optimised),
        module("Workers", [], optimised),
        module("Exchange", ["Workers", .target(name: "CMPI", condition: .when(traits: ["MPI"]))], optimised),
        module("Kernels", ["CProcessor"], kernels, marksUnsafe: false),
        module("Architecture", ["Reproducibility"]),
        module("Layout", ["Architecture", "Kernels", "Workers", "Reproducibility"], optimised),
        module("Imaging", ["Reproducibility"], kernels),
        module("Datasets", ["Imaging", "Reproducibility"], optimised),
        module(
            "NeuralNetwork", ["Layout", "Architecture", "Kernels", "Workers", "Reproducibility"], kernels,
            marksUnsafe: false),
        module("Optimizers", ["Layout", "Workers"], kernels, marksUnsafe: false),
        module("Analysis", ["Architecture", "Reproducibility"], optimised),
        module("Search", ["Analysis", "Architecture", "Reproducibility"]),
        module("Supernet", engine + ["Datasets", "Imaging", "Search", "Analysis"]),
        module("Simulation", engine + ["Supernet", "Search", "Analysis"], optimised),
        module("Retraining", engine + ["Datasets", "Imaging"]),
        module("Reporting", ["Documents"]),
        module("Host", ["Kernels", "CProcessor"]),
        module("Documents", ["Architecture", "Reproducibility"]),
        module("Preparation", ["Documents", "Architecture", "Datasets", "Imaging", "Reproducibility"]),
        module("RunFiles", ["Documents", "Host", "Reporting", "Simulation", "Datasets", "Kernels"] + methods),
        module("TensorFiles", ["RunFiles", "Documents", "Kernels", "Retraining", "Supernet", "Analysis"] + engine),
        module(
            "LatencyTables",
            ["RunFiles", "Documents", "Host", "Datasets", "Search", "Analysis", "Architecture", "Reproducibility"]),
        module("NetworkFiles", ["RunFiles", "Documents", "Architecture"]),
        module("ScenarioKeys", ["Documents", "Architecture"]),
        module(
            "Scenarios",
            [
                "ScenarioKeys", "LatencyTables", "RunFiles", "Preparation", "Documents", "Datasets", "Imaging",
                "Simulation",
            ]
                + methods),
        module("Export", ["TensorFiles", "RunFiles", "Documents", "Datasets"] + methods, optimised),
        module(
            "Planning",
            [
                "Scenarios", "NetworkFiles", "LatencyTables", "Preparation", "RunFiles", "Documents", "Host",
                "Reporting", "Datasets",
                "Imaging", "Kernels",
            ] + methods),
        module(
            "RunReports", ["Scenarios", "RunFiles", "Documents", "Reporting", "Simulation", "Datasets"] + methods),
        module(
            "Runs",
            [
                "RunReports", "Planning", "Scenarios", "TensorFiles", "RunFiles", "Documents", "Host", "Reporting",
                "Datasets", "Imaging",
            ] + methods),
        module(
            "Measurements",
            [
                "Runs", "Scenarios", "NetworkFiles", "LatencyTables", "RunFiles", "Documents", "Host", "Datasets",
                "Kernels",
            ] + methods),
        module(
            "Rankings",
            ["Runs", "Planning", "Scenarios", "RunFiles", "Documents", "Host", "Datasets"] + methods),
        module(
            "Studies",
            [
                "Rankings", "Runs", "RunReports", "Planning", "Scenarios", "ScenarioKeys", "RunFiles", "Documents",
                "Host", "Reporting", "Simulation", "Datasets",
            ] + methods),
        // Folder and module differ from those of the program by more than case, which some file systems do not tell apart.
        .target(
            name: "GreedyNAS",
            dependencies: [
                "Studies", "Rankings", "Runs", "RunReports", "Planning", "Scenarios", "ScenarioKeys", "NetworkFiles",
                "LatencyTables", "Export", "RunFiles", "Documents", "Simulation", "Datasets", "Imaging",
            ] + methods, path: "Sources/Umbrella", swiftSettings: common + marked),
        .executableTarget(
            name: "CommandLineTool",
            dependencies: [
                "Studies", "Rankings", "Measurements", "Runs", "RunReports", "Planning", "Scenarios", "ScenarioKeys",
                "NetworkFiles", "LatencyTables", "Export", "RunFiles", "Preparation", "Documents", "Host", "Reporting",
                "Datasets", "NeuralNetwork", "Layout", "Architecture", "Exchange",
            ], path: "Sources/greedynas", swiftSettings: common + marked),
        .target(
            name: "TestSupport", dependencies: ["NeuralNetwork", "Exchange", "Workers", "Reproducibility"],
            path: "Tests/TestSupport", swiftSettings: optimised),
        tests("Workers", ["Workers"], optimised),
        tests("Exchange", ["TestSupport", "Exchange", "Workers"], optimised),
        tests("Kernels", ["Kernels", "NeuralNetwork", "Optimizers", "Workers", "Reproducibility"], optimised),
        tests(
            "NeuralNetwork", ["TestSupport", "Kernels"] + engine, optimised,
            fixtures: [.copy("Fixtures")]),
        tests("Supernet", ["TestSupport", "Supernet", "Search", "Analysis", "Kernels"] + engine, optimised),
        tests(
            "Simulation",
            ["Simulation", "Supernet", "Search"] + engine),
        tests("Retraining", ["TestSupport", "Retraining", "Datasets", "Kernels"] + engine, optimised),
        tests("Reproducibility", ["Reproducibility"]),
        tests("Architecture", ["Architecture", "Reproducibility"]),
        tests("Search", ["Search", "Analysis", "Architecture", "Reproducibility"]),
        tests("Imaging", ["Imaging", "Reproducibility"], fixtures: [.copy("Fixtures")]),
        tests("Datasets", ["TestSupport", "Datasets", "Imaging", "Reproducibility"], optimised),
        tests("Analysis", ["Analysis", "Architecture", "Reproducibility"]),
        tests("Reporting", ["TestSupport", "Reporting"]),
        .target(
            name: "RunSupport", dependencies: ["TestSupport", "Runs", "Scenarios", "RunFiles", "Documents"],
            path: "Tests/RunSupport", swiftSettings: common),
        tests(
            "Preparation",
            ["TestSupport", "RunSupport", "Preparation", "Documents", "Datasets", "Imaging", "Reproducibility"]),
        tests("Documents", ["TestSupport", "Documents", "Architecture", "Reproducibility"]),
        tests("Host", ["Host"]),
        tests("NetworkFiles", upperHalf),
        tests("RunFiles", upperHalf),
        tests("TensorFiles", upperHalf),
        tests("LatencyTables", upperHalf),
        tests("Export", upperHalf),
        tests("Scenarios", upperHalf),
        tests("Planning", upperHalf),
        tests("RunReports", upperHalf),
        tests("Runs", upperHalf),
        tests("Measurements", upperHalf),
        tests("Rankings", upperHalf),
        tests("Studies", upperHalf),
        tests("HostileFiles", upperHalf),
        tests("House", ["TestSupport"]),
        tests("Embedding", ["GreedyNAS", "TestSupport"]),
        tests("Command", ["CommandLineTool"] + upperHalf),
    ],
    swiftLanguageModes: [.v6]
)
