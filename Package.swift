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

let package = Package(
    name: "greedynas",
    products: [
        .executable(name: "greedynas", targets: ["greedynas"]),
        .library(
            name: "GreedyNAS",
            targets: [
                "Architecture", "Datasets", "Kernels", "NeuralNetwork", "Supernet", "Simulation", "Search",
                "Retraining",
                "Analysis", "Experiment",
            ]),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
        .systemLibrary(name: "CProcessor"),
        .target(name: "Reproducibility", swiftSettings: optimised, linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "Kernels", dependencies: ["COpenBLAS", "CProcessor"], swiftSettings: kernels,
            linkerSettings: [.linkedLibrary("m")]),
        .target(name: "Architecture", dependencies: ["Reproducibility"], swiftSettings: common),
        .target(name: "Datasets", dependencies: ["Reproducibility"], swiftSettings: optimised),
        .target(
            name: "NeuralNetwork", dependencies: ["Kernels", "Architecture", "Reproducibility"], swiftSettings: kernels),
        .target(name: "Analysis", dependencies: ["Architecture", "Reproducibility"], swiftSettings: common),
        .target(
            name: "Simulation",
            dependencies: ["Supernet", "NeuralNetwork", "Kernels", "Analysis", "Architecture", "Reproducibility"],
            swiftSettings: optimised),
        .target(name: "Search", dependencies: ["Architecture", "Reproducibility"], swiftSettings: common),
        .target(
            name: "Supernet",
            dependencies: ["NeuralNetwork", "Kernels", "Architecture", "Datasets", "Reproducibility"],
            swiftSettings: common),
        .target(
            name: "Retraining",
            dependencies: ["NeuralNetwork", "Kernels", "Architecture", "Datasets", "Reproducibility"],
            swiftSettings: common),
        .target(name: "Reporting", swiftSettings: common),
        .target(
            name: "Experiment",
            dependencies: [
                "Supernet", "Simulation", "Retraining", "NeuralNetwork", "Kernels", "Architecture", "Datasets",
                "Reporting", "Analysis", "Search", "Reproducibility", "CProcessor",
            ],
            swiftSettings: common),
        .executableTarget(
            name: "greedynas",
            dependencies: ["Experiment", "Architecture", "Datasets", "Analysis", "Reporting", "CProcessor"],
            swiftSettings: common),
        .testTarget(
            name: "KernelsTests", dependencies: ["Kernels", "Reproducibility"],
            swiftSettings: optimised),
        .testTarget(
            name: "NeuralNetworkTests", dependencies: ["NeuralNetwork", "Kernels", "Architecture", "Reproducibility"],
            resources: [.copy("Fixtures")], swiftSettings: optimised),
        .testTarget(
            name: "SupernetTests",
            dependencies: ["Supernet", "NeuralNetwork", "Kernels", "Architecture", "Reproducibility"],
            swiftSettings: optimised),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Simulation", "Supernet", "NeuralNetwork", "Kernels", "Architecture", "Reproducibility"],
            swiftSettings: common),
        .testTarget(
            name: "RetrainingTests",
            dependencies: ["Retraining", "NeuralNetwork", "Kernels", "Architecture", "Datasets", "Reproducibility"],
            swiftSettings: optimised),
        .testTarget(name: "ReproducibilityTests", dependencies: ["Reproducibility"], swiftSettings: common),
        .testTarget(
            name: "ArchitectureTests", dependencies: ["Architecture", "Reproducibility"], swiftSettings: common),
        .testTarget(
            name: "SearchTests", dependencies: ["Search", "Architecture", "Reproducibility"], swiftSettings: common),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "Reproducibility"], swiftSettings: optimised),
        .testTarget(
            name: "AnalysisTests", dependencies: ["Analysis", "Architecture", "Reproducibility"], swiftSettings: common),
        .testTarget(name: "ReportingTests", dependencies: ["Reporting"], swiftSettings: common),
        .testTarget(
            name: "ExperimentTests",
            dependencies: [
                "Experiment", "Kernels", "Supernet", "NeuralNetwork", "Architecture", "Datasets", "Search", "Reporting",
                "Reproducibility",
            ],
            swiftSettings: common),
        .testTarget(
            name: "HostileFilesTests",
            dependencies: ["Experiment", "NeuralNetwork", "Architecture", "Datasets", "Search", "Reproducibility"],
            swiftSettings: common),
        .testTarget(
            name: "CommandTests", dependencies: ["greedynas", "Experiment", "Datasets"], swiftSettings: common),
    ],
    swiftLanguageModes: [.v6]
)
