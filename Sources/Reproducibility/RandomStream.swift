#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Random numbers that belong to a place in the computation, not to a moment.
///
/// A stream is keyed by (seed, purpose, round, index); its numbers are a hash of that key and a counter
/// (SplitMix64: Steele, Lea and Flood, OOPSLA 2014). Whoever asks, in whatever order, on whatever thread, gets the same
/// numbers, and a run that is resumed needs no generator state.
public struct RandomStream: RandomNumberGenerator, Sendable {
    /// What the numbers are for, so that two uses of the same round never share a stream.
    public enum Purpose: UInt64, Sendable {
        /// First values of the weights; index = the tensor.
        case initialWeights = 1
        /// Draws of paths; round = the round.
        case pathSampling = 2
        /// The order of the training pictures; round = the epoch.
        case trainingOrder = 3
        /// Crops, flips and cutouts; round = the step, index = the picture's place in the batch.
        case augmentation = 4
        /// The held-out pictures on which a round scores its paths.
        case scoringPictures = 5
        /// The division of the training pictures into training and held-out parts.
        case holdOut = 6
        /// Generated pictures; index = the picture.
        case generatedPictures = 7
        /// The order in which a scored set is cut into normalisation groups.
        case scoringGroups = 8
        /// Simulations that check a closed form.
        case simulation = 9
        /// What a search draws; round = the generation, index = the path's place in it.
        case search = 10
        /// The seed of a network's own training, which shares no numbers with the supernet's.
        case retraining = 11
        /// Features that are dropped before the classifier; round = the step, index = the picture's place in the batch.
        case dropout = 12
        /// Residual branches that are left out; round = the step, index = the picture's place and the branch.
        case dropPath = 13
        /// Random networks that found ones are compared with; round = 1 and index = the draw for those of a table.
        case reference = 14
        /// Resamples of pairs; round = the resample.
        case bootstrap = 15
        /// The true qualities of paths in a simulation; round = the path's key or 0, index = the layer.
        case landscape = 16
        /// The scoring noise of a simulation; round = the round, index = the path's key or 0.
        case simulatedScores = 17
        /// The order of paths whose scores are equal.
        case ties = 18
        /// The validation pictures of a standalone training; index = the class.
        case validation = 21
        /// Networks that `plan` draws to tell how many keep limits; index = the draw.
        case planning = 20
        /// The seed of a search on predictions; round = the generation that it proposes.
        case prediction = 19
    }

    private let key: UInt64
    private var counter: UInt64 = 0

    /// Opens the stream of one place in the computation, at its first number.
    ///
    /// - Parameters:
    ///   - seed: The run's seed.
    ///   - purpose: What the numbers are for.
    ///   - round: The round, epoch or step, as the purpose says.
    ///   - index: The item within the round, as the purpose says.
    public init(seed: UInt64, purpose: Purpose, round: Int = 0, index: Int = 0) {
        var hash = Self.mix(seed &+ Self.increment)
        hash = Self.mix(hash ^ purpose.rawValue &* Self.increment)
        hash = Self.mix(hash ^ (UInt64(bitPattern: Int64(round)) &+ 1) &* Self.increment)
        key = Self.mix(hash ^ (UInt64(bitPattern: Int64(index)) &+ 1) &* Self.increment)
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        counter &+= 1
        return Self.mix(key &+ counter &* Self.increment)
    }

    /// A number drawn uniformly from `[0, 1)`, a multiple of 2^-53.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number drawn uniformly from `0 ..< bound`, without bias (Lemire, ACM TOMACS 2019).
    ///
    /// Written out here because the standard library does not promise that `Int.random(in:using:)` stays as it is.
    ///
    /// - Precondition: `bound` is positive.
    public mutating func integer(below bound: Int) -> Int {
        precondition(bound > 0, "a random number below \(bound) does not exist")
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// A number drawn from the normal distribution with mean 0 and variance 1 (Box and Muller, 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * Double.pi * uniform())
    }

    /// Puts the elements into an order drawn uniformly (Fisher and Yates).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, integer(below: last + 1))
        }
    }

    /// The numbers `0 ..< count` in an order drawn uniformly.
    public mutating func permutation(count: Int) -> [Int] {
        var order = Array(0..<count)
        shuffle(&order)
        return order
    }

    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func mix(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
