import Datasets
import Documents
import Foundation
import Host
import Runs
import Scenarios

/// The program from its arguments to its exit code.
enum Program {
    /// Carries out a command line.
    ///
    /// - Returns: 0 done, 1 failed, 2 wrong usage or a scenario that is not valid, 130 and 143 after SIGINT and SIGTERM.
    @concurrent static func run(_ words: [String]) async -> Int32 {
        do {
            // Before anything that was compiled for another processor dies of an instruction this one lacks.
            if let sentence = Processor.shortcoming { throw Refusal(sentence) }
            switch try CommandTable.request(words) {
            case .text(let text): try StandardStreams.print(text)
            case .run(let command, let arguments):
                if command.computes, !arguments.isGiven(SharedOptions.quiet),
                    let sentence = ThreadVariables.conflict(in: ProcessInfo.processInfo.environment)
                {
                    StandardStreams.note("greedynas: \(sentence)")
                }
                try StandardStreams.print(try await command.run(arguments))
            }
            return 0
        } catch {
            StandardStreams.note("greedynas: \(sentence(of: error))")
            return code(of: error)
        }
    }

    /// The exit code of an error.
    static func code(of error: any Error) -> Int32 {
        switch error {
        case let interruption as RunInterruption: 128 + interruption.signal
        case is UsageError, is ScenarioError, is Refusal: 2
        // The folder named is not the set's: found out before anything is read.
        case DatasetsError.folderMissing, DatasetsError.filesMissing, DatasetsError.batchMissing: 2
        default: 1
        }
    }

    /// The error's own sentence without its last full stop, whichever module it comes from.
    static func sentence(of error: any Error) -> String {
        let text = "\(error)"
        return text.hasSuffix(".") && !text.hasSuffix("..") ? String(text.dropLast()) : text
    }
}
