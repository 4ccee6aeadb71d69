import Documents
package import Foundation
import TestSupport

/// The scenarios that come with the engine, found beside the sources: each is in one list, and each list is tested.
package enum ShippedScenarios {
    package static let folder = Checkout.folder.appendingPathComponent("Scenarios")

    /// Those that stand alone.
    package static let names = [
        "cifar10", "fair", "folder", "imagenet", "quickstart", "retrain-mnasnet", "retrain-proxyless", "simulation",
        "simulation-no-signal", "truth", "uniform",
    ]
    /// Those of `nas-bench-macro`, which look for a published table beside themselves.
    package static let macros = ["fair", "greedy", "greedy-paper", "uniform"]
    /// Those of `sweeps`, which are many runs.
    package static let sweeps = ["alpha", "epsilon", "m-k", "pool-size", "scoring-images"]
    /// Those of `table-1`, the rows of the paper's first table.
    package static let rows = [
        "fairnas", "filter-without-pool", "greedy", "greedy-latency", "greedy-macs", "k-equals-m",
        "pool-without-filter", "random-search", "random-search-e", "random-search-e-cut", "uniform-sampling",
        "uniform-sampling-e-cut", "uniform-sampling-e-planned",
    ]
    /// Those of `table-1-cifar10`, rows on real pictures.
    package static let realRows = ["greedy", "uniform-e-cut", "uniform-e-planned"]
    /// Those of `table-2`, recipes for published networks.
    package static let recipes = ["cifar10"]

    /// What stands beside scenarios: a published table, and those of `greedynas latency` and `greedynas truth`.
    private static let companions = [
        "nas-bench-macro/nas-bench-macro_cifar10.json", "table-1/latency.json", "truth-cifar10.json",
    ]

    /// The files of all lists, as paths below the folder.
    package static var listed: [String] {
        let folders = [
            ("nas-bench-macro", macros), ("sweeps", sweeps), ("table-1", rows), ("table-1-cifar10", realRows),
            ("table-2", recipes),
        ]
        let below = folders.flatMap { folder, names in names.map { "\(folder)/\($0)" } }
        return (names + below).map { "\($0).json" }.sorted()
    }

    /// The files that are there, as paths below the folder.
    package static func present() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            !FolderContents.isFolder(folder.appendingPathComponent(path).path) && !companions.contains(path)
        }.sorted()
    }

    /// Where a scenario lies: its name, with the folder's name before it where it is in one.
    package static func path(_ name: String) -> String { folder.appendingPathComponent("\(name).json").path }
}
