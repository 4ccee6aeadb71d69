import Kernels
import Layout

// Residual branches that are left out for some pictures.
extension TrainingPass {
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
        pass.forEachPicture(of: index, rows) { picture, part in
            guard let factor = drops.factor(before: index, picture: picture) else { return }
            let first = (part.lowerBound - rows.lowerBound) * channels
            for place in first..<first + part.count * channels { gradient[place] *= factor }
        }
        pass.blockInput(index, row: rows.lowerBound).update(from: gradient, count: rows.count * channels)
    }
}
