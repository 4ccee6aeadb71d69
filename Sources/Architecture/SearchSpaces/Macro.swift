/// The fixed outline of a family of networks, before the width multiplier.
///
/// Picture, 3x3 stem, a fixed first block, stages of searched layers, 1x1 head, average pool, classifier. The first
/// layer of a stage changes stride and channels.
public struct Macro: Hashable, Sendable {
    /// A run of searched layers with the same output channels.
    public struct Stage: Hashable, Sendable {
        /// The output channels of every layer of the stage.
        public var channels: Int
        /// The number of layers.
        public var layers: Int
        /// The stride of the first layer; the others have stride 1.
        public var stride: Int

        /// Makes a stage; the search space checks its sizes.
        public init(channels: Int, layers: Int, stride: Int) {
            self.channels = channels
            self.layers = layers
            self.stride = stride
        }
    }

    /// The name under which `named(_:)` finds the outline.
    public var name: String
    /// The height and width of the pictures in pixels.
    public var side: Int
    /// The channels of the pictures: 3 in colour, 1 in grey.
    public var channels: Int
    /// The number of classes.
    public var classes: Int
    /// The output channels of the 3x3 stem.
    public var stemChannels: Int
    /// The stride of the stem.
    public var stemStride: Int
    /// The output channels of the fixed first block (kernel 3, expansion 1, stride 1), or nil where there is none.
    public var fixedChannels: Int?
    /// The stages of searched layers.
    public var stages: [Stage]
    /// The output channels of the 1x1 head.
    public var headChannels: Int

    /// Makes an outline; the search space checks its sizes.
    public init(
        name: String, side: Int, channels: Int = 3, classes: Int, stemChannels: Int, stemStride: Int,
        fixedChannels: Int?, stages: [Stage], headChannels: Int
    ) {
        self.name = name
        self.side = side
        self.channels = channels
        self.classes = classes
        self.stemChannels = stemChannels
        self.stemStride = stemStride
        self.fixedChannels = fixedChannels
        self.stages = stages
        self.headChannels = headChannels
    }

    /// Stem, fixed block, stages and head in words, before the width multiplier; a stage as layers x channels / stride:
    /// `stem 16/2, stages 3x24/2 3x32/2 2x48/1, head 128`.
    public var outline: String {
        let stages = stages.map { "\($0.layers)x\($0.channels)/\($0.stride)" }.joined(separator: " ")
        let fixed = fixedChannels.map { ", fixed \($0)" } ?? ""
        return "stem \(stemChannels)/\(stemStride)\(fixed), stages \(stages), head \(headChannels)"
    }

    /// Refuses sizes that no network can have.
    func check() throws(ArchitectureError) {
        try Limits.check(side, in: Limits.side, as: "the picture side of the macro \(name)")
        try Limits.check(channels, in: Limits.channels, as: "the number of picture channels of the macro \(name)")
        try Limits.check(classes, in: Limits.classes, as: "the number of classes of the macro \(name)")
        try Limits.check(stemStride, in: Limits.stride, as: "the stem stride of the macro \(name)")
        try Limits.check(stages.count, in: Limits.blocks, as: "the number of stages of the macro \(name)")
        for (index, stage) in stages.enumerated() {
            let place = "of stage \(index + 1) of the macro \(name)"
            try Limits.check(stage.layers, in: Limits.stageLayers, as: "the number of layers \(place)")
            try Limits.check(stage.stride, in: Limits.stride, as: "the stride \(place)")
        }
        // Four blocks are left for stem, fixed block, head and classifier.
        let layers = stages.reduce(0) { $0 + $1.layers }
        try Limits.check(
            layers, in: 1...(Limits.blocks.upperBound - 4), as: "the number of layers of the macro \(name)")
    }
}
