import Foundation

/// Progress on standard error: one live line on a terminal, otherwise a plain line every few seconds.
public final class ProgressDisplay {
    /// What one moment of a training looks like.
    public struct Moment: Sendable {
        /// The round, counted from 1.
        public var round: Int
        /// Rounds as planned.
        public var plannedRounds: Int
        /// The mean scoring loss of the round's paths, or the training loss where none is scored.
        public var loss: Double
        /// The share of draws that come from the pool.
        public var epsilon: Double
        /// pi: the share of fresh members in the pool, nil where there is no pool.
        public var freshShare: Double?
        /// Images scored and trained so far.
        public var images: Int
        /// Seconds since the training began.
        public var seconds: Double

        /// Names the figures.
        public init(
            round: Int, plannedRounds: Int, loss: Double, epsilon: Double, freshShare: Double?, images: Int,
            seconds: Double
        ) {
            self.round = round
            self.plannedRounds = plannedRounds
            self.loss = loss
            self.epsilon = epsilon
            self.freshShare = freshShare
            self.images = images
            self.seconds = seconds
        }

        /// The line, without a line break.
        ///
        /// Images a second and the estimated time to the end are means since the training began.
        public var text: String {
            let pi = freshShare.map { String(format: "  pi %.2f", $0) } ?? ""
            return String(format: "round %d/%d  loss %.3f  epsilon %.2f", round, plannedRounds, loss, epsilon) + pi
                + ProgressDisplay.pace(images: images, seconds: seconds, done: round, planned: plannedRounds)
        }
    }

    /// Images a second and the estimated time to the end, both from means since the beginning: what every line ends with.
    static func pace(images: Int, seconds: Double, done: Int, planned: Int) -> String {
        let rate = seconds > 0 ? Double(images) / seconds : 0
        let left = done > 0 ? seconds / Double(done) * Double(max(0, planned - done)) : 0
        return String(format: "  %.0f images/s  ETA ", rate) + clock(left)
    }

    private enum Mode {
        case live(width: Int)
        case plain
        case quiet
    }

    private let mode: Mode
    private var lastPlain = -Double.infinity
    private var isLineOpen = false

    /// Seconds between two plain lines.
    private static let plainInterval = 5.0

    /// Chooses the form by what standard error is.
    ///
    /// A terminal gets the live line unless `TERM` is `dumb` or `CI` is set; `COLUMNS` bounds its length.
    public init(isQuiet: Bool) {
        let environment = ProcessInfo.processInfo.environment
        if isQuiet {
            mode = .quiet
        } else if isatty(STDERR_FILENO) == 1, environment["TERM"] != "dumb", environment["CI"] == nil {
            mode = .live(width: environment["COLUMNS"].flatMap { Int($0) } ?? Self.terminalWidth)
        } else {
            mode = .plain
        }
    }

    /// Shows a moment.
    public func show(_ moment: Moment) {
        show(moment.text, seconds: moment.seconds, isLast: moment.round == moment.plannedRounds)
    }

    /// Shows a moment of a search.
    public func show(_ moment: SearchMoment) {
        show(moment.text, seconds: moment.seconds, isLast: moment.generation == moment.plannedGenerations)
    }

    /// Shows a moment of the training of a single network.
    public func show(_ moment: RetrainMoment) {
        show(moment.text, seconds: moment.seconds, isLast: moment.epoch == moment.plannedEpochs)
    }

    private func show(_ text: String, seconds: Double, isLast: Bool) {
        switch mode {
        case .quiet: return
        case .live(let width):
            write("\r\u{1B}[K" + text.prefix(max(20, width - 1)))
            isLineOpen = true
        case .plain:
            guard seconds - lastPlain >= Self.plainInterval || isLast else { return }
            lastPlain = seconds
            write(text + "\n")
        }
    }

    /// Ends the live line, and with it a phase; the next one counts its seconds anew.
    public func close() {
        lastPlain = -.infinity
        if isLineOpen { write("\n") }
        isLineOpen = false
    }

    /// Seconds as `h:mm:ss`, or `m:ss` below an hour.
    public static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        let whole = Int(seconds.rounded())
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
    }

    private static var terminalWidth: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private func write(_ text: String) {
        // A closed standard error must not end the run.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
