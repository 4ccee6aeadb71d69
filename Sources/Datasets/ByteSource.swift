/// Bytes that are read once, from the first to the last.
protocol ByteSource {
    /// The file that the bytes come from.
    var path: String { get }
    /// No source gives more bytes than this, whatever a header inside it says.
    var byteLimit: Int { get }
    /// The next bytes: at most `count`, none only at the end.
    func read(upTo count: Int) throws -> [UInt8]
    /// Ends the reading after the last byte and says whether the source ended well.
    func finish() throws
}

extension ByteSource {
    /// The next `count` bytes, fewer only where the source ends.
    ///
    /// Space is taken for what arrives, not for what was asked for.
    func readAll(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, byteLimit))
        while bytes.count < count {
            let more = try read(upTo: min(count - bytes.count, 1 << 20))
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }
}
