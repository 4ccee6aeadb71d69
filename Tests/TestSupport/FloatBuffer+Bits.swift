package import Workers

extension FloatBuffer {
    /// The bits of all floats, in which a NaN equals itself and -0 differs from 0.
    package var bits: [UInt32] { (0..<count).map { self[$0].bitPattern } }
}
