/// Moves running averages of weights towards the weights, in place: `average += share * (weight - average)`.
///
/// Finite weights keep finite averages finite, as long as the two do not lie further apart than the largest float.
///
/// - Parameters:
///   - averages: `count` averages, overwritten.
///   - weights: `count` weights.
///   - share: How much of the way to the weights is gone, in [0, 1]: 1 - decay of an exponential moving average.
func averageStep(
    averages: UnsafeMutablePointer<Float>, weights: UnsafePointer<Float>, count: Int, share: Float
) {
    for index in 0..<count {
        averages[index] = averages[index].addingProduct(weights[index] - averages[index], share)
    }
}
