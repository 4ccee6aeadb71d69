/// Some steps of `torch.optim.SGD`, in Float64, always on the same batch.
struct MomentumFixture: Decodable {
    let network: FixtureNetwork
    let momentum: Float
    let weightDecay: Float
    /// The learning rate of each step.
    let rates: [Float]
    /// For each tensor of the network, the values after the last step.
    let tensors: [Tensor]

    struct Tensor: Decodable {
        let name: String
        let plain: [Double]
        let nesterov: [Double]
    }

    private enum CodingKeys: CodingKey {
        case momentum, weightDecay, rates, tensors
    }

    init(from decoder: any Decoder) throws {
        network = try FixtureNetwork(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        momentum = try container.decode(Float.self, forKey: .momentum)
        weightDecay = try container.decode(Float.self, forKey: .weightDecay)
        rates = try container.decode([Float].self, forKey: .rates)
        tensors = try container.decode([Tensor].self, forKey: .tensors)
    }
}
