import Reproducibility
import Workers

extension FloatBuffer {
    /// Normal random numbers, other ones for another index.
    static func normal(_ count: Int, index: Int) -> FloatBuffer {
        var stream = RandomStream(seed: 8, purpose: .simulation, index: index)
        let buffer = FloatBuffer(count: count)
        for place in 0..<count { buffer.pointer[place] = Float(stream.normal()) }
        return buffer
    }
}
