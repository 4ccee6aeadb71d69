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
        let name = signal == 2 ? "SIGINT" : signal == 15 ? "SIGTERM" : "signal \(signal)"
        description = "stopped by \(name); \(advice)"
    }

    /// The end of a search or a retraining of its own, which has no checkpoints.
    package init(signal: Int32, abandoned folder: String) {
        self.init(
            signal: signal,
            advice:
                "\(folder) holds what was written before and cannot be resumed: repeat the command with another folder")
    }
}
