import Kernels
import Workers

/// Each chunk's part of the gradient of some weights, until the parts are merged in the order of the chunks.
struct PartialGradients {
    /// The first chunk's part.
    let first: UnsafeMutablePointer<Float>
    /// Floats of a chunk's part.
    let count: Int
    let chunks: Int
    let crew: Crew

    /// A chunk's part, its first floats set to 0.
    func cleared(_ chunk: Int, count: Int) -> UnsafeMutablePointer<Float> {
        let partial = first + chunk * self.count
        partial.update(repeating: 0, count: count)
        return partial
    }

    /// Adds the chunks' parts, in their order, to a gradient; large ones are cut into slices for the team.
    func merge(
        from start: Int = 0, count: Int, into target: UnsafeMutablePointer<Float>, chunks: Range<Int>? = nil
    ) {
        crew.forEachSlice(of: count, size: 16_384) { slice in
            for chunk in chunks ?? 0..<self.chunks {
                let partial = first + chunk * self.count + start
                accumulate(partial + slice.lowerBound, into: target + slice.lowerBound, count: slice.count)
            }
        }
    }
}
