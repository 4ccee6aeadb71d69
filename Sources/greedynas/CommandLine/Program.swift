import Datasets
import Documents
import Foundation
import Host
import Runs
import ScenarioKeys
import Scenarios

/// The program from its arguments to its exit code.
enum Program {
    /// Carries out a command line.
    ///
    /// - Returns: 0 done, 1 failed, 2 wrong usage or a scenario that is not valid, 128 and the signal's number after SIGINT,
    ///   SIGTERM, SIGHUP and SIGUSR1: 130, 143, 129 and 138 on Linux.
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
                    StandardStreams.hint(sentence)
                }
                let isQuiet = arguments.isGiven(SharedOptions.quiet)
                let text = try await PackingProgress.telling(isQuiet: isQuiet) { try await command.run(arguments) }
                if !text.isEmpty { try StandardStreams.print(text) }
            }
            return 0
        } catch {
            StandardStreams.fail(sentence(of: error))
            return code(of: error)
        }
    }

    /// The exit code of an error.
    static func code(of error: any Error) -> Int32 {
        switch error {
        case let interruption as RunInterruption: 128 + interruption.signal
        // Pictures that are not what they should be are input like a scenario; whoever reads some in the middle of a run
        // makes it the run's failure.
        case is UsageError, is ScenarioError, is Refusal, is DatasetsError: 2
        default: 1
        }
    }

    /// The error's own sentence without its last full stop, whichever module it comes from.
    static func sentence(of error: any Error) -> String {
        let text = "\(error)"
        return text.hasSuffix(".") && !text.hasSuffix("..") ? String(text.dropLast()) : text
    }
}
