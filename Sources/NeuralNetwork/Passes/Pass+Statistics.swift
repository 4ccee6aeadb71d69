import Kernels

extension Pass {
    /// Sets the statistics of a unit and of its expansion to those that are given.
    func take(_ given: NetworkStatistics, for index: Int) {
        let unit = units[index]
        func take(from offset: Int, gamma: Int, beta: Int, into statistics: NormalizationStatistics) {
            given.means.withUnsafeBufferPointer { means in
                given.variances.withUnsafeBufferPointer { variances in
                    guard let means = means.baseAddress, let variances = variances.baseAddress else { return }
                    givenStatistics(
                        channels: unit.outputChannels, means: means + offset, variances: variances + offset,
                        gamma: weights + gamma, beta: weights + beta, epsilon: Self.epsilon, into: statistics)
                }
            }
        }
        let offset = subnet.statisticsOffsets[index]
        take(from: offset, gamma: unit.gamma, beta: unit.beta, into: statistics(index))
        if let expansion = unit.expansion, let place = plan.expansions[index] {
            take(
                from: offset - unit.outputChannels, gamma: expansion.gamma, beta: expansion.beta,
                into: statisticsOfExpansion(index, place))
        }
    }
}
