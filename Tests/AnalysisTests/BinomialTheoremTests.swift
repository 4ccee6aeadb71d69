import Analysis
import Testing

struct BinomialTheoremTests {
    /// All m up to 12, all k, all q in eighths, where the tail is a fraction of whole numbers below 2^53.
    @Test(arguments: 1...12)
    func matchesExactFractions(m: Int) {
        for k in 0...m {
            for eighths in 0...8 {
                var tail = 0
                for j in k...m { tail += choose(m, j) * power(eighths, j) * power(8 - eighths, m - j) }
                let exact = Double(tail) / Double(power(8, m))
                let theorem = BinomialTheorem(m: m, k: k, goodShare: Double(eighths) / 8)
                #expect(abs(theorem.probability - exact) <= 1e-14, "k \(k), q \(eighths)/8")
            }
        }
    }

    @Test(arguments: [
        (0.4, 10, 5, 0.3669), (0.5, 10, 5, 0.6230), (0.6, 10, 5, 0.8338), (0.8, 10, 5, 0.9936), (0.6, 20, 10, 0.8725),
    ])
    func givesThePapersFigures(share: Double, m: Int, k: Int, expected: Double) {
        #expect(abs(BinomialTheorem(m: m, k: k, goodShare: share).probability - expected) < 5e-5)
    }

    @Test
    func poolRaisesTheShareAsInEquation2() {
        let share = BinomialTheorem.mixedShare(epsilon: 0.5, purity: 1, spaceShare: 0.6)
        #expect(abs(share - 0.8) < 1e-15)
        #expect(BinomialTheorem.mixedShare(epsilon: 0, purity: 1, spaceShare: 0.6) == 0.6)
        #expect(BinomialTheorem.mixedShare(epsilon: 1, purity: 0.25, spaceShare: 0.6) == 0.25)
    }

    /// P(at least k good) and P(at least m - k + 1 weak) are the two halves of one whole, for m far beyond C(m, j)'s range.
    @Test(arguments: [1_000, 5_000, 20_000], [1e-12, 0.001, 0.3, 0.5, 0.999])
    func staysStableForLargeGroups(m: Int, share: Double) {
        for k in [1, 2, m / 1000, m / 3, m / 2, m] {
            let good = BinomialTheorem(m: m, k: k, goodShare: share).probability
            let weak = BinomialTheorem(m: m, k: m - k + 1, goodShare: 1 - share).probability
            #expect(abs(good + weak - 1) < 1e-11, "k \(k)")
            #expect((0...1).contains(good))
        }
    }

    /// With one path asked for, the tail is 1 - (1 - q)^m, here about m q.
    @Test
    func keepsRelativePrecisionOfSmallTails() {
        let probability = BinomialTheorem(m: 4_000, k: 1, goodShare: 1e-12).probability
        #expect(abs(probability / 4e-9 - 1) < 1e-8)
    }

    @Test(arguments: [0, 1, 7, 3_000])
    func certaintiesAreExact(m: Int) {
        #expect(BinomialTheorem(m: m, k: 0, goodShare: 0).probability == 1)
        #expect(BinomialTheorem(m: m, k: m, goodShare: 1).probability == 1)
        if m > 0 { #expect(BinomialTheorem(m: m, k: 1, goodShare: 0).probability == 0) }
    }

    private func choose(_ n: Int, _ k: Int) -> Int {
        k == 0 ? 1 : choose(n - 1, k - 1) * n / k
    }

    private func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
