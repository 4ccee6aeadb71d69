private import COpenBLAS

/// The one place that calls OpenBLAS.
///
/// Every call computes on the calling thread alone: parallelism is the engine's.
public enum MatrixProduct {
    /// Sets OpenBLAS to one thread a call, once in a process.
    ///
    /// Threads of its own would be slower on these shapes and would make results depend on their number.
    private static let prepared: Void = openblas_set_num_threads(1)

    /// What OpenBLAS says of itself: version, build options and the processor whose kernels it picked.
    public static var library: String {
        String(cString: openblas_get_config()) + " " + String(cString: openblas_get_corename())
    }

    /// A matrix to be multiplied: where it lies, and how it is read.
    public enum Operand {
        /// Read as it lies in memory, row-major.
        case plain(UnsafePointer<Float>)
        /// Read with rows and columns exchanged.
        case transposed(UnsafePointer<Float>)
    }

    /// `C = A B`, or `C += A B`, row-major.
    ///
    /// - Parameters:
    ///   - a: `[rows, inner]`, or `[inner, rows]` when read transposed.
    ///   - b: `[inner, columns]`, or `[columns, inner]` when read transposed.
    ///   - c: `[rows, columns]`, overwritten, or added to when `accumulate`.
    ///   - accumulate: Whether the product is added to what `c` holds.
    /// - Precondition: All sizes positive.
    public static func multiply(
        _ a: Operand, _ b: Operand, into c: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int,
        accumulate: Bool = false
    ) {
        precondition(rows > 0 && inner > 0 && columns > 0)
        _ = prepared
        let (readingA, matrixA, stepA) = a.arguments(plainStep: inner, transposedStep: rows)
        let (readingB, matrixB, stepB) = b.arguments(plainStep: columns, transposedStep: inner)
        cblas_sgemm(
            CblasRowMajor, readingA, readingB, blasint(rows), blasint(columns), blasint(inner), 1, matrixA, stepA,
            matrixB, stepB, accumulate ? 1 : 0, c, blasint(columns))
    }
}

extension MatrixProduct.Operand {
    /// What sgemm wants to know of a matrix: how to read it, where it is, and the step from row to row.
    fileprivate func arguments(
        plainStep: Int, transposedStep: Int
    ) -> (CBLAS_TRANSPOSE, UnsafePointer<Float>, blasint) {
        switch self {
        case .plain(let matrix): (CblasNoTrans, matrix, blasint(plainStep))
        case .transposed(let matrix): (CblasTrans, matrix, blasint(transposedStep))
        }
    }
}
