package import Foundation

/// The folder that the tests were compiled in, for those that read what lies beside the sources.
package enum Checkout {
    /// Holds `Package.swift`, `Sources`, `Tests` and `Scenarios`.
    package static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
