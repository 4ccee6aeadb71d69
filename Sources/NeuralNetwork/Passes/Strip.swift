import Kernels

/// A part of a chunk's work on a dense unit that stays in the second-level cache: some rows of a 1x1 convolution, one picture
/// of any other.
struct Strip {
    /// Rows of a strip of a 1x1 convolution.
    static let rows = 64

    /// Rows of the input, from the first one of the group on.
    let inputRows: Range<Int>
    /// Rows of the output, from the first one of the group on.
    let outputRows: Range<Int>
    /// The convolution of the strip.
    let shape: ConvolutionShape

    /// The strip whose first output row is `row`.
    init(of unit: ConvolutionUnit, pictures: Range<Int>, after row: Int) {
        let whole = unit.denseShape(pictures: 1)
        guard whole.isPointwise && unit.squeeze == nil else {
            let picture = row / unit.outputPixels
            inputRows = picture * unit.inputPixels..<(picture + 1) * unit.inputPixels
            outputRows = picture * unit.outputPixels..<(picture + 1) * unit.outputPixels
            shape = whole
            return
        }
        outputRows = row..<min(row + Self.rows, pictures.upperBound * unit.outputPixels)
        inputRows = outputRows
        shape = ConvolutionShape(
            pictures: 1, height: 1, width: outputRows.count, inputChannels: unit.inputChannels,
            outputChannels: unit.outputChannels, kernel: 1, stride: 1)
    }
}
