import Reproducibility

/// Numbers for the operands, the same in every run.
struct Samples {
    private static let table: [Float] = {
        var random = RandomStream(seed: 2020, purpose: .simulation)
        // A prime length, so that no operand's layout falls into step with it.
        return (0..<65_537).map { _ in Float(2 * random.uniform() - 1) }
    }()

    private var place: Int

    init(_ seed: Int = 0) { place = seed * 7919 % Self.table.count }

    /// `count` numbers from `(middle - spread, middle + spread)`, uniformly.
    mutating func floats(_ count: Int, middle: Float = 0, spread: Float = 1) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(count)
        for _ in 0..<count {
            values.append(middle + spread * Self.table[place])
            place += 1
            if place == Self.table.count { place = 0 }
        }
        return values
    }

    /// `count` numbers from (-1, 1), the same for the same seed.
    static func floats(_ count: Int, seed: Int = 0) -> [Float] {
        var samples = Samples(seed)
        return samples.floats(count)
    }
}
