extension Array {
    /// The elements of channels `range`, of an array whose innermost dimension is `channels`.
    func only(_ range: Range<Int>, of channels: Int) -> [Element] {
        stride(from: 0, to: count, by: channels).flatMap { self[($0 + range.lowerBound)..<($0 + range.upperBound)] }
    }
}
