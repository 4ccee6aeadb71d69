import Foundation
import Testing

@testable import NeuralNetwork

struct CrossEntropyTests {
    /// Loss and gradient, written and not, beside guard cells.
    private func run(
        _ logits: [Float], label: Int, smoothing: Float = 0, scale: Float = 1
    ) throws -> (loss: Double, gradient: [Float]) {
        try GuardedArena.use("\(logits.count) classes") { arena in
            let input = arena.floats(logits)
            let gradient = arena.poison(logits.count)
            let loss = crossEntropy(
                input.pointer, classes: logits.count, label: label, smoothing: smoothing,
                logitsGradient: gradient.pointer, gradientScale: scale)
            let alone = crossEntropy(input.pointer, classes: logits.count, label: label, smoothing: smoothing)
            #expect(loss.bitPattern == alone.bitPattern)
            return (loss, gradient.values)
        }
    }

    /// Both sides compute in Double, in different orders: `classes` additions and some ten operations each, of numbers
    /// no larger than `1 + log(classes) + 2 max |logit|`.
    private func doubleError(_ logits: [Float]) -> Double {
        let largest = Double(logits.map { abs($0) }.max() ?? 0)
        let classes = Double(logits.count)
        return 2 * (classes + 10) * 0x1p-53 * (1 + log(classes) + 2 * largest)
    }

    @Test(arguments: [1, 2, 3, 10, 100, 1000], [0, 0.1, 0.5] as [Float]) func lossAndGradientAgreeWithTheReference(
        classes: Int, smoothing: Float
    ) throws {
        for (spread, scale) in [(1, 1), (5, 1 / 96), (30, 0.25)] as [(Float, Float)] {
            for label in Set([0, classes / 2, classes - 1]).sorted() {
                let logits = Samples.floats(classes, seed: label).map { $0 * spread }
                let (loss, gradient) = try run(logits, label: label, smoothing: smoothing, scale: scale)
                let doubles = logits.map { Double($0) }
                let expected = CrossEntropyReference.loss(doubles, label: label, smoothing: Double(smoothing))
                let error = doubleError(logits)
                #expect(abs(loss - expected) <= error, "\(classes) classes, label \(label), spread \(spread)")
                let gradients = CrossEntropyReference.gradient(doubles, label: label, smoothing: Double(smoothing))
                for (index, (result, exact)) in zip(gradient, gradients).enumerated() {
                    let bound = Estimate(exact * Double(scale), error: error * Double(scale)).rounded(1)
                    #expect(
                        abs(Double(result) - bound.value) <= bound.error, "\(classes) classes, element \(index)")
                }
            }
        }
    }

    @Test(arguments: [1, 2, 10], [0, 0.1] as [Float]) func theGradientIsThatOfDifferences(
        classes: Int, smoothing: Float
    ) throws {
        let logits = Samples.floats(classes, seed: 4).map { 3 * $0 }
        let label = classes / 2
        let gradient = try run(logits, label: label, smoothing: smoothing).gradient
        let differences = centralDifferences(at: logits.exact.values) {
            let loss = CrossEntropyReference.loss($0, label: label, smoothing: Double(smoothing))
            return Estimate(loss, error: doubleError(logits) / Estimate.doublesShare)
        }
        for (result, exact) in zip(gradient, differences.map({ $0.rounded(1) })) {
            #expect(abs(Double(result) - exact.value) <= exact.error + doubleError(logits))
        }
    }

    /// The gradient moves probability about: its sum is zero but for one rounding of each element.
    @Test(arguments: [0, 0.1] as [Float]) func theGradientsSumIsZero(smoothing: Float) throws {
        let gradient = try run(Samples.floats(10), label: 3, smoothing: smoothing).gradient.map { Double($0) }
        let bound = gradient.reduce(0) { $0 + abs($1) } * Estimate.relativeError(roundings: 1) + 0x1p-48
        #expect(abs(gradient.reduce(0, +)) <= bound)
    }

    @Test func hugeLogitsNeitherOverflowNorVanish() throws {
        let huge = Float.greatestFiniteMagnitude
        #expect(try run([huge, -huge, 0], label: 0).loss == 0)
        #expect(try run([huge, -huge, 0], label: 0).gradient == [0, 0, 0])
        #expect(try run([huge, -huge, 0], label: 1).loss == 2 * Double(huge))
        #expect(try run([huge, -huge, 0], label: 1).gradient == [1, -1, 0])
        #expect(try run([-huge, -huge], label: 0).loss.isFinite)
        #expect(try run([-1000, -1000], label: 0).gradient == [-0.5, 0.5])
        #expect(abs(try run([10_000, 10_000], label: 0).loss - log(2)) <= 10_000 * 0x1p-51)
        #expect(try run([1e30, 0], label: 1).loss == Double(1e30 as Float))
    }

    @Test(arguments: [0, 0.1] as [Float]) func oneClassCostsNothing(smoothing: Float) throws {
        for logit: Float in [0, 1.5, -300, 1e30] {
            let (loss, gradient) = try run([logit], label: 0, smoothing: smoothing)
            // Two products with the logit, and three additions.
            #expect(abs(loss) <= 5 * 0x1p-53 * abs(Double(logit)))
            #expect(abs(gradient[0]) <= 0x1p-52)
        }
    }

    @Test func notANumberAnywhereMakesTheLossOne() throws {
        for classes in 1...5 {
            for place in 0..<classes {
                for label in 0..<classes {
                    var logits = Samples.floats(classes)
                    logits[place] = .nan
                    #expect(try run(logits, label: label).loss.isNaN, "NaN at \(place), label \(label)")
                    #expect(try run(logits, label: label, smoothing: 0.1).loss.isNaN)
                }
            }
        }
    }

    @Test func anInfiniteLogitNeverGivesAFiniteLoss() throws {
        for infinity in [Float.infinity, -.infinity] {
            for place in 0..<3 {
                for label in 0..<3 {
                    var logits: [Float] = [0.5, -1, 2]
                    logits[place] = infinity
                    #expect(try !run(logits, label: label).loss.isFinite, "\(infinity) at \(place), label \(label)")
                }
            }
        }
    }

    @Test func exactlyOneClassIsRightWhateverTheTies() {
        // Every triple of logits from three values.
        for code in 0..<27 {
            let logits = [code % 3, code / 3 % 3, code / 9].map { Float($0) }
            let right = (0..<3).filter { isCorrect(logits, classes: 3, label: $0) }
            #expect(right == [logits.firstIndex(of: logits.max() ?? 0)], "\(logits)")
        }
    }

    @Test func notANumberIsNeverRight() {
        for place in 0..<3 {
            var logits: [Float] = [1, 2, 3]
            logits[place] = .nan
            for label in 0..<3 { #expect(!isCorrect(logits, classes: 3, label: label)) }
        }
        #expect(!isCorrect([.nan], classes: 1, label: 0))
        #expect(isCorrect([-.infinity], classes: 1, label: 0))
    }

    @Test func aLabelThatIsNoClassIsRefused() async {
        await #expect(processExitsWith: .failure) { _ = crossEntropy([1, 2], classes: 2, label: 2) }
        await #expect(processExitsWith: .failure) { _ = crossEntropy([1, 2], classes: 2, label: -1) }
    }
}
