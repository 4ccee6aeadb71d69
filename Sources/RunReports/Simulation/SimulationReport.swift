import Documents
import Foundation
import Reporting
import RunFiles
import Scenarios
import Simulation
import Supernet

/// `report.html` of a simulation: its windows of rounds as curves.
struct SimulationReport {
    private let outcome: SimulationOutcome

    init(_ outcome: SimulationOutcome) { self.outcome = outcome }

    var page: Page {
        let (scenario, result) = (outcome.scenario, outcome.result)
        return Page(
            title: "\(scenario.name), seed \(scenario.seed), simulated",
            lead: [
                "A simulation: sampler, evaluators, rejection, trainer and pool are those of a run; a surrogate "
                    + "replaces weights and pictures. It shows what the decisions do on a landscape of paths and "
                    + "says nothing about a data set."
            ],
            keyFigures: [
                Page.KeyFigure("stopped by", result.stoppedBy.rawValue),
                Page.KeyFigure("rounds", NumberText.grouped(result.rounds)),
                Page.KeyFigure("epochs", NumberText.significant(outcome.epochs)),
                Page.KeyFigure("good paths in the pool", outcome.purity.map { NumberText.percent($0) } ?? "-"),
            ],
            sections: [curves, settings])
    }

    private var curves: Section {
        let round = Axis("round", isTight: true, isWhole: true)
        func series(
            _ name: String, _ color: Int, style: Series.Style = .line, _ value: (SimulationWindow) -> Double
        ) -> Series {
            Series(
                name, style: style, color: color,
                points: outcome.windows.map { Series.Point(Double($0.rounds.upperBound), value($0)) })
        }
        func share(_ title: String, _ series: [Series], limits: [Chart.Limit] = []) -> Chart {
            Chart(title, x: round, y: Axis("share", includesZero: true), series: series, limits: limits)
        }
        let (m, k) = (outcome.settings.sampledPaths, outcome.settings.keptPaths)
        let alpha = outcome.settings.alpha
        let q = outcome.landscape.measuredShare
        return Section(
            id: "curves", title: "The course of the training",
            pieces: [
                .chart(
                    share(
                        "At least \(k) good ones among \(m) paths",
                        [
                            series("rounds", 0, \.hitRate),
                            series("Eq. 1 at the pool's purity", 1, style: .broken, \.theorem),
                            series("Eq. 1 for a pure pool", 2, style: .broken, \.idealTheorem),
                        ]),
                    note: "The share of rounds in which the real sampler drew at least \(k) good paths, beside what "
                        + "Theorem 1 says for q' = epsilon purity + (1 - epsilon) q, and for a pool of good paths alone, as "
                        + "in Eq. 2. A point is the mean over a window of rounds."),
                .chart(
                    share(
                        "Good paths",
                        [
                            series("in the pool", 0, \.purity), series("drawn", 1, \.drawnShare),
                            series("kept", 2, \.keptShare),
                            series("q', expected of a draw", 3, style: .broken, \.expectedShare),
                        ], limits: [Chart.Limit("q \(NumberText.significant(q))", q, of: .vertical)]),
                    note: "The shares of good paths among the pool's members, the drawn and the kept paths."),
                .chart(
                    share(
                        "Fresh share of the pool",
                        [
                            series("pi", 0, \.freshShare),
                            series("t/r, records alone", 1, style: .broken, \.recordsAlone),
                        ],
                        limits: [Chart.Limit("alpha \(NumberText.significant(alpha))", alpha, of: .vertical)]),
                    note:
                        "pi at the end of each window; training stops when it is at most alpha at two checks. Beside it "
                        + "what records among scores without any meaning would give."),
                .chart(
                    Chart(
                        "True quality of the pool", x: round, y: Axis("standard deviations", includesZero: true),
                        series: [series("mean of the members", 4, \.poolQuality)]),
                    note: "How far the pool's members lie above the mean path of the space, by the landscape itself."),
                .chart(
                    Chart(
                        "Best loss in the pool", x: round, y: Axis("cross-entropy (nats)"),
                        series: [series("best", 0) { $0.bestLoss ?? .nan }]),
                    note: "The lowest loss at which a member was last scored, noise included."),
                .chart(
                    share("Epsilon", [series("epsilon", 1, \.epsilon)]),
                    note: "The probability with which a path is drawn from the pool."),
            ])
    }

    private var settings: Section {
        Section(
            id: "settings", title: "Settings",
            pieces: [.document(title: RunFileName.scenario, text: outcome.scenario.resolved.text(indented: true))])
    }
}
