/// One pass forward and backward, as PyTorch computes it in Float64.
struct PassFixture: Decodable {
    let network: FixtureNetwork
    /// Mean cross-entropy with label smoothing.
    let loss: Double
    let lossWithoutSmoothing: Double
    /// Right first guesses.
    let correct: Int
    /// `[pictures, classes]`.
    let logits: [Double]
    /// For each tensor of the network, the gradient of `loss`; exact zeros where mathematics makes it vanish.
    let gradients: [String: [Double]]

    private struct Tensor: Decodable {
        let name: String
        let gradient: [Double]
    }

    private enum CodingKeys: CodingKey {
        case loss, lossWithoutSmoothing, correct, logits, tensors
    }

    init(from decoder: any Decoder) throws {
        network = try FixtureNetwork(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        loss = try container.decode(Double.self, forKey: .loss)
        lossWithoutSmoothing = try container.decode(Double.self, forKey: .lossWithoutSmoothing)
        correct = try container.decode(Int.self, forKey: .correct)
        logits = try container.decode([Double].self, forKey: .logits)
        let tensors = try container.decode([Tensor].self, forKey: .tensors)
        gradients = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0.gradient) })
    }

    /// The values whose largest a tensor's error is measured by: the tensor's own gradient.
    ///
    /// Where only 1x1 convolutions read a block's output, up to the next batch norm, that batch norm takes every shift
    /// away again: the gradient of the shift, `beta`, is exactly 0, and no error is relative to it. It is the sum over
    /// pixels of the same numbers whose products with values of deviation 1 sum up to the gradient of `gamma`, which
    /// therefore is the scale.
    func reference(for name: String) -> [Double]? {
        guard name.hasSuffix(".beta"), let gradient = gradients[name], gradient.allSatisfy({ $0 == 0 }) else {
            return gradients[name]
        }
        return gradients[name.dropLast("beta".count) + "gamma"]
    }
}
