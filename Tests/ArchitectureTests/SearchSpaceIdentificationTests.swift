import Architecture
import Testing

struct SearchSpaceIdentificationTests {
    static func spaces() throws -> [SearchSpace] {
        let operations = SearchSpace.operations7
        var widerHead = Macro.cifar
        widerHead.headChannels += 8
        var otherStage = Macro.cifar
        otherStage.stages[3].stride = 2
        var noFixedBlock = Macro.cifar
        noFixedBlock.fixedChannels = nil
        return [
            try SearchSpace(macro: .cifar, operations: operations),
            try SearchSpace(macro: .imagenet, operations: operations),
            try SearchSpace(macro: widerHead, operations: operations),
            try SearchSpace(macro: otherStage, operations: operations),
            try SearchSpace(macro: noFixedBlock, operations: operations),
            try SearchSpace(macro: .cifar, operations: SearchSpace.operations13),
            try SearchSpace(macro: .cifar, operations: operations.reversed()),
            try SearchSpace(macro: .cifar, operations: operations, width: 0.5),
            try SearchSpace(macro: .cifar, operations: operations, identity: .excluded),
            try SearchSpace(macro: .cifar, operations: operations, activation: .relu6),
            try SearchSpace(macro: .cifar, operations: operations, stemActivation: .relu6),
            try SearchSpace(macro: .cifar, operations: operations, side: 28),
            try SearchSpace(macro: .cifar, operations: operations, channels: 1),
            try SearchSpace(macro: .cifar, operations: operations, classes: 100),
        ]
    }

    @Test func differentSpacesHaveDifferentFingerprints() throws {
        let spaces = try Self.spaces()
        #expect(Set(spaces.map(\.description)).count == spaces.count)
        #expect(Set(spaces.map(\.fingerprint)).count == spaces.count)
    }

    /// Files carry the fingerprint: where this fails, the files of earlier builds are refused.
    @Test func theTextIsStable() throws {
        let space = try Self.spaces()[0]
        #expect(
            space.description
                == "cifar: 3x32x32, 10 classes, width 1.0, stem 32/1, fixed 16, stages 4x32/1 4x40/2 4x80/2 4x96/1 4x192/2 "
                + "1x320/1, head 1280, operations k3e3 k5e3 k7e3 k3e6 k5e6 k7e6 id, identity convolution, "
                + "relu in bottlenecks, relu in stem and head, squeeze hswish/hsigmoid")
        #expect(space.fingerprint.count == 64)
    }
}
