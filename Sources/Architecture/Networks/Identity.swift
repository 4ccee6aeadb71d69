extension Blueprint {
    /// A block that hands its input on; it has no weights and costs nothing.
    public struct Identity: Hashable, Sendable, BlockShape {
        /// The channels that come in and go out.
        public var channels: Int
        /// The height and width of the input and the output.
        public var side: Int

        /// Makes an identity; `Blueprint.init(blocks:)` checks its sizes.
        public init(channels: Int, side: Int) {
            self.channels = channels
            self.side = side
        }

        var inputChannels: Int { channels }
        var outputChannels: Int { channels }
        var inputSide: Int { side }
        var outputSide: Int { side }
        var macs: Int { 0 }
        var params: Int { 0 }

        func check(position: Int) throws(ArchitectureError) {
            try checkInput(position: position)
        }
    }
}
