import Foundation
import Kernels
import Testing

struct ActivationTests {
    /// Arguments over the whole range of Float: both signs, every exponent, the kinks and their neighbours, infinity.
    private static let arguments: [Float] = {
        var values: [Float] = [0, -0.0, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude]
        for middle: Float in [-6, -3, 0, 3, 6, 87, 88, -87, -88, 88.376, -88.376, 88.722, 89, -89, 104, -104] {
            values += [middle.nextDown, middle, middle.nextUp]
        }
        for pattern in stride(from: UInt32(0), to: 0x7F80_0000, by: 40_009) {
            values += [Float(bitPattern: pattern), -Float(bitPattern: pattern)]
        }
        // Densely where functions of the exponential are neither 0 nor 1.
        values += stride(from: -105, to: 105, by: 0.003).map { Float($0) }
        return values
    }()

    @Test(arguments: ActivationFunction.allCases) func valuesAgreeWithTheReferenceOverTheWholeRange(
        function: ActivationFunction
    ) throws {
        let finite = Self.arguments.filter { $0.isFinite }
        try GuardedArena.use("\(function)") { arena in
            let y = arena.poison(finite.count)
            activationForward(function, arena.floats(finite).pointer, into: y.pointer, count: finite.count)
            for (u, y) in zip(finite, y.values) {
                let expected = ActivationReference.forward(function, Estimate(u))
                guard abs(Double(y) - expected.value) <= expected.error else {
                    throw Disagreement(description: "\(function)(\(u)) = \(y) instead of \(expected)")
                }
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases) func derivativesAgreeWithTheReferenceOverTheWholeRange(
        function: ActivationFunction
    ) throws {
        let finite = Self.arguments.filter { $0.isFinite }
        let gradients = Samples.floats(finite.count)
        try GuardedArena.use("\(function)") { arena in
            let gradient = arena.poison(finite.count)
            activationBackward(
                function, arena.floats(finite).pointer, yGradient: arena.floats(gradients).pointer,
                into: gradient.pointer, count: finite.count)
            for (index, result) in gradient.values.enumerated() {
                let derivative = ActivationReference.derivative(function, Estimate(finite[index]))
                let expected = (derivative * Estimate(gradients[index])).rounded(1)
                guard abs(Double(result) - expected.value) <= expected.error else {
                    throw Disagreement(
                        description: "\(function)'(\(finite[index])) * \(gradients[index]) = \(result) "
                            + "instead of \(expected)")
                }
            }
        }
    }

    /// The reference's derivative is that of its values, so the kernel's is; kinks are kept two steps away.
    @Test(arguments: ActivationFunction.allCases) func derivativesAreThoseOfDifferences(
        function: ActivationFunction
    ) throws {
        let step = 0x1p-10
        let arguments = stride(from: Float(-9), to: 9, by: 0.0371).filter { u in
            ActivationReference.kinks(function).places.allSatisfy { abs(Double(u) - $0) > 3 * step }
        }
        try GuardedArena.use("\(function)") { arena in
            let gradient = arena.poison(arguments.count)
            let ones = arena.floats([Float](repeating: 1, count: arguments.count))
            activationBackward(
                function, arena.floats(arguments).pointer, yGradient: ones.pointer, into: gradient.pointer,
                count: arguments.count)
            let differences = arguments.flatMap { u in
                centralDifferences(at: [Double(u)], step: step) {
                    ActivationReference.forward(function, Estimate($0[0]))
                }
            }
            try gradient.requireAgreement(
                with: differences.widened(
                    by: arguments.map { ActivationReference.derivative(function, Estimate($0)) }), "\(function)'")
        }
    }

    /// Where sigmoid and swish are tiny, they are the exponential (times u): its relative error shows undiminished.
    @Test func theExponentialIsWithinTwoUnitsInTheLastPlace() throws {
        let arguments = stride(from: Float(-87), to: -20, by: 0.000_7).map { $0 }
        try GuardedArena.use("the exponential") { arena in
            let y = arena.poison(arguments.count)
            activationForward(.sigmoid, arena.floats(arguments).pointer, into: y.pointer, count: arguments.count)
            var worst = 0.0
            for (u, y) in zip(arguments, y.values) { worst = max(worst, abs(Double(y) / exp(Double(u)) - 1)) }
            // Two units are at most 4 u, then 1 + e^-u and its reciprocal are rounded; 1 + e^-u = e^-u to 2^-28.
            #expect(worst <= 6.1 * Estimate.unitRoundoff)
        }
    }

    @Test func infinityHasTheLimitAsItsValue() throws {
        func value(_ function: ActivationFunction, _ u: Float) throws -> Float {
            try GuardedArena.use("\(function)") { arena in
                let y = arena.poison(1)
                activationForward(function, arena.floats([u]).pointer, into: y.pointer, count: 1)
                return y.values[0]
            }
        }
        for function in ActivationFunction.allCases {
            let above: Float =
                switch function {
                case .none, .relu, .hswish, .swish: .infinity
                case .relu6: 6
                case .sigmoid, .hsigmoid: 1
                }
            #expect(try value(function, .infinity) == above, "\(function)")
            switch function {
            case .none: #expect(try value(function, -.infinity) == -.infinity)
            case .relu, .relu6, .sigmoid, .hsigmoid: #expect(try value(function, -.infinity) == 0, "\(function)")
            // Infinity times zero: whatever overflowed before is not hidden.
            case .hswish, .swish: #expect(try value(function, -.infinity).isNaN, "\(function)")
            }
        }
    }

    /// At every place of a vector of 16, one of 8 and a single float.
    @Test(arguments: ActivationFunction.allCases) func notANumberStaysOne(function: ActivationFunction) throws {
        for place in 0..<31 {
            try GuardedArena.use("\(function)") { arena in
                var u = Samples.floats(31)
                u[place] = .nan
                let y = arena.poison(31)
                let input = arena.floats(u)
                activationForward(function, input.pointer, into: y.pointer, count: 31)
                #expect(y.values.map(\.isNaN) == u.map(\.isNaN), "\(function), place \(place)")
                let gradient = arena.poison(31)
                let ones = arena.floats([Float](repeating: 1, count: 31).enumerated().map { $0 == place ? .nan : $1 })
                activationBackward(
                    function, arena.floats(Samples.floats(31)).pointer, yGradient: ones.pointer,
                    into: gradient.pointer, count: 31)
                #expect(gradient.values.map(\.isNaN) == u.map(\.isNaN), "\(function)', place \(place)")
            }
        }
    }

    /// Every count of elements, so that each element is computed at each width of vector.
    @Test(arguments: ActivationFunction.allCases) func anElementHasTheSameBitsAtEveryWidthAndInPlace(
        function: ActivationFunction
    ) throws {
        let u = Samples.floats(61).map { 8 * $0 } + [.infinity, -0.0, 88.5, -100, 3, -3, 6]
        let gradients = Samples.floats(u.count, seed: 9)
        func run(_ u: [Float], _ gradients: [Float], inPlace: Bool) throws -> [UInt32] {
            try GuardedArena.use("\(function)") { arena in
                let y = inPlace ? arena.floats(u) : arena.poison(u.count)
                activationForward(
                    function, inPlace ? y.pointer : arena.floats(u).pointer, into: y.pointer, count: u.count)
                let gradient = inPlace ? arena.floats(gradients) : arena.poison(u.count)
                activationBackward(
                    function, arena.floats(u).pointer,
                    yGradient: inPlace ? gradient.pointer : arena.floats(gradients).pointer, into: gradient.pointer,
                    count: u.count)
                return y.bitPatterns + gradient.bitPatterns
            }
        }
        let alone = try u.indices.map { try run([u[$0]], [gradients[$0]], inPlace: false) }
        for count in 0...u.count {
            let expected = alone.prefix(count).map { $0[0] } + alone.prefix(count).map { $0[1] }
            for inPlace in [false, true] {
                let bits = try run(Array(u.prefix(count)), Array(gradients.prefix(count)), inPlace: inPlace)
                #expect(bits == expected, "\(function), \(count) elements, in place \(inPlace)")
            }
        }
    }
}
