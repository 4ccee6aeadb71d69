/// The gradient of a function by central differences in Double, with the error of each.
///
/// Differences over steps `h` and `2 h` have errors of `h^2 f''' / 6` and four times that, and `(4 D(h) - D(2h)) / 3` is
/// free of that term: so the distance of `D(h)` and `D(2h)` is an ample bound. To it comes the rounding of the two
/// values, divided by the step: the function's own bound for Float, scaled down to Double.
///
/// - Parameter loss: An estimate whose error is that of a computation in Float from exact arguments.
func centralDifferences(at place: [Double], step: Double = 0x1p-10, of loss: ([Double]) -> Estimate) -> [Estimate] {
    var place = place
    return place.indices.map { index in
        let middle = place[index]
        var rounding = 0.0
        func difference(_ step: Double) -> Double {
            place[index] = middle + step
            let above = loss(place)
            place[index] = middle - step
            let below = loss(place)
            place[index] = middle
            rounding += Estimate.doublesShare * (above.error + below.error) / step
            return (above.value - below.value) / (2 * step)
        }
        let narrow = difference(step)
        let wide = difference(2 * step)
        return Estimate((4 * narrow - wide) / 3, error: abs(narrow - wide) + rounding)
    }
}

/// `sum over i of y[i] * factor[i]`: a number whose gradient with respect to `y` is `factor`.
func weightedSum(_ y: [Estimate], _ factor: [Float]) -> Estimate {
    var sum = Sum()
    for index in y.indices { sum.add(y[index] * Estimate(factor[index])) }
    return sum.result()
}

extension [Estimate] {
    /// The same values with the errors of both: what a kernel may give whose analytic reference is `other`.
    func widened(by other: [Estimate]) -> [Estimate] {
        zip(self, other).map { Estimate($0.value, error: $0.error + $1.error) }
    }

    /// The values alone.
    var values: [Double] { map(\.value) }
}
