/// A thread's scratch memory, handed out piece after piece while one chunk is treated.
struct Scratch {
    private var next: UnsafeMutablePointer<Float>
    private let end: UnsafeMutablePointer<Float>

    init(_ memory: UnsafeMutablePointer<Float>, count: Int) {
        next = memory
        end = memory + count
    }

    /// The next `count` floats, whatever they hold, aligned to a cache line.
    mutating func take(_ count: Int) -> UnsafeMutablePointer<Float> {
        let piece = next
        next += (count + 15) / 16 * 16
        precondition(next <= end, "the plan of a pass is too small for its scratch")
        return piece
    }
}
