/// Means, products of deviations and covariance of the channels of some rows, in two passes, and what Float may make of
/// them when the rows come in chunks, pieces and strips.
///
/// With `n` rows in strips of at most `s`, `u` the unit roundoff, `M_i` the largest `|x_i|`, and `D_i` the squared
/// deviations of channel i:
///
/// - A strip's mean errs by at most `e_i = (s + 2) u M_i`. Each merge of means rounds the distance of two means, its share
///   and their sum, together at most `5 u M_i`; the mean over all chunks is rounded once more: so any mean that occurs errs
///   by at most `E_i = (s + 3 + 5 strips) u M_i`.
/// - A strip's products about its computed means are those about its true ones plus `s` times the errors of both, over
///   all strips `n e_i e_j`. By Cauchy and Schwarz the magnitudes of all products of a pair of channels together are at
///   most `sqrt(D'_i D'_j)`, `D'_i = D_i + n E_i^2`.
/// - A merge adds `w delta_i delta_j`, `w` at most the rows of the smaller side, each `delta` off by `2 E`. The sum of
///   `w delta_i^2` over the merges is at most `D_i` and that of `w` at most `n`, so by Cauchy and Schwarz the errors of the
///   `delta` cost `2 E_j sqrt(n D_i) + 2 E_i sqrt(n D_j) + 4 n E_i E_j`: once for the merges of strips, once for those of chunks.
/// - A product goes through at most `s + 1` additions of its strip, two roundings of its deviations, and 8 for each merge
///   of a strip or a chunk: of the distances, their weights and the sums.
struct ScatterReference {
    let rows: Int
    let channels: Int
    /// `[channels]`.
    let means: [Estimate]
    /// `[channels, channels]`: the products of the deviations.
    let products: [Estimate]

    /// - Parameters:
    ///   - x: `[rows, channels]`.
    ///   - chunks: How many rows are added at a time, for every chunk.
    init(_ x: [Double], channels: Int, chunks: [[Int]]) {
        let rowsOfStrip = 64
        let strips = chunks.joined().reduce(0) { $0 + ($1 + rowsOfStrip - 1) / rowsOfStrip }
        let longest = min(rowsOfStrip, chunks.joined().max() ?? 0)
        let rows = x.count / channels
        let size = Double(rows)
        var sums = [Double](repeating: 0, count: channels)
        var largest = sums
        for index in x.indices {
            sums[index % channels] += x[index]
            largest[index % channels] = max(largest[index % channels], abs(x[index]))
        }
        let exactMeans = sums.map { $0 / size }
        var exact = [Double](repeating: 0, count: channels * channels)
        for row in 0..<rows {
            for i in 0..<channels {
                let deviation = x[row * channels + i] - exactMeans[i]
                for j in 0..<channels {
                    exact[i * channels + j] += deviation * (x[row * channels + j] - exactMeans[j])
                }
            }
        }
        let stripErrors = largest.map { $0 * Estimate.relativeError(roundings: longest + 2) }
        let meanErrors = largest.map { $0 * Estimate.relativeError(roundings: longest + 3 + 5 * strips) }
        let roundings = longest + 3 + 8 * (strips + chunks.count)
        let spreads = (0..<channels).map { exact[$0 * channels + $0] }
        self.rows = rows
        self.channels = channels
        means = zip(exactMeans, meanErrors).map { Estimate($0, error: $1) }
        products = exact.indices.map { index in
            let (i, j) = (index / channels, index % channels)
            let wide = [i, j].map { spreads[$0] + size * meanErrors[$0] * meanErrors[$0] }
            var error = Estimate.relativeError(roundings: roundings) * (wide[0] * wide[1]).squareRoot()
            error += size * stripErrors[i] * stripErrors[j]
            if strips > 1 {
                let ofMerges =
                    2 * meanErrors[j] * (size * spreads[i]).squareRoot()
                    + 2 * meanErrors[i] * (size * spreads[j]).squareRoot()
                    + 4 * size * meanErrors[i] * meanErrors[j]
                error += 2 * ofMerges
            }
            return Estimate(exact[index], error: error)
        }
    }

    /// The mean products: two roundings more, of the reciprocal of the rows and of the product with it.
    var covariance: [Estimate] { products.map { ($0 * Estimate(1 / Double(rows))).rounded(2) } }
}
