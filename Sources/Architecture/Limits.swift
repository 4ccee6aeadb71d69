/// The sizes that a network may have.
///
/// They lie far beyond any network of this family, and low enough that no count of MACs overflows 63 bits:
/// 256 blocks of at most 2^20 · 2^26 · 2^8 MACs.
enum Limits {
    static let side = 1...1024
    static let channels = 1...8192
    static let classes = 1...1_000_000
    static let kernel = 1...15
    static let expansion = 1...32
    static let stride = 1...8
    static let blocks = 1...256
    static let stageLayers = 1...128
    static let operations = 1...256

    /// Refuses a number outside its range.
    static func check(_ value: Int, in range: ClosedRange<Int>, as what: @autoclosure () -> String)
        throws(ArchitectureError)
    {
        guard range.contains(value) else {
            throw .outOfRange(
                what: what(), value: "\(value)",
                expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// Refuses a kernel that is not odd, since only odd kernels keep the picture's side with equal padding.
    static func checkKernel(_ value: Int, of what: @autoclosure () -> String) throws(ArchitectureError) {
        guard kernel.contains(value), value % 2 == 1 else {
            throw .outOfRange(
                what: "the kernel of \(what())", value: "\(value)",
                expected: "an odd number from \(kernel.lowerBound) to \(kernel.upperBound)")
        }
    }
}
