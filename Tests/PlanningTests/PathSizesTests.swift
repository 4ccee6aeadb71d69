import Architecture
import Planning
import Testing

struct PathSizesTests {
    /// Every path of some small spaces, counted one by one.
    @Test(arguments: [
        ("nas-bench-macro", ["id", "k3e3", "k5e6"], 1.0, SearchSpace.IdentityPolicy.convolution),
        ("nas-bench-macro", ["k3e1", "k5e3se", "id"], 0.5, .excluded),
        ("quickstart", ["k7e6", "k3e1"], 1, .convolution),
    ])
    func matchAllPathsCountedOneByOne(
        macro: String, names: [String], width: Double, identity: SearchSpace.IdentityPolicy
    ) throws {
        let space = try SearchSpace(
            macro: try #require(Macro.named(macro)), operations: names.compactMap { Operation(name: $0) }, width: width,
            identity: identity)
        let sizes = PathSizes(of: space)
        var paths = [Path(choices: [])]
        for layer in space.layers {
            paths = paths.flatMap { path in layer.choices.map { Path(choices: path.choices + [$0]) } }
        }
        let macs = paths.map { path in
            path.choices.enumerated().reduce(0) { $0 + space.block(layer: $1.offset, choice: $1.element).macs }
        }
        let shared = space.blueprint(of: paths[0]).macs - macs[0]
        #expect(sizes.smallestMacs == shared + (try #require(macs.min())))
        #expect(sizes.largestMacs == shared + (try #require(macs.max())))
        #expect(space.blueprint(of: sizes.largest).macs == sizes.largestMacs)
        let mean = Double(shared) + Double(macs.reduce(0, +)) / Double(macs.count)
        #expect(abs(sizes.meanMacs - mean) <= 1e-9 * mean)
    }

    /// Paths that differ in every layer hold all operations between them, and the shared blocks once each.
    @Test
    func supernetParamsAreThoseOfAllOperations() throws {
        let space = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations13)
        let paths = (0..<13).map { choice in Path(choices: [UInt8](repeating: choice, count: 21)) }
        let shared = space.blueprint(of: paths[0]).blocks.enumerated()
            .filter { !space.searchedBlocks.contains($0.offset) }.reduce(0) { $0 + $1.element.params }
        let all = paths.reduce(0) { $0 + space.blueprint(of: $1).params }
        #expect(PathSizes(of: space).supernetParams == all - 12 * shared)
    }
}
