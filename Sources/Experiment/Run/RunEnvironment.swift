import Foundation
import Kernels

/// What a run was made with, for `environment.json`: nothing in it reaches the digest.
struct RunEnvironment {
    let version: String
    let workers: Int
    let started = Date()

    var json: JSONValue {
        [
            "greedynas": .string(version),
            "build": .string(Self.configuration),
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
