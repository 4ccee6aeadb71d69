import Kernels
import Testing

struct ExpandedDepthwiseTests {
    /// Every kind of block, alone, after others and before narrower ones.
    private static let channels = [1, 7, 16, 17, 24, 32, 33, 40, 48, 72]
    private static let sizes = [(1, 1), (5, 4), (3, 9), (4, 8), (7, 5), (2, 11)]

    /// Both passes from given statistics; sizes, pictures and activations take turns.
    @Test(arguments: [1, 3, 5, 7, 9], [1, 2, 3]) func everyShapeAgreesWithTheReference(
        kernel: Int, stride: Int
    ) throws {
        var turn = kernel + stride
        for channels in Self.channels {
            for inputs in [nil, 1, 3, 8, 17] {
                let (height, width) = Self.sizes[turn % Self.sizes.count]
                let trial = ExpandedDepthwiseTrial(
                    DepthwiseShape(height: height, width: width, channels: channels, kernel: kernel, stride: stride),
                    pictures: 1 + turn % 3, inputChannels: inputs,
                    activation: ActivationFunction.allCases[turn % ActivationFunction.allCases.count], seed: turn)
                try GuardedArena.use(trial.name) { try trial.requireAgreement(trial.run(in: $0)) }
                turn += 1
            }
        }
    }

    @Test(arguments: ActivationFunction.allCases, [3, 5, 7]) func everyActivationAgreesWithTheReference(
        activation: ActivationFunction, kernel: Int
    ) throws {
        for channels in [7, 24, 41] {
            let trial = ExpandedDepthwiseTrial(
                DepthwiseShape(height: 6, width: 5, channels: channels, kernel: kernel, stride: 1), pictures: 2,
                inputChannels: 5, activation: activation, seed: kernel)
            try GuardedArena.use(trial.name) { try trial.requireAgreement(trial.run(in: $0)) }
        }
    }

    /// More pixels than a block of rows and a strip have, and so many that blocks are narrower on the way back.
    @Test(arguments: [(13, 11, 3, 1, 40), (16, 17, 5, 2, 33), (25, 23, 3, 2, 40), (25, 23, 7, 1, 17)])
    func largePicturesAgreeWithTheReference(
        height: Int, width: Int, kernel: Int, stride: Int, channels: Int
    ) throws {
        for inputs in [nil, 9] {
            let trial = ExpandedDepthwiseTrial(
                DepthwiseShape(height: height, width: width, channels: channels, kernel: kernel, stride: stride),
                pictures: 2, inputChannels: inputs, activation: .relu6)
            try GuardedArena.use(trial.name) { try trial.requireAgreement(trial.run(in: $0)) }
        }
    }

    /// Quarters below 1: sums of 70 products of them are exact in halves too, so pairs give what floats give to the last bit.
    @Test(arguments: PairFormat.allCases, [(5, 4, 3, 1), (8, 9, 5, 2), (3, 3, 7, 1)]) func pairsGiveWhatFloatsGive(
        format: PairFormat, size: (height: Int, width: Int, kernel: Int, stride: Int)
    ) throws {
        for (inputs, channels) in [(1, 7), (6, 40), (17, 72), (70, 33)] {
            let shape = DepthwiseShape(
                height: size.height, width: size.width, channels: channels, kernel: size.kernel, stride: size.stride)
            var trial = ExpandedDepthwiseTrial(shape, pictures: 3, inputChannels: inputs, activation: .relu6)
            trial.input = trial.input.map { ($0 * 4).rounded() / 4 }
            trial.expansionWeights = trial.expansionWeights.map { ($0 * 4).rounded() / 4 }
            try GuardedArena.use(trial.name) { arena in
                let pairs = trial.output(by: format, in: arena).map(\.bitPattern)
                #expect(pairs == trial.run(in: arena).output.values.map(\.bitPattern), "\(trial.name)")
            }
        }
    }

    /// Seventy-two channels against their parts, which other blocks and vector widths compute.
    @Test(arguments: ActivationFunction.allCases) func aChannelHasTheSameBitsAmongOthersAndAlone(
        activation: ActivationFunction
    ) throws {
        for (height, width, kernel, stride) in [(5, 4, 3, 1), (8, 9, 5, 2), (3, 3, 9, 3), (26, 24, 3, 1)] {
            for inputs in [nil, 6] {
                let shape = DepthwiseShape(height: height, width: width, channels: 72, kernel: kernel, stride: stride)
                let trial = ExpandedDepthwiseTrial(shape, pictures: 2, inputChannels: inputs, activation: activation)
                try GuardedArena.use(trial.name) { arena in
                    let whole = trial.run(in: arena)
                    for part in [0..<7, 0..<8, 3..<20, 16..<57, 71..<72] {
                        let alone = trial.only(part).run(in: arena)
                        var pairs = [
                            (alone.output, whole.output), (alone.means, whole.means),
                            (alone.deviations, whole.deviations), (alone.filterGradient, whole.filterGradient),
                            (alone.expansionGradient, whole.expansionGradient),
                            (alone.expansionShift, whole.expansionShift),
                            (alone.expansionScale, whole.expansionScale),
                        ]
                        // With an expansion the input's gradient is a sum over all channels.
                        if inputs == nil { pairs.append((alone.inputGradient, whole.inputGradient)) }
                        for (number, (part, whole)) in pairs.map({ ($0.0, $0.1.bitPatterns.only(part, of: 72)) })
                            .enumerated()
                        {
                            try part.requireSameBits(as: whole, "result \(number) of \(trial.name)")
                        }
                    }
                }
            }
        }
    }

    /// Of every kind of block, and of small and large pictures.
    @Test(arguments: [1, 3, 5, 7], [1, 2]) func halvesAreTheFloatsRounded(kernel: Int, stride: Int) throws {
        for channels in Self.channels {
            for (inputs, size) in [(nil, (5, 4)), (6, (13, 11)), (3, (2, 11))] {
                let trial = ExpandedDepthwiseTrial(
                    DepthwiseShape(height: size.0, width: size.1, channels: channels, kernel: kernel, stride: stride),
                    pictures: 2, inputChannels: inputs, activation: .relu6, seed: kernel)
                try GuardedArena.use(trial.name) { arena in
                    let exact = trial.run(in: arena)
                    let (halves, means, deviations) = trial.halves(in: arena)
                    let rounded = exact.output.values.map { Float16($0).bitPattern }
                    #expect(halves.map(\.bitPattern) == rounded, "\(trial.name)")
                    try means.requireSameBits(as: exact.means.bitPatterns, trial.name)
                    try deviations.requireSameBits(as: exact.deviations.bitPatterns, trial.name)
                }
            }
        }
    }

    @Test func aPictureHasTheSameBitsAmongOthersAndAlone() throws {
        for inputs in [nil, 5] {
            let shape = DepthwiseShape(height: 6, width: 7, channels: 41, kernel: 5, stride: 2)
            let trial = ExpandedDepthwiseTrial(shape, pictures: 3, inputChannels: inputs, activation: .hswish)
            try GuardedArena.use(trial.name) { arena in
                let whole = trial.run(in: arena).output.bitPatterns
                let size = whole.count / 3
                for picture in 0..<3 {
                    try trial.only(picture: picture).run(in: arena).output.requireSameBits(
                        as: Array(whole[(picture * size)..<((picture + 1) * size)]), "picture \(picture)")
                }
            }
        }
    }
}
