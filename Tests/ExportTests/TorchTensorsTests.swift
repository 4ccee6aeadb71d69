import Architecture
import Datasets
import Foundation
import Layout
import NeuralNetwork
import Retraining
import TestSupport
import Testing
@testable import Documents
@testable import Export
@testable import RunFiles
@testable import TensorFiles

struct TorchTensorsTests {
    private func file(_ tensors: [Tensor]) -> TensorFile { TensorFile(tensors, metadata: [], file: "x") }

    private func tensor(_ name: String, _ shape: [Int]) -> Tensor {
        Tensor(name: name, shape: shape, floats: (0..<shape.reduce(1, *)).map { Float($0) })
    }

    @Test func namesAndShapesArePyTorchs() {
        let source = file([
            tensor("stem.weight", [3, 3, 2, 4]), tensor("layers.0.k5e3.depthwise.weight", [5, 5, 6]),
            tensor("blocks.1.squeeze.reduce.weight", [6, 2]), tensor("blocks.1.squeeze.reduce.bias", [2]),
            tensor("stem.gamma", [4]), tensor("stem.beta", [4]), tensor("stem.mean", [4]), tensor("stem.variance", [4]),
            tensor("classifier.weight", [8, 3]),
        ])
        let found = TorchTensors.tensors(of: source)
        #expect(
            found.map(\.name) == [
                "stem.conv.weight", "layers.0.k5e3.depthwise.conv.weight", "blocks.1.squeeze.reduce.weight",
                "blocks.1.squeeze.reduce.bias", "stem.norm.weight", "stem.norm.bias", "stem.norm.running_mean",
                "stem.norm.running_var", "classifier.weight",
            ])
        #expect(
            found.map(\.shape) == [[4, 2, 3, 3], [6, 1, 5, 5], [2, 6], [2], [4], [4], [4], [4], [3, 8]])
        // Kernel row 1, column 2, input 1, output 3.
        #expect(found[0].floats[(3 * 2 + 1) * 9 + 1 * 3 + 2] == Float(((1 * 3 + 2) * 2 + 1) * 4 + 3))
        // Kernel row 4, column 1, channel 5.
        #expect(found[1].floats[5 * 25 + 4 * 5 + 1] == Float((4 * 5 + 1) * 6 + 5))
        // Input 5, output 1.
        #expect(found[2].floats[1 * 6 + 5] == Float(5 * 2 + 1))
    }

    @Test(arguments: SampleNetworks.notations)
    func tensorsComeBackToTheSameBits(notation: String) async throws {
        let network = try SampleNetworks.network(notation)
        let data = TensorFile(network.tensors, metadata: [("format", "pt")]).data
        let back = try TorchTensors.restored(TensorFile(data, file: "x"), like: network.source)
        #expect(back.tensors == network.source.tensors)
        let pictures = SamplePictures(side: network.input.side, channels: network.input.channels)
        let expected = try await network.logits(of: pictures)
        #expect(try await network.logits(of: pictures, by: WeightsFile.network(back)) == expected)
    }

    @Test func tensorsOfAnotherNetworkAreRefused() throws {
        let source = file([tensor("stem.weight", [3, 3, 2, 4])])
        for (tensors, sentence) in [
            ([], "x lists 0 tensors; expected 1"),
            (
                [tensor("stem.conv.weight", [4, 2, 3, 2])],
                "x has no stem.conv.weight of shape [4, 2, 3, 3]; expected one"
            ),
            ([tensor("stem.weight", [4, 2, 3, 3])], "x has no stem.conv.weight of shape [4, 2, 3, 3]; expected one"),
        ] {
            #expect(throws: Refusal(sentence)) { try TorchTensors.restored(file(tensors), like: source) }
        }
    }

    @Test func emptyTensorsAreNotWalkedThrough() {
        #expect(TorchTensors.reversed([], outer: 1 << 50, middle: 1, inner: 0).isEmpty)
    }

    /// Python takes the module as it stands: names with quotes and letters beyond ASCII, one layer for each block.
    @Test(.enabled(if: Python.has("ast")), arguments: SampleNetworks.notations)
    func moduleIsPython(notation: String) throws {
        let network = try SampleNetworks.network(notation)
        let folder = TemporaryFolder()
        let file = try folder.write("net.py", PyTorchModule(network, name: "net").text)
        let code = """
            import ast, json, sys
            tree = ast.parse(open(sys.argv[1], encoding="utf-8").read())
            values = {node.targets[0].id: ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)}
            blocks = [call for call in ast.walk(tree) if isinstance(call, ast.Call) and ast.unparse(call.func) == "nn.Sequential"]
            print(json.dumps([values, len(blocks[0].args), ast.get_docstring(tree)]))
            """
        let (status, output) = try Python.run(code, [file])
        #expect(status == 0)
        guard case .array(let found) = try JSONValue(parsing: output) else {
            Issue.record("\(output)")
            return
        }
        try #require(found.count == 3)
        #expect(found[0]["CLASS_NAMES"] == JSONValue(network.input.classNames))
        #expect(found[0]["MEAN"] == JSONValue(network.normalization.mean.map { Double($0) }))
        #expect(found[0]["DEVIATION"] == JSONValue(network.normalization.deviation.map { Double($0) }))
        #expect(found[0]["EPSILON"] == 1e-5)
        // A title from a folder of somebody else's is a part of the text and nothing more.
        guard case .string(let text) = found[2] else {
            Issue.record("\(found[2])")
            return
        }
        #expect(text.hasPrefix(#"sample """\nraise SystemExit\n"""\, seed 5: a network"#), "\(text)")
        #expect(!text.contains("\nraise"))
        #expect(found[1] == .integer(network.trained.network.blueprint.blocks.count - 1))
    }
}
