package import Documents
import Foundation

/// An outline of somebody's own, as a scenario or a file has it.
package enum OwnOutline {
    /// Every key with a value.
    package static let json: JSONValue = [
        "name": "mine", "side": 32, "channels": 3, "classes": 10, "stem_channels": 8, "stem_stride": 2,
        "fixed_channels": 8,
        "stages": [
            ["channels": 16, "layers": 2, "stride": 2], ["channels": 24, "layers": 1, "stride": 1],
        ],
        "head_channels": 32,
    ]

    /// A file that holds it, the same for all tests of the process.
    package static let file: String = {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("greedynas-outline-\(ProcessInfo.processInfo.processIdentifier).json").path
        try? Data(json.description.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }()
}
