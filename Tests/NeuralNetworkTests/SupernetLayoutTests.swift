import Architecture
import Layout
import Reproducibility
import Testing

struct SupernetLayoutTests {
    private func layout(_ index: Int) throws -> SupernetLayout {
        let (macro, operations, identity) = ParameterTableTests.spaces[index]
        return SupernetLayout(try SearchSpace(macro: macro, operations: operations, identity: identity))
    }

    private func paths(of space: SearchSpace, count: Int) -> [Path] {
        var stream = RandomStream(seed: 4, purpose: .simulation)
        return (0..<count).map { _ in space.randomPath(using: &stream) }
    }

    /// The sizes of the tensors that a network uses come out as the architecture counts them, without building any.
    @Test(arguments: ParameterTableTests.spaces.indices) func pathsUseAsManyNumbersAsTheirBlueprints(index: Int) throws
    {
        let layout = try layout(index)
        for path in paths(of: layout.space, count: 60) {
            let used = layout.subnet(path).parameters.reduce(0) { $0 + $1.count }
            #expect(used == layout.space.blueprint(of: path).params, "\(layout.space.names(of: path))")
        }
    }

    /// Stem, fixed block, head and classifier, and of every layer the tensors of the path's choice: nothing else.
    @Test(arguments: ParameterTableTests.spaces.indices) func subnetUsesTheTensorsOfItsChoices(index: Int) throws {
        let layout = try layout(index)
        let table = layout.table
        let shared = table.parameters.filter { !$0.name.hasPrefix("layers.") }
        for path in paths(of: layout.space, count: 20) {
            let parameters = layout.subnet(path).parameters
            let chosen = path.choices.enumerated().flatMap { layer, choice in
                let prefix = "layers.\(layer).\(layout.space.operations[Int(choice)].name)."
                let named = table.parameters.filter { ($0.name + ".").hasPrefix(prefix) }
                #expect(layout.parameters(layer: layer, choice: Int(choice)).map { table.parameters[$0] } == named)
                return named
            }
            #expect(parameters == (shared + chosen).sorted { $0.offset < $1.offset })
        }
    }

    /// A choice that its layer does not offer takes no memory, and every tensor belongs to one operation at most.
    @Test(arguments: ParameterTableTests.spaces.indices) func operationsShareNoTensor(index: Int) throws {
        let layout = try layout(index)
        var owners = [Int](repeating: 0, count: layout.table.parameters.count)
        for (layer, shape) in layout.space.layers.enumerated() {
            for choice in layout.space.operations.indices {
                let range = layout.parameters(layer: layer, choice: choice)
                let isFree =
                    !shape.choices.contains(UInt8(choice))
                    || (layout.space.operations[choice] == .identity && shape.keepsShape)
                #expect(range.isEmpty == isFree)
                for parameter in range { owners[parameter] += 1 }
            }
        }
        for (parameter, owners) in zip(layout.table.parameters, owners) {
            #expect(owners == (parameter.name.hasPrefix("layers.") ? 1 : 0), "\(parameter.name)")
        }
    }

    @Test func pathOfAnotherSpaceStops() async {
        await #expect(processExitsWith: .failure) {
            let layout = SupernetLayout(
                try SearchSpace(macro: .quickstart, operations: SearchSpace.operationsQuickstart, identity: .excluded))
            _ = layout.subnet(Path(choices: [UInt8](repeating: 6, count: layout.space.layers.count)))
        }
    }
}
