/// How bytes go from process to process: all that an exchange needs of MPI, or of whatever stands in for it.
///
/// All processes call the same functions in the same order. A call blocks its thread until this process's part is over;
/// calls of one process come one after the other. It moves bytes and adds no numbers, so that no sum depends on it.
public protocol Link: Sendable {
    /// The number of this process, counted from 0.
    var rank: Int { get }
    /// The number of processes.
    var count: Int { get }

    /// Copies the bytes of the first process to all others, which have room for as many.
    ///
    /// Few bytes leave the first process without waiting for the others.
    func broadcast(_ bytes: UnsafeMutableRawBufferPointer)

    /// Sends bytes to every process and receives bytes from every one, each in the order of the processes.
    ///
    /// - Parameters:
    ///   - sent: What the processes get.
    ///   - sentCounts: So many bytes of it each.
    ///   - received: Where what they send goes.
    ///   - receivedCounts: So many bytes from each.
    func allToAll(
        _ sent: UnsafeRawBufferPointer, _ sentCounts: [Int], into received: UnsafeMutableRawBufferPointer,
        _ receivedCounts: [Int])

    /// Completes a buffer of which every process has its own piece in place; pieces lie in the order of the processes.
    func allGather(_ bytes: UnsafeMutableRawBufferPointer, counts: [Int])

    /// Leaves the others, which leave too.
    func leave()

    /// Ends all processes at once, without waiting for any.
    func abort(code: Int32) -> Never
}
