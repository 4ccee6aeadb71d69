import Foundation

/// Progress on standard error: one live line on a terminal, otherwise a plain line every few seconds.
public final class ProgressDisplay {
    private enum Mode {
        case live(width: Int)
        case plain(interval: Double)
        case quiet
    }

    private let mode: Mode
    private var lastPlain = -Double.infinity
    private var isLineOpen = false

    /// Seconds between two plain lines.
    private static let plainInterval = 5.0

    /// Chooses the form by what is asked for, and by what standard error is.
    public init(_ detail: ProgressDetail) {
        switch (detail, Terminal.errors.canRewrite) {
        case (.none, _): mode = .quiet
        case (.all, _): mode = .plain(interval: 0)
        case (.some, true): mode = .live(width: Terminal.errors.width ?? 80)
        case (.some, false): mode = .plain(interval: Self.plainInterval)
        }
    }

    /// Shows a moment.
    ///
    /// - Parameter isMinor: Whether it is one of many, of which a line each would be too many whatever is asked for.
    public func show(_ moment: ProgressMoment, isMinor: Bool = false) {
        show(moment.text, seconds: moment.seconds, isMinor: isMinor, isLast: moment.done == moment.planned)
    }

    private func show(_ text: String, seconds: Double, isMinor: Bool = false, isLast: Bool) {
        switch mode {
        case .quiet: return
        case .live(let width):
            write("\r\u{1B}[K" + text.prefix(max(20, width - 1)))
            isLineOpen = true
        case .plain(let interval):
            let interval = isMinor ? Self.plainInterval : interval
            guard seconds - lastPlain >= interval || isLast else { return }
            lastPlain = seconds
            write(text + "\n")
        }
    }

    /// Shows how much of a file has come.
    ///
    /// - Parameters:
    ///   - done: The bytes that are there.
    ///   - all: All its bytes.
    ///   - before: The bytes that were there at the beginning, from which pace and time left count.
    ///   - name: The file's name.
    ///   - seconds: Seconds since the beginning.
    public func show(_ done: Int, of all: Int, from before: Int, _ name: String, seconds: Double) {
        let rate = seconds > 0 ? Double(done - before) / seconds : 0
        let left = rate > 0 ? Double(max(0, all - done)) / rate : 0
        show(
            String(format: "%@  %.1f/%.1f MB  %.1f MB/s  ETA ", name, Double(done) / 1e6, Double(all) / 1e6, rate / 1e6)
                + Self.clock(left), seconds: seconds, isLast: done == all)
    }

    /// Ends the live line, and with it a phase; the next one counts its seconds from 0.
    public func close() {
        lastPlain = -.infinity
        if isLineOpen { write("\n") }
        isLineOpen = false
    }

    /// Seconds as `h:mm:ss`, `m:ss` below an hour, and days from two of them on.
    public static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        let whole = Int(seconds.rounded())
        // So long an estimate is not good to the hour.
        if whole >= 2 * 86_400 {
            return String(format: whole < 10 * 86_400 ? "%.1f days" : "%.0f days", seconds / 86_400)
        }
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
    }

    private func write(_ text: String) {
        // A closed standard error must not end the run.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
