import Kernels

/// The largest of 3x3 pixels as its definition has it.
enum MaxPoolingReference {
    static func forward(_ pooling: MaxPooling, input: [Double]) -> [Double] {
        winners(pooling, input: input).map { input[$0] }
    }

    /// `start` is what the gradient held before.
    static func backward(
        _ pooling: MaxPooling, input: [Double], outputGradient: [Estimate], start: [Estimate]
    ) -> [Estimate] {
        var sums = [Sum](repeating: Sum(), count: input.count)
        for index in sums.indices { sums[index].add(start[index]) }
        for (output, winner) in winners(pooling, input: input).enumerated() { sums[winner].add(outputGradient[output]) }
        return sums.map { $0.result() }
    }

    /// For each element of the output, the first of the largest elements of the input.
    private static func winners(_ pooling: MaxPooling, input: [Double]) -> [Int] {
        var winners: [Int] = []
        for y in 0..<(pooling.height + pooling.stride - 1) / pooling.stride {
            for x in 0..<(pooling.width + pooling.stride - 1) / pooling.stride {
                for c in 0..<pooling.channels {
                    var window: [Int] = []
                    for row in y * pooling.stride - 1...y * pooling.stride + 1 {
                        for column in x * pooling.stride - 1...x * pooling.stride + 1 {
                            guard (0..<pooling.height).contains(row), (0..<pooling.width).contains(column) else {
                                continue
                            }
                            window.append((row * pooling.width + column) * pooling.channels + c)
                        }
                    }
                    let largest = window.map { input[$0] }.max()
                    winners += window.first { input[$0] == largest }.map { [$0] } ?? []
                }
            }
        }
        return winners
    }
}
