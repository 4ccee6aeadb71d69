package import Foundation

/// The scenarios that come with the engine, found beside the sources.
package enum ShippedScenarios {
    package static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Scenarios")

    package static let names = [
        "cifar10", "fair", "imagenet", "quickstart", "simulation", "simulation-no-signal", "uniform",
    ]

    package static func path(_ name: String) -> String { folder.appendingPathComponent("\(name).json").path }
}
