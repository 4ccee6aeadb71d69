import Foundation

/// The scenarios that come with the engine, found beside the sources.
enum ShippedScenarios {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scenarios")

    static let names = ["cifar10", "fair", "imagenet", "quickstart", "simulation", "simulation-no-signal", "uniform"]

    static func path(_ name: String) -> String { folder.appendingPathComponent("\(name).json").path }
}
