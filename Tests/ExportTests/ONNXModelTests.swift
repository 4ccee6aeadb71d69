import Architecture
import Foundation
import Testing
@testable import Documents
@testable import Export
@testable import RunFiles

struct ONNXModelTests {
    /// Read back, a model is the one that was written, and computes what the network computes, folded or not.
    @Test(arguments: SampleNetworks.notations, [false, true])
    func modelReadBackComputesWhatTheNetworkDoes(notation: String, isFolded: Bool) async throws {
        let network = try SampleNetworks.network(notation)
        let pictures = SamplePictures(side: network.input.side, channels: network.input.channels)
        let expected = try await network.logits(of: pictures)
        #expect(Set(expected).count == expected.count)
        for isNormalizing in [false, true] {
            let model = ONNXModel(network, folded: isFolded, normalizing: isNormalizing)
            let back = try ONNXModel(model.data)
            #expect(back == model)
            let numbers = try isNormalizing ? pictures.shares : pictures.numbers(network.normalization)
            let found = try ONNXEvaluator(back).output(of: numbers, shape: pictures.shape)
            let largest = expected.map(\.magnitude).max() ?? 0
            for (one, other) in zip(found, expected) { #expect(abs(one - other) < 2e-5 * max(1, largest)) }
            #expect(found.count == expected.count)
            #expect(back.nodes.contains { $0.type == "BatchNormalization" } == !isFolded)
            #expect(back.nodes.first?.type == (isNormalizing ? "Sub" : "Conv"))
        }
    }

    /// The number of pictures is left open; what the input is stands beside the graph.
    @Test func modelSaysWhatItTakes() throws {
        let network = try SampleNetworks.network(SampleNetworks.notations[0])
        let model = try ONNXModel(ONNXModel(network, folded: false, normalizing: true).data)
        #expect(model.input == ONNXModel.Port(name: "input", shape: [3, 11, 11]))
        #expect(model.output == ONNXModel.Port(name: "logits", shape: [5]))
        #expect(model.texts["input"] == "byte / 255: numbers from 0 to 1, channels first")
        #expect(model.texts["mean"] == "[0.4000000059604645, 0.5, 0.6000000238418579]")
        #expect(model.texts["network"] == (try Blueprint(notation: SampleNetworks.notations[0])).description)
        #expect(try JSONValue(parsing: #require(model.texts["class_names"])) == JSONValue(network.input.classNames))
    }

    @Test func whatIsNoModelIsRefused() throws {
        let good = ONNXModel(try SampleNetworks.network(SampleNetworks.notations[0]), folded: true, normalizing: false)
            .data
        for count in [0, 1, 20, good.count / 2, good.count - 1] {
            #expect(throws: Refusal.self) { try ONNXModel(good.prefix(count)) }
        }
        var other = good
        other[1] = 7
        #expect(
            throws: Refusal(
                "the ONNX model has other versions than 8 and 17; expected a model of this engine")
        ) { try ONNXModel(other) }
    }

    /// An operation that no network has, and a tensor that comes from nowhere, are named.
    @Test func whatCannotBeComputedIsNamed() throws {
        var model = ONNXModel(try SampleNetworks.network(SampleNetworks.notations[0]), folded: true, normalizing: false)
        let pictures = SamplePictures(side: 11, channels: 3)
        func output() throws -> [Float] { try ONNXEvaluator(model).output(of: pictures.shares, shape: pictures.shape) }
        model.nodes[1].type = "Tanh"
        #expect(
            throws: Failure(
                "the operation Tanh of the ONNX model, which gives blocks.0.activation, cannot be computed; expected one that a "
                    + "network of the engine has")
        ) { try output() }
        model.nodes[1].inputs = ["nothing"]
        #expect(
            throws: Failure(
                "the ONNX model has no tensor nothing, which blocks.0.activation takes; expected it before")
        ) { try output() }
    }
}
