/// A range of floats within a ``GuardedArena``.
struct GuardedFloats {
    let pointer: UnsafeMutablePointer<Float>
    let count: Int

    var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
    var bitPatterns: [UInt32] { values.map(\.bitPattern) }

    /// Throws unless every float lies within its estimate's error; a NaN lies nowhere.
    func requireAgreement(with reference: [Estimate], _ what: @autoclosure () -> String) throws {
        guard reference.count == count else {
            throw Disagreement(description: "\(what()): \(count) floats, the reference has \(reference.count)")
        }
        for index in 0..<count {
            let expected = reference[index]
            if !(abs(Double(pointer[index]) - expected.value) <= expected.error) {
                throw Disagreement(
                    description: "\(what()), element \(index): \(pointer[index]) "
                        + "instead of \(expected.value) +- \(expected.error)")
            }
        }
    }

    /// The same with the errors of a second estimate added, where there is one.
    func requireAgreement(
        with reference: [Estimate], widening estimate: [Estimate]?, _ what: @autoclosure () -> String
    ) throws {
        try requireAgreement(with: estimate?.widened(by: reference) ?? reference, what())
    }

    /// Throws unless both hold the same bits.
    func requireSameBits(as other: [UInt32], _ what: @autoclosure () -> String) throws {
        guard other.count == count else {
            throw Disagreement(description: "\(what()): \(count) floats, \(other.count) expected")
        }
        for index in 0..<count where pointer[index].bitPattern != other[index] {
            throw Disagreement(
                description: "\(what()), element \(index): \(pointer[index]) "
                    + "instead of \(Float(bitPattern: other[index]))")
        }
    }
}
