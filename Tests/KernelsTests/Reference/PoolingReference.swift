/// Global average pooling as its definition has it.
enum PoolingReference {
    /// Roundings beside the additions: the reciprocal of the number of pixels, and the product with it.
    static func forward(_ input: [Estimate], pictures: Int, pixels: Int, channels: Int) -> [Estimate] {
        var means: [Estimate] = []
        for n in 0..<pictures {
            for c in 0..<channels {
                var sum = Sum()
                for p in 0..<pixels { sum.add(input[(n * pixels + p) * channels + c]) }
                means.append((sum.result() * Estimate(1 / Double(pixels))).rounded(2))
            }
        }
        return means
    }

    static func backward(_ outputGradient: [Estimate], pictures: Int, pixels: Int, channels: Int) -> [Estimate] {
        var gradient: [Estimate] = []
        for n in 0..<pictures {
            for _ in 0..<pixels {
                for c in 0..<channels {
                    gradient.append((outputGradient[n * channels + c] * Estimate(1 / Double(pixels))).rounded(2))
                }
            }
        }
        return gradient
    }
}
