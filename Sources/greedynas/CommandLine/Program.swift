import Datasets
import Documents
import Exchange
import Foundation
import Host
import RunFiles
import Runs
import ScenarioKeys
import Scenarios

/// The program from its arguments to its exit code.
enum Program {
    /// Carries out a command line.
    ///
    /// Of several processes that MPI started the first one carries it out; the others follow it.
    ///
    /// - Returns: 0 done, 1 failed, 2 wrong usage or a scenario that is not valid, 128 and the signal's number after SIGINT,
    ///   SIGTERM, SIGHUP and SIGUSR1: 130, 143, 129 and 138 on Linux.
    @concurrent static func run(_ words: [String]) async -> Int32 {
        let environment = ProcessInfo.processInfo.environment
        let launch = Launch(environment: environment)
        var ranks: Ranks?
        var code: Int32 = 0
        // Whether all processes that were started together fail alike; those of a command that does not spread each have work
        // of their own.
        var isShared = true
        do {
            // Before anything that was compiled for another processor dies of an instruction this one lacks.
            if let sentence = Processor.shortcoming { throw Shortcoming(description: sentence) }
            switch try CommandTable.request(words) {
            case .text(let text): try StandardStreams.print(text)
            case .run(let command, var arguments):
                isShared = command.spreads
                let isQuiet = arguments.isGiven(SharedOptions.quiet)
                if command.spreads, launch.tasks > 1 { ranks = try join(launch) }
                if let ranks, !ranks.isFirst { return await follow(ranks, in: command, arguments) }
                if let ranks {
                    try check(ranks, in: command, arguments, isQuiet: isQuiet)
                }
                arguments.ranks = ranks
                if command.computes, !isQuiet, let sentence = ThreadVariables.conflict(in: environment) {
                    StandardStreams.hint(sentence)
                }
                try await carryOut(command, arguments)
            }
        } catch {
            // What keeps all of them from beginning is said once; where the others failed too, the launcher might end the
            // first one before it has said it.
            if isShared, launch.task > 0, !(error is Shortcoming) { return 0 }
            StandardStreams.fail(sentence(of: error))
            code = Self.code(of: error)
        }
        ranks?.end(code: code)
        return code
    }

    /// What the processor of this machine lacks, whatever those of other ranks have.
    private struct Shortcoming: Error, CustomStringConvertible {
        let description: String
    }

    /// Carries a command out and prints what it says.
    private static func carryOut(_ command: any Command, _ arguments: ParsedArguments) async throws {
        let text = try await PackingProgress.telling(isQuiet: arguments.isGiven(SharedOptions.quiet)) {
            try await command.run(arguments)
        }
        if !text.isEmpty { try StandardStreams.print(text) }
    }

    /// Joins the processes that were started beside this one.
    private static func join(_ launch: Launch) throws(Refusal) -> Ranks {
        do {
            return try Ranks.joined(
                as: Member(build: BuildIdentity.text, processor: Processor.model, cores: Processor.cores),
                after: launch)
        } catch {
            guard let sentence = launch.loneliness(after: error, knowsMPI: Ranks.knowsMPI) else {
                preconditionFailure("a process that was started alone looked for others")
            }
            throw Refusal(sentence)
        }
    }

    /// Does what the first rank orders, which hears of signals that come here.
    private static func follow(_ ranks: Ranks, in command: any Command, _ arguments: ParsedArguments) async -> Int32 {
        await SignalWatch.asking {
            ranks.wish(signal: $0)
        } during: {
            await command.follow(arguments, in: ranks)
        }
    }

    /// Refuses ranks whose bits may differ, and tells of those that have one core.
    private static func check(
        _ ranks: Ranks, in command: any Command, _ arguments: ParsedArguments, isQuiet: Bool
    ) throws(Refusal) {
        if let difference = ranks.difference {
            guard arguments.isGiven(SharedOptions.mixed) else {
                let remedy =
                    command.options.contains { $0.name == SharedOptions.mixed.name } ? " (--mixed allows that)" : ""
                throw Refusal("\(difference); expected equal ones, since the bits may differ\(remedy)")
            }
            if !isQuiet { StandardStreams.warn("\(difference): the digest may be that of no other run") }
        }
        if !isQuiet, let sentence = ranks.narrowness { StandardStreams.hint(sentence) }
    }

    /// The exit code of an error.
    static func code(of error: any Error) -> Int32 {
        switch error {
        case let interruption as RunInterruption: 128 + interruption.signal
        // Pictures that are not what they should be are input like a scenario; whoever reads some in the middle of a run
        // makes it the run's failure.
        case is UsageError, is ScenarioError, is Refusal, is DatasetsError, is Shortcoming: 2
        default: 1
        }
    }

    /// The error's own sentence without its last full stop, whichever module it comes from.
    static func sentence(of error: any Error) -> String {
        let text = "\(error)"
        return text.hasSuffix(".") && !text.hasSuffix("..") ? String(text.dropLast()) : text
    }
}
