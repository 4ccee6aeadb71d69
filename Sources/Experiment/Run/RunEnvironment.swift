import Foundation
import Kernels

/// What a run was made with, for `environment.json`: nothing in it reaches the digest.
struct RunEnvironment {
    let version: String
    let workers: Int
    /// The build, with the digest of its executable.
    let build: String
    let started = Date()

    /// The name of the file in a run's folder.
    static let fileName = "environment.json"

    init(version: String, workers: Int) {
        self.version = version
        self.workers = workers
        build = BuildIdentity.text(version: version)
    }

    /// The cores at work.
    var busyCores: Int { min(workers, Processor.cores) }

    /// The document of a run that goes on: that of its beginning, with this environment in its list `resumed`.
    ///
    /// - Parameter file: The run's file; where it cannot be read this environment stands alone.
    func joining(_ file: String) -> JSONValue {
        guard let first = try? JSONSection(of: file, what: "the environment of a run").object else { return json }
        let earlier: [JSONValue] = if case .array(let list)? = first["resumed"] { list } else { [] }
        return first.setting("resumed", to: .array(earlier + [json]))
    }

    var json: JSONValue {
        [
            "greedynas": .string(version),
            "build": .string(Self.configuration),
            "executable": .string(build),
            "kernels_built_for": .array(KernelTarget.instructionSets.map { .string($0) }),
            "openblas": .string(MatrixProduct.library),
            "processor": .string(Processor.model),
            "cores": .integer(Processor.cores),
            "workers": .integer(workers),
            "system": .string(ProcessInfo.processInfo.operatingSystemVersionString),
            "memory_bytes": .integer(Int(ProcessInfo.processInfo.physicalMemory)),
            "command": .array(CommandLine.arguments.map { .string($0) }),
            "started": .string(ISO8601DateFormatter().string(from: started)),
        ]
    }

    private static var configuration: String {
        #if DEBUG
        "debug"
        #else
        "release"
        #endif
    }
}
