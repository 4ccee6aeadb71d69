public import Documents
import Host
import Kernels

/// How fast the kernels are here, and how that compares with what the machine can do.
public struct KernelTable: Hashable, Sendable {
    /// A kernel at one shape.
    public struct Row: Hashable, Sendable {
        /// The kernel and its direction.
        public let kernel: String
        /// Its sizes.
        public let shape: String
        /// The median seconds of a call.
        public let seconds: Double
        /// The share of the speed of a product in the first-level cache, or of a copy of as many bytes; not limited to 1.
        public let share: Double
        /// Whether the kernel is measured by its arithmetic rather than by the bytes it moves.
        public let isArithmetic: Bool
        /// Operations, or bytes, a second, in 10^9.
        public let speed: Double

        /// Works out a row from a call's seconds and the speed it is compared with.
        init(trial: KernelTrial, seconds: Double, peak: Double) {
            kernel = trial.kernel
            shape = trial.shape
            self.seconds = seconds
            let amount: Double
            switch trial.work {
            case .operations(let count): (amount, isArithmetic) = (count, true)
            case .bytes(let count): (amount, isArithmetic) = (count, false)
            }
            speed = amount / seconds / 1e9
            share = amount / seconds / peak
        }
    }

    /// The kernels, each at a few shapes.
    public let rows: [Row]
    /// Operations a second of a matrix product that stays in the first-level cache, the measure of the arithmetic.
    public let productSpeed: Double
    /// Bytes a second, read and written, of a copy far beyond the caches.
    public let copySpeed: Double

    /// The table as one JSON document.
    public var json: JSONValue {
        [
            "processor": .string(Processor.model),
            "product_gflops": JSONValue(productSpeed / 1e9),
            "copy_gb_per_second": JSONValue(copySpeed / 1e9),
            "kernels": .array(
                rows.map { row in
                    [
                        "kernel": .string(row.kernel), "shape": .string(row.shape), "seconds": JSONValue(row.seconds),
                        "gflops": row.isArithmetic ? JSONValue(row.speed) : .null,
                        "gb_per_second": row.isArithmetic ? .null : JSONValue(row.speed),
                        "share": JSONValue(row.share),
                    ]
                }),
        ]
    }

    /// The table for people.
    public var text: String {
        var table = TextTable(["kernel", "shape", "us a call", "speed", "", "share"], leftAligned: [0, 1, 4])
        for row in rows {
            table.append([
                row.kernel, row.shape, (row.seconds * 1e6).decimal(places: 1), row.speed.decimal(places: 1),
                row.isArithmetic ? "GFLOP/s" : "GB/s", (100 * row.share).decimal(places: 0) + " %",
            ])
        }
        return """
            \(Processor.model), one thread
            product within the first-level cache: \((productSpeed / 1e9).decimal(places: 1)) GFLOP/s
            copy beyond the caches: \((copySpeed / 1e9).decimal(places: 1)) GB/s read and written
            share: of the speed of that product, or of the speed of a copy that moves as many bytes as the kernel must

            \(table.text)
            """
    }
}
