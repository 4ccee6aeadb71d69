package import Documents
import Foundation
import Host
import Kernels

/// What a run was made with, for `environment.json`: nothing in it reaches the digest.
package struct RunEnvironment {
    package let workers: Int
    /// What was computed.
    let kind: Kind
    /// The build, with the digest of its executable.
    package let build: String
    let started = Date()

    /// What a folder is of.
    package enum Kind: String {
        /// A run, which can be resumed.
        case run
        /// A search of its own.
        case search
        /// A retraining of its own.
        case retrain
        /// A simulation.
        case simulation
    }

    /// Refuses the folder of anything but a run, which has no checkpoints.
    ///
    /// - Parameter file: The folder's file; a folder without one is a run's, since others write it first.
    /// - Throws: `Refusal`.
    package static func check(isOfRun file: String) throws(Refusal) {
        guard FolderContents.exists(file) else { return }
        let environment = try JSONSection(of: file, what: "the environment of a run")
        guard let kind = environment.object["kind"], kind != .string(Kind.run.rawValue) else { return }
        let words =
            switch kind {
            case .string(Kind.search.rawValue): "a search of its own"
            case .string(Kind.simulation.rawValue): "a simulation"
            default: "a retraining of its own"
            }
        throw Refusal("\(file) is of \(words), which cannot be resumed; expected the folder of a run")
    }

    /// Whether a folder's file is that of a simulation.
    ///
    /// - Throws: `Refusal` where it cannot be read.
    package static func isOfSimulation(_ file: String) throws(Refusal) -> Bool {
        try JSONSection(of: file, what: "the environment of a run").object["kind"] == .string(Kind.simulation.rawValue)
    }

    package init(workers: Int, kind: Kind = .run) {
        self.kind = kind
        self.workers = workers
        build = BuildIdentity.text
    }

    /// The cores at work.
    package var busyCores: Int { min(workers, Processor.cores) }

    /// The document of a run that goes on: that of its beginning, with this environment in its list `resumed`.
    ///
    /// - Parameter file: The run's file; where it cannot be read this environment stands alone.
    package func joining(_ file: String) -> JSONValue {
        guard let first = try? JSONSection(of: file, what: "the environment of a run").object else { return json }
        let earlier: [JSONValue] = if case .array(let list)? = first["resumed"] { list } else { [] }
        return first.setting("resumed", to: .array(earlier + [json]))
    }

    package var json: JSONValue {
        [
            "greedynas": .string(BuildIdentity.version),
            "kind": .string(kind.rawValue),
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
