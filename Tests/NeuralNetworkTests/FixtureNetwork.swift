import Architecture
import Foundation
import Layout
import NeuralNetwork
import Workers

/// What every fixture says about its network: the space, the path, the weights and the labelled pictures.
struct FixtureNetwork: Decodable {
    /// The arguments of a macro and a search space.
    struct Space: Decodable {
        let side, pictureChannels, classes, stem, stemStride, head: Int
        let fixed: Int?
        /// Channels, layers and stride of each stage.
        let stages: [[Int]]
        let operations: [String]
        let activation, stemActivation: String
    }

    struct Tensor: Decodable {
        let name: String
        let shape: [Int]
        let formula: NumberFormula

        private enum CodingKeys: CodingKey {
            case name, shape
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            shape = try container.decode([Int].self, forKey: .shape)
            formula = try NumberFormula(from: decoder)
        }
    }

    let space: Space
    let path: String
    /// Sizes of the normalisation groups.
    let groups: [Int]
    let labels: [Int]
    let pictures: NumberFormula
    let labelSmoothing: Float
    let tensors: [Tensor]

    func layout() throws -> SupernetLayout {
        let macro = Macro(
            name: "fixture", side: space.side, channels: space.pictureChannels, classes: space.classes,
            stemChannels: space.stem, stemStride: space.stemStride, fixedChannels: space.fixed,
            stages: space.stages.map { .init(channels: $0[0], layers: $0[1], stride: $0[2]) }, headChannels: space.head)
        return SupernetLayout(
            try SearchSpace(
                macro: macro, operations: try space.operations.map { try known(Operation(name: $0)) },
                activation: try known(Activation(rawValue: space.activation)),
                stemActivation: try known(Activation(rawValue: space.stemActivation))))
    }

    /// The path's weights, set by their names; all other floats are NaN, so that nobody reads them unnoticed.
    func weights(of subnet: Subnet, in table: ParameterTable) -> FloatBuffer {
        let weights = FloatBuffer(count: table.count)
        for place in 0..<table.count { weights.pointer[place] = .nan }
        for tensor in tensors {
            guard let parameter = subnet.parameters.first(where: { $0.name == tensor.name }) else { continue }
            for (index, place) in parameter.range.enumerated() { weights.pointer[place] = tensor.formula[index] }
        }
        return weights
    }

    var batch: PictureBatch {
        let size = space.side * space.side * space.pictureChannels
        return PictureBatch(labels: labels) { [pictures] place, target in
            for index in 0..<size { target[index] = pictures[place * size + index] }
        }
    }

    private func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw CocoaError(.coderInvalidValue) }
        return value
    }

    /// Reads one of the files beside the script that made them.
    static func read<Fixture: Decodable>(_ name: String, as type: Fixture.Type) throws -> Fixture {
        guard let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures") else {
            throw CocoaError(.fileNoSuchFile)
        }
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}
