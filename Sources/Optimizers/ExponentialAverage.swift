public import Layout
public import Workers

/// The exponential moving average of a network's weights, which is tested in place of the last weights.
///
/// `average += (1 - d) * (weight - average)` after every update `t`, counted from 0, with
/// `d = min(decay, (1 + t) / (10 + t))` as in TensorFlow: a young average follows quickly, so that the initial weights,
/// where it starts, are soon forgotten. Every parameter is averaged, batch norm's scale and shift too; running
/// statistics are none, and are collected for the averaged weights.
public struct ExponentialAverage: Sendable, Hashable {
    /// The share of the past, in [0, 1), once the average is old.
    public var decay: Double

    /// An average that, once it is old, keeps `decay` of itself at each update.
    ///
    /// - Precondition: `decay` lies in [0, 1).
    public init(decay: Double) {
        precondition(decay >= 0 && decay < 1)
        self.decay = decay
    }

    /// The share of the past after an update, counted from 0.
    public func decay(afterUpdate update: Int) -> Double {
        min(decay, Double(1 + update) / Double(10 + update))
    }

    /// Takes note of the weights after an update; every float outside of the parameters stays as it is, bit for bit.
    ///
    /// - Parameters:
    ///   - parameters: The parameters to average: all that the network has.
    ///   - averages: The arena of averages, a copy of the weights before the first update; overwritten in the parameters'
    ///     ranges.
    ///   - weights: The arena of weights after the update.
    ///   - update: The update, counted from 0.
    ///   - crew: The threads of the job that this is a part of.
    public func step(
        _ parameters: [Parameter], averages: FloatBuffer, weights: FloatBuffer, afterUpdate update: Int, crew: Crew
    ) {
        // Computed in Double: 1 - 0.9999 would be wrong in the fourth digit in Float.
        let share = Float(1 - decay(afterUpdate: update))
        crew.forEach(parameters.count) { index, _ in
            let parameter = parameters[index]
            averageStep(
                averages: averages.pointer + parameter.offset, weights: weights.pointer + parameter.offset,
                count: parameter.count, share: share)
        }
    }
}
