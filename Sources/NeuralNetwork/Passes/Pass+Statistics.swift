import Kernels
import Layout

extension Pass {
    /// Sets the statistics of a unit and of its expansion to those that are given.
    func take(_ given: NetworkStatistics, for index: Int) {
        let unit = units[index]
        let offset = subnet.statisticsOffsets[index]
        given.set(
            statistics(index), from: offset, channels: unit.outputChannels, gamma: weights + unit.gamma,
            beta: weights + unit.beta)
        if let expansion = unit.expansion, let place = plan.expansions[index] {
            given.set(
                statisticsOfExpansion(index, place), from: offset - unit.outputChannels, channels: unit.outputChannels,
                gamma: weights + expansion.gamma, beta: weights + expansion.beta)
        }
    }
}

extension NetworkStatistics {
    /// Sets the statistics of one batch norm of a pass to those from `offset` on.
    func set(
        _ statistics: NormalizationStatistics, from offset: Int, channels: Int, gamma: UnsafePointer<Float>,
        beta: UnsafePointer<Float>
    ) {
        means.withUnsafeBufferPointer { means in
            variances.withUnsafeBufferPointer { variances in
                guard let means = means.baseAddress, let variances = variances.baseAddress else { return }
                givenStatistics(
                    channels: channels, means: means + offset, variances: variances + offset, gamma: gamma, beta: beta,
                    epsilon: Self.epsilon, into: statistics)
            }
        }
    }
}
