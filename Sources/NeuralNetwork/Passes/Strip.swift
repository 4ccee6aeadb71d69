import Kernels
import Layout

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

    /// Runs the body for the strips of a chunk's work on a convolution, `whole` for one picture, each with all of the scratch;
    /// where `isWhole` is set, a strip is a picture, whatever the convolution.
    static func forEach(
        of whole: ConvolutionShape, isWhole: Bool = false, _ pictures: Range<Int>, _ scratch: Scratch,
        _ body: (_ strip: Strip, _ scratch: inout Scratch) -> Void
    ) {
        var row = pictures.lowerBound * whole.rows
        while row < pictures.upperBound * whole.rows {
            let strip = Strip(of: whole, isWhole: isWhole, pictures: pictures, after: row)
            var scratch = scratch
            body(strip, &scratch)
            row = strip.outputRows.upperBound
        }
    }

    /// The strip of a dense unit's work whose first output row is `row`.
    init(of unit: ConvolutionUnit, pictures: Range<Int>, after row: Int) {
        self.init(of: unit.denseShape(pictures: 1), isWhole: unit.squeeze != nil, pictures: pictures, after: row)
    }

    /// The strip of a convolution whose first output row is `row`.
    private init(of whole: ConvolutionShape, isWhole: Bool, pictures: Range<Int>, after row: Int) {
        let (inputPixels, outputPixels) = (whole.height * whole.width, whole.rows)
        guard whole.isPointwise && !isWhole else {
            let picture = row / outputPixels
            inputRows = picture * inputPixels..<(picture + 1) * inputPixels
            outputRows = picture * outputPixels..<(picture + 1) * outputPixels
            shape = whole
            return
        }
        outputRows = row..<min(row + Self.rows, pictures.upperBound * outputPixels)
        inputRows = outputRows
        shape = ConvolutionShape(
            pictures: 1, height: 1, width: outputRows.count, inputChannels: whole.inputChannels,
            outputChannels: whole.outputChannels, kernel: 1, stride: 1)
    }
}
