import Kernels

/// Expansion, batch norm, nonlinearity and depthwise convolution one after another, with every tensor in full.
struct ExpandedDepthwiseReference {
    struct Expansion {
        var weights: [Estimate]
        var statistics: BatchNormalizationReference.Statistics
    }

    /// Gradients; those of the input are before the correction for the expansion's statistics.
    struct Gradients {
        var input, filters, expansionWeights, expansionShift, expansionScale: [Estimate]
    }

    let shape: DepthwiseShape
    let pictures: Int
    let inputChannels: Int
    let activation: ActivationFunction

    private var rows: Int { pictures * shape.height * shape.width }
    private var linear: ExpansionReference {
        ExpansionReference(inputChannels: inputChannels, channels: shape.channels)
    }
    private var normalization: BatchNormalizationReference {
        BatchNormalizationReference(rows: rows, channels: shape.channels, activation: activation)
    }

    /// What the depthwise convolution reads: the input itself where there is no expansion.
    func activated(_ input: [Estimate], expansion: Expansion?) -> [Estimate] {
        guard let expansion else { return input }
        return normalization.forward(
            linear.expanded(input, weights: expansion.weights), statistics: expansion.statistics)
    }

    func convolved(_ activated: [Estimate], filters: [Estimate]) -> [Estimate] {
        (0..<pictures).flatMap {
            DepthwiseReference.forward(shape, input: picture($0, of: activated), weights: filters)
        }
    }

    /// The gradients of what comes before the convolution's raw output; `start` is what the sums held before, its input
    /// is not read.
    ///
    /// The expansion's weights are rounded once more on the way back, with the factor of its batch norm.
    func backward(
        _ input: [Estimate], filters: [Estimate], expansion: Expansion?, rawGradient: [Estimate], start: Gradients
    ) -> Gradients {
        var gradients = start
        let activated = activated(input, expansion: expansion)
        var activatedGradient: [Estimate] = []
        for number in 0..<pictures {
            let gradient = picture(number, of: rawGradient)
            gradients.filters = DepthwiseReference.backwardWeights(
                shape, input: picture(number, of: activated), outputGradient: gradient, start: gradients.filters)
            activatedGradient += DepthwiseReference.backwardInput(shape, weights: filters, outputGradient: gradient)
        }
        gradients.input = activatedGradient
        guard let expansion else { return gradients }
        let sums = normalization.backwardSums(
            linear.expanded(input, weights: expansion.weights), statistics: expansion.statistics,
            yGradient: activatedGradient, startOfShift: start.expansionShift, startOfScale: start.expansionScale)
        gradients.expansionShift = sums.shift
        gradients.expansionScale = sums.scale
        let channels = shape.channels
        var weightSums = [Sum](repeating: Sum(), count: inputChannels * channels)
        for index in weightSums.indices { weightSums[index].add(start.expansionWeights[index]) }
        gradients.input = []
        for row in 0..<rows {
            for i in 0..<inputChannels {
                var sum = Sum()
                for c in 0..<channels {
                    let u = sums.uGradient[row * channels + c]
                    sum.add(u * (expansion.weights[i * channels + c] * expansion.statistics.scale[c]))
                    weightSums[i * channels + c].add(input[row * inputChannels + i] * u)
                }
                gradients.input.append(sum.result(andRoundings: 1))
            }
        }
        gradients.expansionWeights = weightSums.map { $0.result() }
        return gradients
    }

    private func picture(_ number: Int, of tensor: [Estimate]) -> [Estimate] {
        let size = tensor.count / pictures
        return Array(tensor[(number * size)..<((number + 1) * size)])
    }
}
