import Architecture

extension SearchSpace {
    /// A space of layers that keep the shape, with bottlenecks of kernel 3 and expansions 1, 2, ...
    static func uniform(layers: Int, choices: Int) throws -> SearchSpace {
        let macro = Macro(
            name: "uniform", side: 8, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 8, layers: layers, stride: 1)], headChannels: 16)
        let operations = (1...choices).map {
            Architecture.Operation.invertedBottleneck(kernel: 3, expansion: $0, squeezeExcitation: false)
        }
        return try SearchSpace(macro: macro, operations: operations)
    }
}
