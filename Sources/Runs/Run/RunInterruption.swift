package import Exchange
import Foundation
import RunFiles

/// Why a run ended: somebody asked it to; exit code 128 + the signal's number.
public struct RunInterruption: Error, Sendable, Hashable, CustomStringConvertible {
    /// The signal's number.
    public let signal: Int32
    /// What to do now.
    public let description: String

    /// Ends by a signal.
    ///
    /// - Parameter advice: What to do now, without a full stop.
    package init(signal: Int32, advice: String) {
        self.signal = signal
        let name = Self.names[signal] ?? "signal \(signal)"
        description = "stopped by \(name); \(advice)"
    }

    private static let names = [SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGHUP", SIGUSR1: "SIGUSR1"]

    /// What to do after the end of a standalone search or retraining, which has no checkpoints.
    static func advice(abandoning folder: String) -> String {
        "this command cannot be resumed: repeat it with another --output (\(folder) keeps what was written)"
    }
}

extension RunDirectory {
    /// Does the work of the folder's run, which a stop request may end; why it stopped is kept in the folder.
    ///
    /// - Parameters:
    ///   - stop: The request.
    ///   - advice: What to do then, without a full stop.
    /// - Throws: `RunInterruption` where the request ended the work; what the work throws.
    func working<Result>(
        until stop: StopRequest, advice: String, _ work: () async throws -> Result
    ) async throws -> Result {
        try await keepingReason { try await stop.orInterruption(advice: advice, work) }
    }
}

extension StopRequest {
    /// Does work that this request may end.
    ///
    /// - Parameter advice: What to do then, without a full stop.
    /// - Throws: `RunInterruption` where the request ended the work; what the work throws.
    package func orInterruption<Result>(
        advice: String, _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch let error as CancellationError {
            guard let signal else { throw error }
            throw RunInterruption(signal: signal, advice: advice)
        }
    }
}
