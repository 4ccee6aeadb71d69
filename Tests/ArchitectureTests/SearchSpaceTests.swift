import Architecture
import Testing

struct SearchSpaceTests {
    @Test func excludedIdentityIsMissingExactlyWhereTheShapeChanges() throws {
        let space = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations13, identity: .excluded)
        for (index, layer) in space.layers.enumerated() {
            let opensStage = [0, 4, 8, 12, 16, 20].contains(index)
            #expect(layer.keepsShape == !opensStage)
            #expect(layer.choices == Array(0..<(opensStage ? 12 : 13)))
        }
    }

    /// An outline whose first layer changes neither stride nor channels.
    private static let keeping: Macro = {
        var macro = Macro.quickstart
        macro.stages = [
            Macro.Stage(channels: 16, layers: 2, stride: 1), Macro.Stage(channels: 24, layers: 3, stride: 2),
            Macro.Stage(channels: 40, layers: 3, stride: 2),
        ]
        return macro
    }()

    @Test func aStageThatKeepsTheShapeKeepsTheIdentity() throws {
        let space = try SearchSpace(
            macro: Self.keeping, operations: SearchSpace.operationsQuickstart, identity: .excluded)
        #expect(space.layers.map { $0.choices.count } == [7, 7, 6, 7, 7, 6, 7, 7])
    }

    @Test func identityKeepsItsPlaceAmongTheChoices() throws {
        let space = try SearchSpace(
            macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro, identity: .excluded)
        #expect(space.layers[0].choices == [1, 2])
        #expect(space.layers[1].choices == [0, 1, 2])
        #expect(!space.contains(Path(choices: [0, 0, 1, 0, 0, 1, 0, 0])))
        #expect(space.contains(Path(choices: [1, 0, 1, 0, 0, 2, 0, 0])))
    }

    @Test func membershipNeedsTheRightLengthAndKnownChoices() throws {
        let space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro)
        #expect(space.contains(Path(choices: [2, 2, 2, 2, 2, 2, 2, 2])))
        #expect(!space.contains(Path(choices: [2, 2, 2, 2, 2, 2, 2])))
        #expect(!space.contains(Path(choices: [2, 2, 2, 2, 2, 2, 2, 2, 2])))
        #expect(!space.contains(Path(choices: [2, 2, 2, 3, 2, 2, 2, 2])))
        #expect(!space.contains(Path(choices: [])))
    }

    @Test func blocksOfAPathFitTogetherAndCarryTheLayers() throws {
        for macro in Macro.all {
            for side in [1, 7, 28, 33, macro.side] {
                let space = try SearchSpace(
                    macro: macro, operations: SearchSpace.operations13, side: side, channels: 1, classes: 5)
                for choice in UInt8(0)..<13 {
                    let path = Path(choices: [UInt8](repeating: choice, count: space.layers.count))
                    let blueprint = space.blueprint(of: path)
                    // The public initialiser checks what the space takes for granted.
                    let checked = try Blueprint(blocks: blueprint.blocks)
                    #expect(checked == blueprint)
                    #expect([blueprint.side, blueprint.channels, blueprint.classes] == [side, 1, 5])
                    let searched = space.layers.indices.map { space.block(layer: $0, choice: choice) }
                    #expect(Array(blueprint.blocks[space.searchedBlocks]) == searched)
                    #expect(blueprint.blocks.count == searched.count + (macro.fixedChannels == nil ? 3 : 4))
                }
            }
        }
    }

    /// By hand for pictures of 28x28x1: 28 -> stem 14 -> stages 14, 7, 4.
    @Test func oddSidesAreRoundedUp() throws {
        let space = try SearchSpace(
            macro: Self.keeping, operations: SearchSpace.operationsQuickstart, side: 28, channels: 1)
        #expect(space.layers.map(\.inputSide) == [14, 14, 14, 7, 7, 7, 4, 4])
        #expect(space.layers.map(\.outputSide) == [14, 14, 7, 7, 7, 4, 4, 4])
        #expect(space.stem.macs == 14 * 14 * 16 * 9)
        #expect(space.head.inputSide == 4)
    }

    @Test func squeezeIsAQuarterOfTheHiddenChannels() throws {
        var macro = Macro.quickstart
        macro.stages = [Macro.Stage(channels: 3, layers: 2, stride: 1)]
        let narrow = try SearchSpace(
            macro: macro,
            operations: [1, 2, 3].map { .invertedBottleneck(kernel: 3, expansion: $0, squeezeExcitation: true) })
        let squeezes = (UInt8(0)..<3).map { choice -> Int? in
            guard case .invertedBottleneck(let block) = narrow.block(layer: 1, choice: choice) else { return nil }
            return block.squeeze
        }
        #expect(squeezes == [1, 1, 2])
    }

    @Test func identityThatChangesTheShapeIsALinearConvolution() throws {
        let space = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7)
        #expect(
            space.block(layer: 4, choice: 6)
                == .convolution(
                    Blueprint.Convolution(
                        inputChannels: 32, outputChannels: 40, kernel: 1, stride: 2, activation: .none, inputSide: 32)))
        #expect(space.block(layer: 5, choice: 6) == .identity(Blueprint.Identity(channels: 40, side: 16)))
    }

    @Test func impossibleOperationsAreRefused() {
        func sentence(_ operations: [Architecture.Operation], _ identity: SearchSpace.IdentityPolicy = .convolution)
            -> String?
        {
            #expect(throws: ArchitectureError.self) {
                try SearchSpace(macro: .cifar, operations: operations, identity: identity)
            }?.description
        }
        #expect(sentence([]) == "the search space has no operations; expected at least one")
        #expect(
            sentence([.identity, .invertedBottleneck(kernel: 3, expansion: 3, squeezeExcitation: false), .identity])
                == "the search space lists the operation id twice; expected each once")
        #expect(
            sentence([.invertedBottleneck(kernel: 4, expansion: 3, squeezeExcitation: false)])
                == "the kernel of the operation k4e3 is 4; expected an odd number from 1 to 15")
        #expect(
            sentence([.invertedBottleneck(kernel: 17, expansion: 3, squeezeExcitation: false)])
                == "the kernel of the operation k17e3 is 17; expected an odd number from 1 to 15")
        #expect(
            sentence([.invertedBottleneck(kernel: 3, expansion: 0, squeezeExcitation: true)])
                == "the expansion of the operation k3e0se is 0; expected a whole number from 1 to 32")
        #expect(
            sentence([.identity], .excluded)
                == "layer 1 changes the shape and has no choices once the identity is excluded; "
                + "expected another operation or the identity policy \"convolution\"")
        let many = (0..<257).map {
            Architecture.Operation.invertedBottleneck(
                kernel: 2 * ($0 / 64) + 1, expansion: $0 % 32 + 1, squeezeExcitation: $0 % 64 < 32)
        }
        #expect(
            sentence(many)
                == "the number of operations of the search space is 257; expected a whole number from 1 to 256")
        #expect(throws: Never.self) { try SearchSpace(macro: .cifar, operations: Array(many.prefix(256))) }
        #expect(throws: Never.self) { try SearchSpace(macro: .cifar, operations: [.identity]) }
    }

    @Test func overridesAreChecked() {
        let error = #expect(throws: ArchitectureError.self) {
            try SearchSpace(macro: .cifar, operations: SearchSpace.operations7, side: 1025)
        }
        #expect(
            error?.description == "the picture side of the macro cifar is 1025; expected a whole number from 1 to 1024")
    }

    @Test func blueprintOfAPathOfAnotherLengthStops() async {
        await #expect(processExitsWith: .failure) {
            let space = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7)
            _ = space.blueprint(of: Path(choices: [UInt8](repeating: 6, count: 20)))
        }
    }

    @Test func blockOfAChoiceThatTheLayerLacksStops() async {
        await #expect(processExitsWith: .failure) {
            let space = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7, identity: .excluded)
            _ = space.block(layer: 0, choice: 6)
        }
    }
}
