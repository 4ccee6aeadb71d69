import Architecture
import Testing

/// The plans of an implementation in another language: shapes, and the MACs of twenty drawn paths.
struct SearchSpacePlanTests {
    struct Plan: Sendable {
        let macro: Macro
        let width: Double
        let stem: Int
        let fixed: Int
        let head: Int
        /// Input channels, output channels, stride and input side of the first two layers of each stage.
        let layers: String
        let macs: [Int]
    }

    static let paths = [
        "5,5,6,6,1,2,5,5,0,6,2,4,1,0,3,3,0,0,1,2,3",
        "4,3,3,1,1,2,5,5,2,2,3,0,5,4,6,6,3,3,0,1,4",
        "1,0,1,0,0,1,2,5,2,2,5,2,1,4,0,0,2,5,1,6,1",
        "4,1,0,0,5,4,2,2,1,5,5,2,4,5,3,1,5,2,4,6,3",
        "1,1,3,5,0,5,1,6,4,3,2,1,0,4,0,4,1,3,1,1,0",
        "0,6,2,0,5,6,2,5,5,3,3,4,5,0,6,5,1,0,3,4,2",
        "0,0,4,5,0,0,2,2,5,0,5,6,2,5,0,6,0,1,1,4,4",
        "5,0,1,0,5,5,4,1,2,6,1,3,2,0,3,0,1,1,1,6,1",
        "0,2,1,4,3,1,5,0,3,3,0,1,1,6,5,2,3,6,0,6,2",
        "1,2,4,2,1,5,5,0,0,2,0,3,2,5,2,3,3,6,0,0,4",
        "3,1,0,5,5,4,0,6,4,4,2,5,0,1,2,2,4,6,0,0,0",
        "1,5,1,4,3,5,4,0,4,6,2,6,2,3,0,6,5,1,4,3,4",
        "3,3,2,0,3,0,4,6,3,2,1,6,1,2,3,2,3,1,4,0,2",
        "1,0,5,6,2,0,6,0,3,1,4,1,2,6,5,0,1,5,2,2,4",
        "1,0,1,3,4,3,1,3,3,5,4,6,5,2,4,4,5,5,2,4,0",
        "5,3,2,2,5,1,3,5,5,6,1,3,1,2,6,2,5,4,1,5,5",
        "5,5,5,5,4,6,0,5,2,5,0,4,1,2,3,1,4,4,5,2,3",
        "5,1,1,1,2,0,4,5,0,6,1,2,2,1,6,5,2,0,1,2,2",
        "0,1,2,0,3,0,4,0,3,3,3,5,4,5,5,0,5,1,6,5,2",
        "4,4,3,1,3,3,5,6,4,3,6,1,1,1,1,2,0,1,3,3,3",
    ]

    static let plans = [
        Plan(
            macro: .cifar, width: 1, stem: 32, fixed: 16, head: 1280,
            layers: "16-32-1-32 32-32-1-32 32-40-2-32 40-40-1-16 "
                + "40-80-2-16 80-80-1-8 80-96-1-8 96-96-1-8 "
                + "96-192-2-8 192-192-1-4 192-320-1-4",
            macs: [
                120_677_888, 135_511_040, 107_560_448, 135_037_952, 132_890_624, 118_261_760, 130_144_256,
                112_961_024, 116_063_744, 134_537_216, 124_560_896, 142_194_176, 119_144_960, 111_918_080,
                139_137_536, 141_493_760, 175_112_192, 110_233_088, 129_681_920, 136_328_192,
            ]),
        Plan(
            macro: .cifar, width: 0.5, stem: 16, fixed: 8, head: 640,
            layers: "8-16-1-32 16-16-1-32 16-24-2-32 24-24-1-16 "
                + "24-40-2-16 40-40-1-8 40-48-1-8 48-48-1-8 "
                + "48-96-2-8 96-96-1-4 96-160-1-4",
            macs: [
                39_385_600, 41_929_984, 33_444_352, 41_499_904, 41_093_632, 36_605_440, 40_912_384, 35_729_920,
                36_689_152, 43_243_264, 38_993_152, 45_063_424, 35_449_600, 34_339_840, 41_679_616, 45_339_904,
                56_846_080, 35_883_520, 39_430_912, 41_193_472,
            ]),
        Plan(
            macro: .imagenet, width: 1, stem: 32, fixed: 16, head: 1280,
            layers: "16-32-2-112 32-32-1-56 32-40-2-56 40-40-1-28 "
                + "40-80-2-28 80-80-1-14 80-96-1-14 96-96-1-14 "
                + "96-192-2-14 192-192-1-7 192-320-1-7",
            macs: [
                400_922_432, 446_348_960, 353_524_928, 444_900_128, 431_098_592, 386_297_696, 422_687_840,
                377_289_536, 379_566_272, 436_141_280, 412_814_144, 459_590_720, 396_227_840, 366_870_176,
                450_229_760, 464_671_040, 567_627_488, 368_935_232, 421_271_936, 448_851_488,
            ]),
    ]

    func space(_ plan: Plan) throws -> SearchSpace {
        try SearchSpace(
            macro: plan.macro, operations: SearchSpace.operations7, width: plan.width, identity: .excluded,
            activation: .relu6, stemActivation: .relu6)
    }

    @Test(arguments: plans) func macsOfDrawnPathsAgree(plan: Plan) throws {
        let space = try space(plan)
        let macs = try Self.paths.map { space.blueprint(of: try space.path(from: $0)).macs }
        #expect(macs == plan.macs)
    }

    @Test(arguments: plans) func shapesAgree(plan: Plan) throws {
        let space = try space(plan)
        #expect(space.stem.outputChannels == plan.stem)
        #expect(space.fixedBlock?.outputChannels == plan.fixed)
        #expect(space.head.outputChannels == plan.head)
        let shown = [0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20].map { index in
            let layer = space.layers[index]
            return "\(layer.inputChannels)-\(layer.outputChannels)-\(layer.stride)-\(layer.inputSide)"
        }
        #expect(shown.joined(separator: " ") == plan.layers)
    }

    @Test(arguments: plans) func activationsReachTheBlocks(plan: Plan) throws {
        let space = try space(plan)
        let blueprint = space.blueprint(of: try space.path(from: Self.paths[0]))
        #expect(blueprint.blocks.compactMap(\.activation).allSatisfy { $0 == .relu6 })
    }
}
