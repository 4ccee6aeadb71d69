import Architecture

@testable import Supernet

/// Spaces for models of choices, whatever their operations are.
enum MemorySpace {
    /// So many choices in each of so many layers.
    static func space(choices: Int, layers: Int) throws -> SearchSpace {
        let macro = Macro(
            name: "memory", side: 8, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
            stages: [.init(channels: 8, layers: layers, stride: 1)], headChannels: 16)
        return try SearchSpace(
            macro: macro,
            operations: (1...choices).map { .invertedBottleneck(kernel: 3, expansion: $0, squeezeExcitation: false) })
    }
}

extension FilterMemorySettings {
    /// The model alone, with a weak penalty.
    static let tests = FilterMemorySettings(weight: 1, retention: 0.9, penalty: 0.5)
}
