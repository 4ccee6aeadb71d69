/// What every kind of block tells about itself.
protocol BlockShape {
    var inputChannels: Int { get }
    var outputChannels: Int { get }
    var inputSide: Int { get }
    var outputSide: Int { get }
    var macs: Int { get }
    var params: Int { get }
    func check(position: Int) throws(ArchitectureError)
}

extension BlockShape {
    /// Refuses input sizes that no network can have.
    func checkInput(position: Int) throws(ArchitectureError) {
        try Limits.check(
            inputChannels, in: Limits.channels, as: "the number of input channels of block \(position + 1)")
        try Limits.check(inputSide, in: Limits.side, as: "the input side of block \(position + 1)")
    }

    /// Refuses an output size or a stride that no network can have.
    func checkOutput(channels: Int, stride: Int, position: Int) throws(ArchitectureError) {
        try Limits.check(channels, in: Limits.channels, as: "the number of output channels of block \(position + 1)")
        try Limits.check(stride, in: Limits.stride, as: "the stride of block \(position + 1)")
    }
}
