/// Numbers that a fixture names instead of storing: `offset + scale * (h - 32768) / 32768`, `h` being the upper 16 bits
/// of SplitMix64's finaliser of `seed * 2^32 + i`.
///
/// Exact in Float32, since scales are powers of two and offsets small integers; `make_fixtures.py` has the same formula.
struct NumberFormula: Decodable {
    let seed: UInt64
    let offset: Double
    let scale: Double

    subscript(index: Int) -> Float {
        var z = seed << 32 + UInt64(index)
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Float(offset + scale * (Double(z >> 48) - 32768) / 32768)
    }
}
