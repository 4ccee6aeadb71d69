/// All networks that one outline and one list of operations allow.
///
/// Each layer chooses one operation, independently of the others; a network of the space is a `Path`.
public struct SearchSpace: Hashable, Sendable, CustomStringConvertible {
    /// What the identity means in a layer that changes stride or channels.
    public enum IdentityPolicy: String, Sendable, Hashable, CaseIterable {
        /// A 1x1 convolution with that stride, and batch norm, no activation: the space is literally 7^21.
        case convolution
        /// No choice: such a layer offers one operation less.
        case excluded
    }

    /// The outline, with the sizes of the pictures at hand, before the width multiplier.
    public let macro: Macro
    /// The operations; a choice is an index into them.
    public let operations: [Operation]
    /// The width multiplier, 1 for the outline as it stands.
    public let width: Double
    /// What the identity means where the shape changes.
    public let identity: IdentityPolicy
    /// The 3x3 convolution that takes the pictures.
    public let stem: Blueprint.Convolution
    /// The fixed first block, where the outline has one.
    public let fixedBlock: Blueprint.InvertedBottleneck?
    /// The searched layers.
    public let layers: [Layer]
    /// The 1x1 convolution after the last layer.
    public let head: Blueprint.Convolution
    /// The pool and the linear layer at the end.
    public let classifier: Blueprint.Classifier
    /// What follows the convolutions of the bottlenecks.
    public let activation: Activation
    /// What follows the stem and the head.
    public let stemActivation: Activation

    /// The reduce activation of squeeze-and-excitation in every space.
    public static let squeezeActivation = Activation.hswish
    /// The gate of squeeze-and-excitation in every space.
    public static let gateActivation = Activation.hsigmoid

    /// Makes a space of an outline and operations.
    ///
    /// - Parameters:
    ///   - macro: The outline.
    ///   - operations: The candidate operations, each once; their order gives the choices their numbers.
    ///   - width: The multiplier of all channels but those of the pictures. The scaled number is the nearest multiple
    ///     of 8, at least 8 and at least 90 % of the exact one; at width 1 the numbers of the outline stay.
    ///   - identity: What the identity means where the shape changes.
    ///   - activation: What follows the convolutions of the bottlenecks, the fixed block's too.
    ///   - stemActivation: What follows the stem and the head.
    ///   - side: The pictures' height and width, where they are not the outline's.
    ///   - channels: The pictures' channels, where they are not the outline's.
    ///   - classes: The number of classes, where it is not the outline's.
    /// - Throws: `ArchitectureError` where a size is out of range, an operation occurs twice or a layer has no choices.
    public init(
        macro: Macro, operations: [Operation], width: Double = 1, identity: IdentityPolicy = .convolution,
        activation: Activation = .relu, stemActivation: Activation = .relu, side: Int? = nil, channels: Int? = nil,
        classes: Int? = nil
    ) throws(ArchitectureError) {
        var macro = macro
        macro.side = side ?? macro.side
        macro.channels = channels ?? macro.channels
        macro.classes = classes ?? macro.classes
        try macro.check()
        try Self.check(operations)
        let scale = try Width(width)

        stem = Blueprint.Convolution(
            inputChannels: macro.channels,
            outputChannels: try scale.channels(
                macro.stemChannels, as: "the stem's channels in the macro \(macro.name)"),
            kernel: 3, stride: macro.stemStride, activation: stemActivation, inputSide: macro.side)
        if let fixedChannels = macro.fixedChannels {
            fixedBlock = Blueprint.InvertedBottleneck(
                inputChannels: stem.outputChannels,
                outputChannels: try scale.channels(
                    fixedChannels, as: "the fixed block's channels in the macro \(macro.name)"),
                kernel: 3, expansion: 1, stride: 1, squeeze: 0, activation: activation, inputSide: stem.outputSide)
        } else {
            fixedBlock = nil
        }
        layers = try Self.layers(
            of: macro, inputChannels: fixedBlock?.outputChannels ?? stem.outputChannels, inputSide: stem.outputSide,
            operations: operations, scale: scale, identity: identity)
        let last = layers[layers.count - 1]
        head = Blueprint.Convolution(
            inputChannels: last.outputChannels,
            outputChannels: try scale.channels(
                macro.headChannels, as: "the head's channels in the macro \(macro.name)"),
            kernel: 1, stride: 1, activation: stemActivation, inputSide: last.outputSide)
        classifier = Blueprint.Classifier(
            inputChannels: head.outputChannels, classes: macro.classes, inputSide: head.outputSide)
        self.macro = macro
        self.operations = operations
        self.width = width
        self.identity = identity
        self.activation = activation
        self.stemActivation = stemActivation
    }

    private static func check(_ operations: [Operation]) throws(ArchitectureError) {
        guard !operations.isEmpty else { throw .noOperations }
        try Limits.check(operations.count, in: Limits.operations, as: "the number of operations of the search space")
        for (index, operation) in operations.enumerated() {
            try operation.check()
            guard !operations[..<index].contains(operation) else { throw .duplicateOperation(operation) }
        }
    }

    private static func layers(
        of macro: Macro, inputChannels: Int, inputSide: Int, operations: [Operation], scale: Width,
        identity: IdentityPolicy
    ) throws(ArchitectureError) -> [Layer] {
        var layers: [Layer] = []
        var channels = inputChannels
        var side = inputSide
        for (index, stage) in macro.stages.enumerated() {
            let output = try scale.channels(
                stage.channels, as: "the number of channels of stage \(index + 1) of the macro \(macro.name)")
            for position in 0..<stage.layers {
                let stride = position == 0 ? stage.stride : 1
                let skips = identity == .convolution || (stride == 1 && channels == output)
                let choices = operations.indices.filter { skips || operations[$0] != .identity }
                guard !choices.isEmpty else { throw .layerWithoutChoices(layer: layers.count) }
                layers.append(
                    Layer(
                        stage: index, inputChannels: channels, outputChannels: output, stride: stride, inputSide: side,
                        choices: choices.map { UInt8($0) }))
                channels = output
                side = layers[layers.count - 1].outputSide
            }
        }
        return layers
    }
}
