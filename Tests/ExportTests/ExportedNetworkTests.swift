import Architecture
import Layout
import Retraining
import TestSupport
import Testing
import Workers
@testable import Documents
@testable import Export
@testable import RunFiles
@testable import TensorFiles

/// What is exported is what was tested, and nothing else.
struct ExportedNetworkTests {
    private func file(_ change: (inout [Tensor]) -> Void = { _ in }) throws -> TensorFile {
        let trained = try SampleNetworks.network(SampleNetworks.notations[0]).trained
        let averaged = TrainedNetwork(
            network: trained.network, weights: trained.weights, averages: trained.weights,
            statistics: trained.statistics)
        var file = try TensorFile(WeightsFile.data(averaged), file: "x")
        change(&file.tensors)
        return file
    }

    private func refusal(_ change: (inout [Tensor]) -> Void) throws -> String {
        let file = try file(change)
        do throws(Refusal) {
            _ = try ExportedNetwork.weights(of: file)
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test func averagesTakeThePlaceOfWeights() throws {
        let (source, trained) = try ExportedNetwork.weights(of: file())
        #expect(trained.averages != nil && !source.tensors.contains { $0.name.hasPrefix("average.") })
    }

    /// Compared as they are in the file, before one takes the place of another.
    @Test func averagesOfAnotherNetworkAreRefused() throws {
        let name = "average.classifier.weight"
        let place = try #require(file().tensors.firstIndex { $0.name == name })
        #expect(
            try refusal { $0[place] = Tensor(name: name, shape: [1], floats: [1]) }
                == "x: \(name) has the shape [1]; expected [24, 5]")
        #expect(
            try refusal { $0[place].name = "average.nothing" }
                == "x has no \(name); expected F32 of shape [24, 5]")
    }

    /// A network that the file itself names is believed once all of its tensors are there.
    @Test func noMemoryIsTakenForTensorsThatAreNotThere() throws {
        let layout = try NetworkLayout(Blueprint(notation: "3x8x8 relu c3:8192 c15:8192 c15:8192 fc:2"))
        var tensors = layout.table.parameters.map { Tensor(name: $0.name, shape: [1], floats: [0]) }
        for layer in layout.subnet.normalizations {
            for name in ["mean", "variance"] {
                tensors.append(
                    Tensor(
                        name: "\(layer.name).\(name)", shape: [layer.range.count],
                        floats: [Float](repeating: 1, count: layer.range.count)))
            }
        }
        let file = TensorFile(tensors, metadata: [("network", layout.blueprint.description)], file: "x")
        let error = #expect(throws: Refusal.self) { try WeightsFile.network(file) }
        #expect(error?.description.contains(" has the shape [1]; expected ") == true)
    }

    /// The largest of some differences does not show one that is no number.
    @Test func logitsThatAreNoNumbersAreNotExported() async throws {
        let network = try SampleNetworks.network(SampleNetworks.notations[0])
        let last = try #require(network.trained.network.table.parameters.last)
        network.trained.weights.pointer[last.offset] = .infinity
        let folder = TemporaryFolder()
        let file = try OutputFile(folder.path("net.onnx"))
        await #expect(throws: Failure.self) { try await network.writeONNX(to: file) }
        #expect(!FolderContents.exists(file.path))
    }
}
