/// What an expansion's batch norm adds to the gradients through its statistics, in the terms of `ExpansionCorrection`.
struct ExpansionCorrectionReference {
    let inputChannels: Int
    let channels: Int
    /// Rows in the batch.
    let count: Int
    let weights: [Estimate]
    let statistics: BatchNormalizationReference.Statistics
    let shift, scale, means: [Estimate]

    /// `start + scale (sum - means S1 - cov(x) W inverseDeviation S2)`.
    ///
    /// Beside the additions, a term goes through the product of `inverseDeviation` and `S2` and that with the scale.
    func finishedWeights(sum: [Estimate], projected: [Estimate], start: [Estimate]) -> [Estimate] {
        start.indices.map { index in
            let (i, c) = (index / channels, index % channels)
            var terms = Sum()
            terms.add(start[index])
            terms.add(statistics.scale[c] * sum[index])
            terms.add(Estimate(-1.0) * statistics.scale[c] * means[i] * shift[c])
            terms.add(
                Estimate(-1.0) * statistics.scale[c] * statistics.inverseDeviation[c] * scale[c] * projected[index])
            return terms.result(andRoundings: 2)
        }
    }

    /// `-W^T` with every row times `scale inverseDeviation S2 / n`: four roundings.
    var turned: [Estimate] {
        (0..<channels).flatMap { c in
            let share = Estimate(-1 / Double(count)) * scale[c]
            let factor = statistics.scale[c] * statistics.inverseDeviation[c] * share
            return (0..<inputChannels).map { (weights[$0 * channels + c] * factor).rounded(4) }
        }
    }

    /// `W` times what `turned` holds.
    func map(turned: [Estimate]) -> [Estimate] {
        (0..<inputChannels).flatMap { i in
            (0..<inputChannels).map { j in
                var sum = Sum()
                for c in 0..<channels { sum.add(weights[i * channels + c] * turned[c * inputChannels + j]) }
                return sum.result()
            }
        }
    }

    /// `-W (scale S1 / n)`, added in Double and rounded once.
    var constant: [Estimate] {
        (0..<inputChannels).map { i in
            let terms = (0..<channels).map { weights[i * channels + $0] * statistics.scale[$0] * shift[$0] }
            return (terms.reduce(Estimate(0.0), +) * Estimate(-1 / Double(count))).rounded(1)
        }
    }

    /// `start + (x - means) map + constant`; the deviation is rounded once.
    func corrected(_ x: [Estimate], map: [Estimate], constant: [Estimate], start: [Estimate]) -> [Estimate] {
        start.indices.map { index in
            let (row, j) = (index / inputChannels, index % inputChannels)
            var sum = Sum()
            sum.add(start[index])
            sum.add(constant[j])
            for i in 0..<inputChannels {
                sum.add((x[row * inputChannels + i] - means[i]) * map[i * inputChannels + j])
            }
            return sum.result(andRoundings: 1)
        }
    }
}
