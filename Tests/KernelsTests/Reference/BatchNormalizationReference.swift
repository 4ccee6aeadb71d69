import Kernels

/// Batch normalisation as Algorithm 1 of Ioffe and Szegedy has it: two passes for the statistics, then one sum an element.
struct BatchNormalizationReference {
    var rows: Int
    var channels: Int
    var activation: ActivationFunction = .none

    struct Statistics {
        var mean: [Estimate] = []
        var inverseDeviation: [Estimate] = []
        var scale: [Estimate] = []
        var shift: [Estimate] = []

        /// Adds a channel, from moments in Double.
        ///
        /// Each member is rounded once. A variance below 0 counts as 0.
        mutating func add(mean: Estimate, variance: Estimate, gamma: Double, beta: Double, epsilon: Double) {
            func inverse(_ variance: Double) -> Double { 1 / (max(0, variance) + epsilon).squareRoot() }
            let middle = inverse(variance.value)
            let inverse = Estimate(
                middle,
                error: max(
                    inverse(variance.value - variance.error) - middle,
                    middle - inverse(variance.value + variance.error)))
            let scale = Estimate(gamma) * inverse
            self.mean.append(mean.rounded(1))
            inverseDeviation.append(inverse.rounded(1))
            self.scale.append(scale.rounded(1))
            shift.append((Estimate(beta) - mean * scale).rounded(1))
        }
    }

    /// The statistics of the whole batch, as Float computes them in `blocks` blocks of at most `rowsOfBlock` rows.
    ///
    /// With `M = max |x|`, a block's mean errs by at most `e = (rowsOfBlock + 2) u M`, and each merge rounds the mean
    /// twice: `E = e + 2 blocks u M`. Of the squared deviations `D`: a block's sum about the computed mean is that about
    /// the true mean plus `rows e^2`, each term with `rowsOfBlock + 3` roundings. A merge adds `c delta^2`,
    /// `c <= rows of the smaller side`, with `delta` off by `2 E`; over all merges sum c delta^2 <= D and sum c <= rows,
    /// so by Cauchy and Schwarz that costs `4 E sqrt(rows D) + 4 rows E^2`, and 8 roundings a merge.
    ///
    /// Errors of `x` reach the mean as their mean. The root of `D` is a distance, so it moves by no more than the root of
    /// the sum of their squares.
    func statistics(
        _ x: [Estimate], gamma: [Double], beta: [Double], epsilon: Double, rowsOfBlock: Int, blocks: Int
    ) -> Statistics {
        var result = Statistics()
        let size = Double(rows)
        for c in 0..<channels {
            var sum = 0.0
            var largest = 0.0
            var (errors, squaredErrors) = (0.0, 0.0)
            for r in 0..<rows {
                let x = x[r * channels + c]
                sum += x.value
                largest = max(largest, x.magnitude)
                errors += x.error
                squaredErrors += x.error * x.error
            }
            let mean = sum / size
            var deviation = 0.0
            for r in 0..<rows {
                let difference = x[r * channels + c].value - mean
                deviation += difference * difference
            }

            let root = deviation.squareRoot() + squaredErrors.squareRoot()
            let most = root * root
            let blockError = Estimate.relativeError(roundings: rowsOfBlock + 2) * largest
            let meanError = blockError + Estimate.relativeError(roundings: 2 * blocks) * largest
            var deviationError =
                Estimate.relativeError(roundings: rowsOfBlock + 3 + 8 * blocks)
                * (most + size * blockError * blockError) + size * blockError * blockError + most - deviation
            if blocks > 1 {
                deviationError += 4 * meanError * (size * most).squareRoot() + 4 * size * meanError * meanError
            }
            result.add(
                mean: Estimate(mean, error: meanError + errors / size),
                variance: Estimate(deviation / size, error: deviationError / size), gamma: gamma[c], beta: beta[c],
                epsilon: epsilon)
        }
        return result
    }

    private func input(_ x: [Estimate], _ statistics: Statistics, _ index: Int) -> Estimate {
        var sum = Sum()
        sum.add(x[index] * statistics.scale[index % channels])
        sum.add(statistics.shift[index % channels])
        return sum.result()
    }

    func forward(_ x: [Estimate], statistics: Statistics, residual: [Estimate]? = nil) -> [Estimate] {
        x.indices.map { index in
            let value = ActivationReference.forward(activation, input(x, statistics, index))
            return residual.map { (value + $0[index]).rounded(1) } ?? value
        }
    }

    /// Through the nonlinearity, and the two sums over the rows; `start` is what the sums held before.
    func backwardSums(
        _ x: [Estimate], statistics: Statistics, yGradient: [Estimate], startOfShift: [Estimate],
        startOfScale: [Estimate]
    ) -> (uGradient: [Estimate], shift: [Estimate], scale: [Estimate]) {
        let uGradient = x.indices.map { index in
            let derivative = ActivationReference.derivative(activation, input(x, statistics, index))
            return (yGradient[index] * derivative).rounded(1)
        }
        var shift = [Sum](repeating: Sum(), count: channels)
        var scale = [Sum](repeating: Sum(), count: channels)
        for c in 0..<channels {
            shift[c].add(startOfShift[c])
            scale[c].add(startOfScale[c])
        }
        for index in x.indices {
            let c = index % channels
            shift[c].add(uGradient[index])
            scale[c].add(uGradient[index] * normalised(x, statistics, index))
        }
        return (uGradient, shift.map { $0.result() }, scale.map { $0.result() })
    }

    /// `xhat`; two roundings, of the difference and of the product.
    private func normalised(_ x: [Estimate], _ statistics: Statistics, _ index: Int) -> Estimate {
        let c = index % channels
        return ((x[index] - statistics.mean[c]).rounded(1) * statistics.inverseDeviation[c]).rounded(1)
    }

    /// The gradient of `x`, from the sums over a batch of `count` rows.
    ///
    /// Beside the two additions and those of `xhat`, a term goes through the reciprocal of `count` and three products.
    func backward(
        _ x: [Estimate], statistics: Statistics, uGradient: [Estimate], shift: [Estimate], scale: [Estimate], count: Int
    ) -> [Estimate] {
        let share = Estimate(-1 / Double(count))
        return x.indices.map { index in
            let c = index % channels
            var sum = Sum()
            sum.add(uGradient[index] * statistics.scale[c])
            sum.add(share * shift[c] * statistics.scale[c])
            sum.add(share * scale[c] * normalised(x, statistics, index) * statistics.scale[c])
            return sum.result(andRoundings: 4)
        }
    }
}
