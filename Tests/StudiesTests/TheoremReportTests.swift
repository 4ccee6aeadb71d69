import Documents
import Studies
import Testing

struct TheoremReportTests {
    @Test(arguments: [
        (10, 5, 0.6, 0.0, 1.0, 0.8338), (10, 5, 0.6, 0.5, 1, 0.9936), (20, 10, 0.6, 0, 1, 0.8725),
        (10, 5, 0.2, 0.8, 0.7, 0.8338), (10, 5, 0, 0.5, 1, 0.6230), (3, 0, 0.1, 0, 1, 1), (4, 4, 1, 0, 1, 1),
    ])
    func samplerAgreesWithTheClosedForm(
        m: Int, k: Int, q: Double, epsilon: Double, purity: Double, expected: Double
    ) throws {
        let question = TheoremReport.Question(m: m, k: k, q: q, epsilon: epsilon, purity: purity)
        let report = try TheoremReport(question, trials: 3_000, seed: 1)
        #expect(abs(report.probability - expected) < 5e-5)
        #expect(abs(report.simulated - report.probability) <= 3 * report.standardError)
        #expect(report.standardError <= 0.5 / 3_000.0.squareRoot())
        #expect(report.json["probability"] == JSONValue(report.probability))
        #expect(report.json["simulated"] == JSONValue(report.simulated))
    }

    @Test
    func trialsStayManyAndAffordable() {
        #expect(TheoremReport.standardTrials(m: 10) == 100_000)
        #expect(TheoremReport.standardTrials(m: 1_000) == 2_000)
        #expect(TheoremReport.standardTrials(m: 100_000) == 1_000)
    }
}
