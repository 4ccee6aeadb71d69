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
            let early = unsafe Self.squareProduct(timer, Self.libraryProduct)
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
            let productSpeed = max(early, unsafe Self.squareProduct(timer, Self.libraryProduct))
            let tileSpeed = unsafe Self.squareProduct(timer, Self.tiledProduct)
            let rows = zip(trials, seconds).map { trial, seconds in
                switch trial.work {
                case .operations: KernelTable.Row(trial: trial, seconds: seconds, peak: productSpeed)
                case .bytes(let count):
                    KernelTable.Row(trial: trial, seconds: seconds, peak: copies[count] ?? copySpeed)
                }
            }
            return KernelTable(
                rows: rows, productSpeed: productSpeed, tileSpeed: tileSpeed, copySpeed: copySpeed)
        }
    }

    /// Far more than any cache holds.
    private static let largeCopyBytes = 268_435_456.0
    /// Rows and columns of the product that shows what the processor can do.
    private static let productSize = 2048

    /// A product `c = a b` of square matrices of so many rows.
    private typealias SquareProduct = (
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>, _ size: Int
    ) -> Void

    private static func libraryProduct(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>, _ size: Int
    ) {
        unsafe MatrixProduct.multiply(.plain(a), .plain(b), into: c, rows: size, inner: size, columns: size)
    }

    /// By the tiles that dense convolutions are made of: a 1x1 convolution of a column of pixels is a plain product.
    private static func tiledProduct(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>, _ size: Int
    ) {
        let shape = ConvolutionShape(
            pictures: 1, height: size, width: 1, inputChannels: size, outputChannels: size, kernel: 1, stride: 1)
        // Nothing is gathered, so the scratch is not touched.
        unsafe convolutionForward(shape, input: a, weights: b, patches: c, into: c)
    }

    /// Floating-point operations a second of a large square product.
    private static func squareProduct(_ timer: CallTimer, _ product: SquareProduct) -> Double {
        let size = timer.isPatient ? productSize : 128
        let (a, b) = (KernelTrial.operand(size * size), KernelTrial.operand(size * size))
        let c = KernelTrial.operand(size * size)
        let seconds = CallTimer(budget: 5 * timer.budget).measure {
            unsafe product(a.pointer, b.pointer, c.pointer, size)
        }.least
        return 2 * Double(size * size * size) / seconds
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
