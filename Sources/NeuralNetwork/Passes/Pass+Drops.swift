import Kernels

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

    /// Puts the gradient of rows of a block's input in the input's place, as `putBlockGradient` does without drops.
    ///
    /// A branch that may be left out has another gradient than the residual beside it, which waits in a place of its own
    /// until the backward pass comes to where the branch began.
    func putBlockGradient(
        _ index: Int, _ rows: Range<Int>, _ gradient: UnsafeMutablePointer<Float>, _ drops: PathDrops
    ) {
        let channels = units[index].inputChannels
        let kept = base + plan.residualGradient + rows.lowerBound * channels
        if subnet.residualReaders[index] != nil { accumulate(kept, into: gradient, count: rows.count * channels) }
        if subnet.residuals[index] != nil { kept.update(from: gradient, count: rows.count * channels) }
        forEachPicture(of: index, rows) { picture, part in
            guard let factor = drops.factor(before: index, picture: picture) else { return }
            let first = (part.lowerBound - rows.lowerBound) * channels
            for place in first..<first + part.count * channels { gradient[place] *= factor }
        }
        blockInput(index, row: rows.lowerBound).update(from: gradient, count: rows.count * channels)
    }

    /// Runs the body for the pictures of some rows of a unit's input, each with its own part of the rows.
    private func forEachPicture(of index: Int, _ rows: Range<Int>, _ body: (_ picture: Int, _ rows: Range<Int>) -> Void)
    {
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
