/// RMSprop as `RMSPropStep` documents it, one number at a time, with the error that Float may make of it.
struct RMSPropReference {
    let rate, decay, momentum, epsilon, weightDecay: Float

    /// The new numbers from the old ones.
    func step(
        weight: Estimate, gradient: Estimate, meanSquare: Estimate, velocity: Estimate
    ) -> (weight: Estimate, meanSquare: Estimate, velocity: Estimate) {
        let slope = sum(weight * Estimate(weightDecay), gradient)
        let share = Estimate(1 - Double(decay)).rounded(1)
        let difference = sum(slope * slope, Estimate(-1.0) * meanSquare)
        let newMeanSquare = sum(difference * share, meanSquare)
        let root = (newMeanSquare + Estimate(epsilon)).rounded(1).squareRoot().rounded(1)
        let step = ((Estimate(rate) * slope).rounded(1) / root).rounded(1)
        let newVelocity = sum(velocity * Estimate(momentum), step)
        return ((weight - newVelocity).rounded(1), newMeanSquare, newVelocity)
    }

    private func sum(_ product: Estimate, _ other: Estimate) -> Estimate {
        var sum = Sum()
        sum.add(product)
        sum.add(other)
        return sum.result()
    }
}
