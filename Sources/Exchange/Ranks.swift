import Dispatch
import Foundation
import Synchronization
public import Workers

/// The processes that work on one run together, seen from one of them.
///
/// The first rank decides and gives orders; the others follow. What they compute together is gathered by all, on a thread of
/// its own, so that actors stay prompt; an order is short, and blocks its caller until it is on its way.
public final class Ranks: Sendable {
    /// The number of this process, counted from 0.
    public let rank: Int
    /// All of them, in the order of their numbers.
    public let members: [Member]
    /// The number of processes.
    public var count: Int { members.count }
    /// Whether this process decides.
    public var isFirst: Bool { rank == 0 }

    private let link: any Link
    private let queue = DispatchQueue(label: "exchange")
    private let signal = Mutex<Int32>(0)
    private let listener = Mutex<(@Sendable (Int32) -> Void)?>(nil)
    private let hasLeft = Atomic(false)
    private let answered = Mutex(ContinuousClock().now)
    private let exchanged = Mutex(Duration.zero)

    /// Introduces this process to the others, which do the same.
    ///
    /// - Parameters:
    ///   - link: The way to the others.
    ///   - member: What this process is.
    public init(_ link: any Link, as member: Member) {
        self.link = link
        rank = link.rank
        members = Self.gather(Self.encoded(member), over: link).map { Self.decoded(Member.self, from: $0) }
    }

    /// Seconds that this process has spent in exchanges with the others so far, the waiting for slower ones included; orders
    /// do not count.
    public var secondsExchanging: Double { exchanged.withLock { $0 }.inSeconds }

    /// Seconds since all ranks have answered, and with that told whether they were asked to end.
    public var secondsOfSilence: Double { (ContinuousClock().now - answered.withLock { $0 }).inSeconds }

    // MARK: Orders

    /// Tells all other ranks what is to be done next.
    ///
    /// - Precondition: This is the first rank, and the others wait for an order of this type.
    public func order(_ order: some Encodable) {
        precondition(isFirst, "only the first rank gives orders")
        send(Self.encoded(order), code: -1)
    }

