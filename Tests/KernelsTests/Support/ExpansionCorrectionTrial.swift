import Kernels

/// The correction of an expansion's gradients, from operands that are given.
struct ExpansionCorrectionTrial {
    let inputChannels: Int
    let channels: Int
    let rows: Int
    let count: Int
    let x, means, weights, statistics, sums, sum, projected, startOfWeights, startOfInput: [Float]

    struct Results {
        var weightGradient, turned, map, constant, inputGradient: GuardedFloats
    }

    init(inputChannels: Int, channels: Int, rows: Int) {
        var samples = Samples(inputChannels + channels)
        self.inputChannels = inputChannels
        self.channels = channels
        self.rows = rows
        count = 3 * rows
        x = samples.floats(rows * inputChannels, spread: 4)
        means = samples.floats(inputChannels)
        weights = samples.floats(inputChannels * channels)
        statistics = samples.floats(4 * channels, middle: 0.5, spread: 2)
        sums = samples.floats(2 * channels, spread: 10)
        sum = samples.floats(inputChannels * channels)
        projected = samples.floats(inputChannels * channels)
        startOfWeights = samples.floats(inputChannels * channels)
        startOfInput = samples.floats(rows * inputChannels)
    }

    var name: String { "\(inputChannels) to \(channels) channels, \(rows) rows" }

    /// - Parameters:
    ///   - columns: The columns that are finished at a time.
    ///   - mapRows: The rows of the map that are computed at a time.
    func run(in arena: GuardedArena, columns: [Range<Int>]? = nil, mapRows: [Range<Int>]? = nil) -> Results {
        let results = Results(
            weightGradient: arena.floats(startOfWeights), turned: arena.poison(channels * inputChannels),
            map: arena.poison(inputChannels * inputChannels), constant: arena.poison(inputChannels),
            inputGradient: arena.floats(startOfInput))
        let sums = arena.floats(sums)
        let correction = ExpansionCorrection(
            inputChannels: inputChannels, channels: channels, count: count, weights: arena.floats(weights).pointer,
            statistics: NormalizationStatistics(memory: arena.floats(statistics).pointer, channels: channels),
            shiftSum: sums.pointer, scaleSum: sums.pointer + channels, means: arena.floats(means).pointer)
        let (sum, projected) = (arena.floats(sum), arena.floats(projected))
        for columns in columns ?? [0..<channels] {
            correction.finishWeights(
                columns: columns, sum: sum.pointer, projected: projected.pointer,
                gradient: results.weightGradient.pointer, turned: results.turned.pointer)
        }
        for rows in mapRows ?? [0..<inputChannels] {
            correction.inputMap(
                rows: rows, turned: results.turned.pointer, map: results.map.pointer,
                constant: results.constant.pointer)
        }
        correction.correct(
            arena.floats(x).pointer, rows: rows, map: results.map.pointer, constant: results.constant.pointer,
            scratch: arena.poison(rows * inputChannels).pointer, inputGradient: results.inputGradient.pointer)
        return results
    }

    /// Throws unless every result agrees with the reference of its step, from the step before as it came out.
    func requireAgreement(_ results: Results) throws {
        let part = { (number: Int) in Array(statistics[(number * channels)..<((number + 1) * channels)]).exact }
        let reference = ExpansionCorrectionReference(
            inputChannels: inputChannels, channels: channels, count: count, weights: weights.exact,
            statistics: BatchNormalizationReference.Statistics(
                mean: part(0), inverseDeviation: part(1), scale: part(2), shift: part(3)),
            shift: Array(sums[..<channels]).exact, scale: Array(sums[channels...]).exact, means: means.exact)
        try results.weightGradient.requireAgreement(
            with: reference.finishedWeights(
                sum: sum.exact, projected: projected.exact, start: startOfWeights.exact), "weights' gradient, \(name)")
        try results.turned.requireAgreement(with: reference.turned, "turned weights, \(name)")
        try results.map.requireAgreement(with: reference.map(turned: results.turned.values.exact), "map, \(name)")
        try results.constant.requireAgreement(with: reference.constant, "constant, \(name)")
        try results.inputGradient.requireAgreement(
            with: reference.corrected(
                x.exact, map: results.map.values.exact, constant: results.constant.values.exact,
                start: startOfInput.exact), "input gradient, \(name)")
    }
}
