public import Architecture

extension AdditiveModel {
    /// Fits a model whose pairs of neighbouring layers, where they may be, have to earn their place.
    ///
    /// They are used where the held-out error is lower with them; there are many of them, and each is seen less often.
    ///
    /// - Parameters:
    ///   - space: The space of the paths.
    ///   - paths: At least two paths; one may be there several times.
    ///   - scores: As many finite scores.
    ///   - mayHavePairs: Whether pairs are tried. The time grows with the third power of the terms: minutes for seven choices
    ///     in each of 21 layers.
    public static func fitted(
        _ space: SearchSpace, paths: [Path], scores: [Double], mayHavePairs: Bool
    ) -> AdditiveModel {
        let plain = AdditiveModel(space, paths: paths, scores: scores)
        guard mayHavePairs, space.layers.count > 1 else { return plain }
        let paired = AdditiveModel(space, paths: paths, scores: scores, hasPairs: true)
        return paired.heldOutError < plain.heldOutError ? paired : plain
    }
}