    /// Tells all other ranks that all is over, and leaves.
    ///
    /// After a failure one of them may still wait for something else than the end: it is not waited for long.
    ///
    /// - Parameter code: The exit code of all.
    public func end(code: Int32) {
        if code != 0 {
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [self] in
                if !hasLeft.load(ordering: .relaxed) { link.abort(code: code) }
            }
        }
        send([], code: code)
        queue.sync { link.leave() }
        hasLeft.store(true, ordering: .relaxed)
    }

    /// Seconds that ranks have to come to the end of what they do.
    private static let patience = 20.0

    /// Waits for the next order of the first rank.
    ///
    /// - Throws: `RunEnd` where all is over; this process has left then.
    public func next<Order: Decodable & Sendable>(_ type: Order.Type = Order.self) async throws -> Order {
        let bytes = try await performing { link in
            var head: [Int] = [0, 0]
            unsafe head.withUnsafeMutableBytes { unsafe link.broadcast($0) }
            guard head[1] == -1 else {
                link.leave()
                throw RunEnd(code: Int32(truncatingIfNeeded: head[1]))
            }
            var bytes = [UInt8](repeating: 0, count: head[0])
            unsafe bytes.withUnsafeMutableBytes { unsafe link.broadcast($0) }
            return bytes
        }
        return Self.decoded(Order.self, from: bytes)
    }

    /// Waits for the end, where no order is expected.
    ///
    /// - Returns: The exit code of all ranks; this process has left.
    public func end() async -> Int32 {
        do { _ = try await next(Bool.self) } catch let end as RunEnd { return end.code } catch {}
        preconditionFailure("a rank was told to go on where the end was expected")
    }

    private func send(_ bytes: [UInt8], code: Int32) {
        queue.sync {
            var head = [bytes.count, Int(code)]
            unsafe head.withUnsafeMutableBytes { unsafe link.broadcast($0) }
            var bytes = bytes
            if code == -1 { unsafe bytes.withUnsafeMutableBytes { unsafe link.broadcast($0) } }
        }
    }

    // MARK: Together

    /// Gathers an answer of every rank, in their order.
    public func gather<Answer: Codable & Sendable>(_ own: Answer) async -> [Answer] {
        await gather(bytes: Self.encoded(own)).map { Self.decoded(Answer.self, from: $0) }
    }

    /// Gathers numbers of every rank, in their order; each may have another count of them.
    public func gather(_ own: [UInt64]) async -> [[UInt64]] {
        await gather(bytes: Self.bytes(own)).map(Self.words)
    }

    /// Bytes of every rank; before them goes the signal that asked it to end, or 0.
    private func gather(bytes: [UInt8]) async -> [[UInt8]] {
        let wish = signal.withLock { UInt64($0) }
        let all = await exchanging { link in Self.gather(Self.bytes([wish]) + bytes, over: link) }
        let wishes = all.map { Self.words(Array($0.prefix(8)))[0] }
        answered.withLock { $0 = ContinuousClock().now }
        if let wish = wishes.first(where: { $0 != 0 }) { listener.withLock { $0 }?(Int32(wish)) }
        return all.map { Array($0.dropFirst(8)) }
    }

    /// Gives all ranks the floats of the first one.
    public func share(_ buffer: FloatBuffer) async {
        await exchanging { link in
            let bytes = unsafe UnsafeMutableRawBufferPointer(mutating: buffer.bytes)
            // MPI counts in 32 bits.
            for start in stride(from: 0, to: bytes.count, by: Self.largestPiece) {
                let end = min(start + Self.largestPiece, bytes.count)
                unsafe link.broadcast(UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end]))
            }
        }
    }

    private static let largestPiece = 1 << 30

    /// Sends floats to every rank and receives floats from every one, as `Link.allToAll` has it.
    ///
    /// - Parameter start: Where among `sent` what is sent begins.
    func allToAll(
        _ sent: FloatBuffer, from start: Int, _ sentCounts: [Int], into received: FloatBuffer, _ receivedCounts: [Int]
    ) async {
        await exchanging { link in
            unsafe link.allToAll(
                UnsafeRawBufferPointer(Self.bytes(of: sent, from: start, sentCounts)),
                sentCounts.map { $0 * Self.floatBytes }, into: Self.bytes(of: received, from: 0, receivedCounts),
                receivedCounts.map { $0 * Self.floatBytes })
        }
    }

    /// Completes floats of which every rank has its own piece in place.
    ///
    /// - Parameter start: Where the first piece begins.
    func allGather(_ buffer: FloatBuffer, from start: Int, counts: [Int]) async {
        await exchanging { link in
            unsafe link.allGather(
                Self.bytes(of: buffer, from: start, counts), counts: counts.map { $0 * Self.floatBytes })
        }
    }

    private static let floatBytes = MemoryLayout<Float>.stride

    private static func bytes(of buffer: FloatBuffer, from start: Int, _ counts: [Int]) -> UnsafeMutableRawBufferPointer
    {
        unsafe UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(start: buffer.pointer + start, count: counts.reduce(0, +)))
    }

    // MARK: Ends

    /// Notes that somebody has asked this process to end; the first rank hears of it with the next answers.
    public func wish(signal number: Int32) { signal.withLock { $0 = $0 == 0 ? number : $0 } }

    /// Says whom the first rank tells that a rank was asked to end.
    public func onWish(_ body: @escaping @Sendable (_ signal: Int32) -> Void) { listener.withLock { $0 = body } }

    // MARK: Threads

    /// Does what blocks on a thread of its own.
    private func exchanging<Result: Sendable>(_ work: @escaping @Sendable (any Link) -> Result) async -> Result {
        let (clock, start) = (ContinuousClock(), ContinuousClock().now)
        defer { exchanged.withLock { $0 += clock.now - start } }
        return await withCheckedContinuation { continuation in
            queue.async { [link] in continuation.resume(returning: work(link)) }
        }
    }

    private func performing<Result: Sendable>(
        _ work: @escaping @Sendable (any Link) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [link] in continuation.resume(with: Swift.Result { try work(link) }) }
        }
    }

    // MARK: Bytes

    private static func gather(_ own: [UInt8], over link: any Link) -> [[UInt8]] {
        var lengths = [Int](repeating: 0, count: link.count)
        lengths[link.rank] = own.count
        unsafe lengths.withUnsafeMutableBytes { bytes in
            unsafe link.allGather(bytes, counts: [Int](repeating: MemoryLayout<Int>.stride, count: link.count))
        }
        var bytes = [UInt8](repeating: 0, count: lengths.reduce(0, +))
        let start = lengths.prefix(link.rank).reduce(0, +)
        bytes.replaceSubrange(start..<start + own.count, with: own)
        unsafe bytes.withUnsafeMutableBytes { unsafe link.allGather($0, counts: lengths) }
        var places = bytes[...]
        return lengths.map { length in
            defer { places = places.dropFirst(length) }
            return Array(places.prefix(length))
        }
    }

    private static func bytes(_ words: [UInt64]) -> [UInt8] { unsafe words.withUnsafeBytes { unsafe Array($0) } }

    private static func words(_ bytes: [UInt8]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: bytes.count / 8)
        unsafe words.withUnsafeMutableBytes { unsafe $0.copyBytes(from: bytes) }
        return words
    }

    private static func encoded(_ value: some Encodable) -> [UInt8] {
        do { return Array(try JSONEncoder().encode(value)) } catch {
            preconditionFailure("an order cannot be written: \(error)")
        }
    }

    /// What another process of the same build has encoded.
    private static func decoded<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value {
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
            preconditionFailure("an order cannot be read: \(error)")
        }
    }
}
