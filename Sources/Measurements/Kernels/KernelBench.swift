import Kernels
import Workers

/// Measures every kernel at the shapes that the networks use, on one thread.
public struct KernelBench: Sendable {
    private let budget: Double

    /// Prepares the measurement.
    ///
    /// - Parameter seconds: The time that one row may take; the standard one keeps the whole table below a minute.
    public init(secondsPerRow seconds: Double = 0.2) { budget = seconds }

    /// Measures all rows.
    ///
    /// - Parameter report: Called with a line after each row.
    @concurrent
    public func run(report: @escaping @Sendable (String) -> Void = { _ in }) async throws -> KernelTable {
        try await WorkerTeam(width: 1).run { _ in
            let timer = CallTimer(budget: budget)
            let early = Self.product(timer)
            let copySpeed = Self.copy(bytes: timer.isPatient ? Self.largeCopyBytes : 1e6, timer)
            var copies: [Double: Double] = [:]
            var seconds: [Double] = []
            let trials = KernelTrial.all
            for (index, trial) in trials.enumerated() {
                seconds.append(timer.measure(trial.prepare()).median)
                if case .bytes(let count) = trial.work, copies[count] == nil {
                    copies[count] = Self.copy(bytes: count, timer)
                }
                report("row \(index + 1) of \(trials.count): \(trial.kernel), \(trial.shape)")
            }
            // Twice, since others may have used the machine at one of the two times.
            let productSpeed = max(early, Self.product(timer))
            let rows = zip(trials, seconds).map { trial, seconds in
                switch trial.work {
                case .operations: KernelTable.Row(trial: trial, seconds: seconds, peak: productSpeed)
                case .bytes(let count):
                    KernelTable.Row(trial: trial, seconds: seconds, peak: copies[count] ?? copySpeed)
                }
            }
            return KernelTable(rows: rows, productSpeed: productSpeed, copySpeed: copySpeed)
        }
    }

    /// Far more than any cache holds.
    private static let largeCopyBytes = 268_435_456.0

    /// Floating-point operations a second of a matrix product that stays in the first-level cache.
    ///
    /// A 1x1 convolution of 48 to 48 channels of 48 pixels, which takes 28 KB: whole tiles at any width of registers,
    /// whose sums wait for nothing but arithmetic.
    private static func product(_ timer: CallTimer) -> Double {
        let shape = ConvolutionShape(
            pictures: 1, height: 48, width: 1, inputChannels: 48, outputChannels: 48, kernel: 1, stride: 1)
        let (a, b) = (KernelTrial.operand(shape.rows * 48), KernelTrial.operand(48 * 48))
        let c = KernelTrial.operand(shape.rows * 48)
        let seconds = timer.measure {
            // Nothing is gathered, so the scratch is not touched.
            unsafe convolutionForward(shape, input: a.pointer, weights: b.pointer, scratch: c.pointer, into: c.pointer)
        }.least
        return 2 * Double(shape.rows * 48 * 48) / seconds
    }

    /// Bytes read and written a second by a copy that moves so many of them.
    private static func copy(bytes: Double, _ timer: CallTimer) -> Double {
        let count = max(1, Int(bytes) / MemoryLayout<Float>.stride / 2)
        let (source, target) = (KernelTrial.operand(count), KernelTrial.operand(count))
        let seconds = CallTimer(budget: timer.budget / 2).measure {
            unsafe target.pointer.update(from: source.pointer, count: count)
        }.least
        return 2 * Double(count * MemoryLayout<Float>.stride) / seconds
    }
}
