import Architecture
import Testing

struct MacroTests {
    @Test func everyShippedMacroIsFoundByItsName() {
        #expect(Macro.all.map(\.name) == ["imagenet", "cifar", "nas-bench-macro", "quickstart"])
        for macro in Macro.all { #expect(Macro.named(macro.name) == macro) }
        #expect(Macro.named("ImageNet") == nil)
    }

    @Test(arguments: zip(Macro.all, [21, 21, 8, 8])) func layersAreCounted(macro: Macro, layers: Int) throws {
        let space = try SearchSpace(macro: macro, operations: SearchSpace.operations7)
        #expect(space.layers.count == layers)
        #expect(space.layers.map(\.stage) == space.layers.map(\.stage).sorted())
        #expect(space.layers.last?.stage == macro.stages.count - 1)
    }

    @Test(arguments: [
        ("side", "the picture side of the macro imagenet is 0; expected a whole number from 1 to 1024"),
        (
            "channels",
            "the number of picture channels of the macro imagenet is 9000; expected a whole number from 1 to 8192"
        ),
        ("classes", "the number of classes of the macro imagenet is -1; expected a whole number from 1 to 1000000"),
        ("stemChannels", "the stem's channels in the macro imagenet is 0; expected a whole number from 1 to 8192"),
        ("stemStride", "the stem stride of the macro imagenet is 0; expected a whole number from 1 to 8"),
        (
            "fixedChannels",
            "the fixed block's channels in the macro imagenet is 0; expected a whole number from 1 to 8192"
        ),
        ("headChannels", "the head's channels in the macro imagenet is 0; expected a whole number from 1 to 8192"),
        ("stages", "the number of stages of the macro imagenet is 0; expected a whole number from 1 to 256"),
        (
            "stage.channels",
            "the number of channels of stage 3 of the macro imagenet is 0; expected a whole number from 1 to 8192"
        ),
        (
            "stage.layers",
            "the number of layers of stage 3 of the macro imagenet is 0; expected a whole number from 1 to 128"
        ),
        ("stage.stride", "the stride of stage 3 of the macro imagenet is 9; expected a whole number from 1 to 8"),
        ("layers", "the number of layers of the macro imagenet is 384; expected a whole number from 1 to 252"),
    ]) func impossibleSizesAreRefused(field: String, sentence: String) {
        var macro = Macro.imagenet
        switch field {
        case "side": macro.side = 0
        case "channels": macro.channels = 9000
        case "classes": macro.classes = -1
        case "stemChannels": macro.stemChannels = 0
        case "stemStride": macro.stemStride = 0
        case "fixedChannels": macro.fixedChannels = 0
        case "headChannels": macro.headChannels = 0
        case "stages": macro.stages = []
        case "stage.channels": macro.stages[2].channels = 0
        case "stage.layers": macro.stages[2].layers = 0
        case "stage.stride": macro.stages[2].stride = 9
        default: macro.stages = [Macro.Stage](repeating: .init(channels: 8, layers: 128, stride: 1), count: 3)
        }
        let error = #expect(throws: ArchitectureError.self) {
            try SearchSpace(macro: macro, operations: SearchSpace.operations7)
        }
        #expect(error?.description == sentence)
    }
}
