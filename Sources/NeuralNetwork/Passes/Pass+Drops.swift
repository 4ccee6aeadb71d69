import Kernels
import Layout

// Residual branches that are left out for some pictures of a training pass.
extension Pass {
    /// Writes rows of the input of a block after a residual one, picture by picture: the residual plus the branch by its
    /// factor.
    func writeBlockInput(of index: Int, rows: Range<Int>, residualOf start: Int, _ drops: PathDrops) {
        let channels = units[index].inputChannels
        forEachPicture(of: index, rows) { picture, rows in
            let count = rows.count * channels
            let target = blockInput(index, row: rows.lowerBound)
            let residual = blockInput(start, row: rows.lowerBound)
            let factor = drops.factor(before: index, picture: picture) ?? 1
            guard factor > 0 else { return target.update(from: residual, count: count) }
            normalization(index - 1, rows: rows.count).forward(raw(index - 1, row: rows.lowerBound), into: target)
            for place in 0..<count { target[place] = target[place] * factor + residual[place] }
        }
    }

    /// Runs the body for the pictures of some rows of a unit's input, each with its own part of the rows.
    func forEachPicture(of index: Int, _ rows: Range<Int>, _ body: (_ picture: Int, _ rows: Range<Int>) -> Void) {
        let pixels = units[index].inputPixels
        var first = rows.lowerBound
        while first < rows.upperBound {
            let picture = first / pixels
            let last = min((picture + 1) * pixels, rows.upperBound)
            body(picture, first..<last)
            first = last
        }
    }
}
