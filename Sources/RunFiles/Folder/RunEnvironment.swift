package import Documents
import Foundation
import Host
import Kernels

/// What a run was made with, for `environment.json`: nothing in it reaches the digest.
package struct RunEnvironment {
    /// The threads that compute.
    package let workers: Int
    /// What was computed.
    let kind: Kind
    /// The folder of the run whose supernet a standalone search has searched, or a retraining has begun with; nil for all others.
    private let run: String?
    /// The processes that compute together; nil for one alone.
    private let ranks: JSONValue?
    /// The build, with the digest of its executable.
    package let build: String
    /// When the environment was taken down, for `started`.
    let started = Date()

    /// What a folder is of.
    package enum Kind: String, CaseIterable {
        /// A run, which can be resumed.
        case run
        /// A standalone search.
        case search
        /// A standalone retraining.
        case retrain
        /// A simulation.
        case simulation

        /// What the folder is of, in words.
        package var words: String {
            switch self {
            case .run: "a run"
            case .search: "a standalone search"
            case .retrain: "a standalone retraining"
            case .simulation: "a simulation"
            }
        }
    }

    /// The environment of this process, as from now.
    ///
    /// - Parameters:
    ///   - workers: The threads that compute.
    ///   - kind: What is computed.
    ///   - run: The folder of the run whose supernet is searched, for a standalone search, or begun with, for a retraining.
    ///   - ranks: The processes that compute together; nil for one alone.
    package init(workers: Int, kind: Kind = .run, of run: String? = nil, ranks: JSONValue? = nil) {
        self.ranks = ranks
        self.kind = kind
        self.run = run.map { FilePath.absolute($0, in: nil) }
        self.workers = workers
        build = BuildIdentity.text
    }

    /// The cores at work.
    package var busyCores: Int { min(workers, Processor.cores) }

    /// The document of a resumed run: that of its beginning, with this environment in its list `resumed`.
    ///
    /// - Parameter file: The run's file; where it cannot be read this environment stands alone.
    package func joining(_ file: String) -> JSONValue {
        guard let first = try? JSONSection(ofRunFile: file, what: WrittenEnvironment.what).object else { return json }
        let earlier: [JSONValue] = if case .array(let list)? = first[Self.resumed] { list } else { [] }
        return first.setting(Self.resumed, to: .array(earlier + [json]))
    }

    private static let resumed = "resumed"

    /// The document.
    package var json: JSONValue {
        var json: JSONValue = [
            "greedynas": .string(BuildIdentity.version),
            RunKey.kind: .string(kind.rawValue),
            "build": .string(Self.configuration),
            "executable": .string(build),
            "kernels_built_for": .array(KernelTarget.instructionSets.map { .string($0) }),
            WrittenEnvironment.processorKey: .string(Processor.model),
            WrittenEnvironment.coresKey: .integer(Processor.cores),
            RunKey.workers: .integer(workers),
            "system": .string(ProcessInfo.processInfo.operatingSystemVersionString),
            "memory_bytes": .integer(Int(ProcessInfo.processInfo.physicalMemory)),
            "command": .array(CommandLine.arguments.map { .string($0) }),
            WrittenEnvironment.startedKey: .string(ISO8601DateFormatter().string(from: started)),
        ]
        if let ranks { json = json.setting("ranks", to: ranks) }
        return (run.map { json.setting(WrittenEnvironment.runKey, to: .string($0)) } ?? json).withFormat
    }

    private static var configuration: String {
        #if DEBUG
        "debug"
        #else
        "release"
        #endif
    }
}
