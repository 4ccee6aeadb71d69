/// A linear layer as its definition has it: one sum an element.
struct LinearReference {
    var rows: Int
    var inputs: Int
    var outputs: Int

    func forward(_ input: [Estimate], weights: [Estimate], bias: [Estimate]) -> [Estimate] {
        var output: [Estimate] = []
        for r in 0..<rows {
            for o in 0..<outputs {
                var sum = Sum()
                sum.add(bias[o])
                for i in 0..<inputs { sum.add(input[r * inputs + i] * weights[i * outputs + o]) }
                output.append(sum.result())
            }
        }
        return output
    }

    func inputGradient(weights: [Estimate], outputGradient: [Estimate]) -> [Estimate] {
        var gradient: [Estimate] = []
        for r in 0..<rows {
            for i in 0..<inputs {
                var sum = Sum()
                for o in 0..<outputs { sum.add(outputGradient[r * outputs + o] * weights[i * outputs + o]) }
                gradient.append(sum.result())
            }
        }
        return gradient
    }

    /// `start` is what the gradient held before; it is one more term.
    func weightGradient(_ input: [Estimate], outputGradient: [Estimate], start: [Estimate]) -> [Estimate] {
        var gradient: [Estimate] = []
        for i in 0..<inputs {
            for o in 0..<outputs {
                var sum = Sum()
                sum.add(start[i * outputs + o])
                for r in 0..<rows { sum.add(input[r * inputs + i] * outputGradient[r * outputs + o]) }
                gradient.append(sum.result())
            }
        }
        return gradient
    }

    /// `start` is what the gradient held before; it is one more term.
    func biasGradient(outputGradient: [Estimate], start: [Estimate]) -> [Estimate] {
        (0..<outputs).map { o in
            var sum = Sum()
            sum.add(start[o])
            for r in 0..<rows { sum.add(outputGradient[r * outputs + o]) }
            return sum.result()
        }
    }
}
