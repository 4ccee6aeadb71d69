import Kernels
import Testing

struct ChannelScatterTests {
    private static let channels = [1, 7, 8, 9, 16, 17, 40]
    /// Rows below, at and above the 64 of a strip, added at once and in pieces, in one chunk and in several.
    private static let batches: [[[Int]]] = [
        [[1]], [[2]], [[63]], [[64]], [[65]], [[130]], [[1, 1, 1]], [[64, 64]], [[13, 100, 5]], [[1, 64]],
        [[1], [1]], [[2], [70], [1]], [[70, 6], [1], [64, 3, 20]],
    ]

    /// Also numbers whose mean is 1000 times their deviation, where sums of plain products are worthless.
    @Test(arguments: [0.2, 577, -577] as [Float]) func meansAndProductsAgreeWithTwoPassesInDouble(
        middle: Float
    ) throws {
        for chunks in Self.batches {
            for channels in Self.channels {
                let trial = ChannelScatterTrial(chunks: chunks, channels: channels, middle: middle)
                let what = "chunks \(chunks), \(channels) channels, mean \(middle)"
                try GuardedArena.use(what) { arena in
                    let half = channels / 2
                    let results = trial.run(in: arena, slices: [half..<channels, 0..<half])
                    for (chunk, scatter) in results.scatters.enumerated() {
                        let expected = trial.expected(chunk: chunk)
                        try scatter.requireAgreement(
                            with: expected.means + expected.products, "chunk \(chunk), \(what)")
                    }
                    let expected = trial.expected
                    try results.means.requireAgreement(with: expected.means, "means, \(what)")
                    try results.covariance.requireAgreement(with: expected.covariance, "covariance, \(what)")
                }
            }
        }
    }

    /// A single row has no deviation, whatever it is.
    @Test func oneRowVariesNowhere() throws {
        for middle in [0.2, 577] as [Float] {
            let trial = ChannelScatterTrial(chunks: [[1]], channels: 17, middle: middle)
            try GuardedArena.use("one row") { arena in
                let results = trial.run(in: arena)
                let zeros = [UInt32](repeating: 0, count: 17 * 17)
                try results.means.requireSameBits(as: trial.x.map(\.bitPattern), "means")
                try results.covariance.requireSameBits(as: zeros, "covariance")
            }
        }
    }

    @Test func slicesOfTheCovarianceGiveTheSameBits() throws {
        let trial = ChannelScatterTrial(chunks: [[70], [1, 20], [64]], channels: 40, middle: 3)
        try GuardedArena.use("slices") { arena in
            let whole = trial.run(in: arena).covariance.bitPatterns
            for slices in [[0..<16, 16..<32, 32..<40], [39..<40, 0..<39], [0..<40, 7..<7]] {
                let sliced = trial.run(in: arena, slices: slices).covariance
                try sliced.requireSameBits(as: whole, "slices \(slices)")
            }
            let part = trial.run(in: arena, slices: [3..<5]).covariance
            for index in 0..<part.count where !(3 * 40..<5 * 40).contains(index) {
                #expect(part.values[index].isNaN, "row \(index / 40) was written")
            }
        }
    }

    /// Pieces that end where strips do are the strips of one piece.
    @Test func piecesOfWholeStripsGiveTheBitsOfOnePiece() throws {
        for channels in [9, 40] {
            let whole = ChannelScatterTrial(chunks: [[133]], channels: channels, middle: 2)
            for pieces in [[64, 69], [128, 5], [64, 64, 5]] {
                var trial = ChannelScatterTrial(chunks: [pieces], channels: channels)
                trial.x = whole.x
                try GuardedArena.use("pieces \(pieces)") { arena in
                    try trial.run(in: arena).scatters[0].requireSameBits(
                        as: whole.run(in: arena).scatters[0].bitPatterns, "pieces \(pieces)")
                }
            }
        }
    }

    @Test func aPairOfChannelsHasTheSameBitsAmongOthersAndAlone() throws {
        for chunks in [[[3]], [[65]], [[13, 70], [5]]] {
            let trial = ChannelScatterTrial(chunks: chunks, channels: 40, middle: 1)
            try GuardedArena.use("chunks \(chunks)") { arena in
                let whole = trial.run(in: arena)
                for part in [0..<7, 0..<8, 3..<20, 16..<40, 39..<40] {
                    let alone = trial.only(part).run(in: arena)
                    let what = "chunks \(chunks), channels \(part)"
                    try alone.means.requireSameBits(as: Array(whole.means.bitPatterns[part]), "means, \(what)")
                    let rows = part.flatMap { row in part.map { whole.covariance.bitPatterns[row * 40 + $0] } }
                    try alone.covariance.requireSameBits(as: rows, "covariance, \(what)")
                }
            }
        }
    }

    @Test func centringTakesTheMeansAway() throws {
        for (rows, channels) in [(1, 1), (3, 17), (65, 40)] {
            let x = Samples.floats(rows * channels)
            let means = Samples.floats(channels, seed: 1)
            try GuardedArena.use("\(rows) x \(channels)") { arena in
                let centred = arena.poison(x.count)
                centre(
                    arena.floats(x).pointer, rows: rows, channels: channels, means: arena.floats(means).pointer,
                    into: centred.pointer)
                try centred.requireSameBits(
                    as: x.indices.map { (x[$0] - means[$0 % channels]).bitPattern }, "\(rows) x \(channels)")
            }
        }
    }
}
