import Analysis
import Foundation
import Testing

struct StudentTTests {
    /// Quantiles as tables have them.
    @Test(arguments: [
        (1, 0.95, 12.7062), (2, 0.95, 4.3027), (3, 0.95, 3.1824), (4, 0.95, 2.7764), (5, 0.95, 2.5706),
        (9, 0.95, 2.2622), (30, 0.95, 2.0423), (120, 0.95, 1.9799), (4, 0.99, 4.6041), (7, 0.9, 1.8946),
    ])
    func boundsAreThoseOfTables(freedom: Int, probability: Double, bound: Double) {
        #expect(abs(StudentT(freedom: freedom).bound(containing: probability) - bound) < 5e-5)
    }

    /// The density, integrated by small steps in Double, gives the same probability.
    @Test(arguments: 1...12)
    func probabilityIsTheIntegralOfTheDensity(freedom: Int) {
        let nu = Double(freedom)
        let scale = exp(lgamma((nu + 1) / 2) - lgamma(nu / 2)) / (nu * .pi).squareRoot()
        for t in [0.1, 0.7, 1.5, 3.0, 8.0] {
            let steps = 20_000
            let width = t / Double(steps)
            let sum = (0..<steps).reduce(0.0) { sum, step in
                let x = (Double(step) + 0.5) * width
                return sum + pow(1 + x * x / nu, -(nu + 1) / 2)
            }
            #expect(abs(StudentT(freedom: freedom).probability(within: t) - 2 * scale * sum * width) < 1e-6)
        }
    }

    @Test(arguments: 1...40)
    func boundIsTheInverseOfTheProbability(freedom: Int) {
        let distribution = StudentT(freedom: freedom)
        for probability in [0.01, 0.5, 0.95, 0.999] {
            let found = distribution.probability(within: distribution.bound(containing: probability))
            #expect(abs(found - probability) < 1e-12)
        }
    }
}
