import RunFiles

/// The columns of the sweeps that there are.
extension SweepMeasure {
    /// The number of rounds and their cost, which the summaries of both runs and simulations have.
    static let course = [
        SweepMeasure(key(RunKey.supernet, RunKey.stoppedBy), "stopped by") { $0.supernet?.stoppedBy },
        SweepMeasure(key(RunKey.supernet, RunKey.rounds), "rounds", .count, isPlotted: true) {
            $0.supernet.map { Double($0.rounds) }
        },
        SweepMeasure(key(RunKey.supernet, RunKey.epochs), "epochs", .number) { $0.supernet?.epochs },
        SweepMeasure(key(RunKey.supernet, RunKey.optimizationImages), "#optimization", .count) {
            $0.supernet.map { Double($0.optimizationImages) }
        },
        SweepMeasure(key(RunKey.supernet, RunKey.evaluationImages), "#evaluation", .count) {
            $0.supernet.map { Double($0.evaluationImages) }
        },
        SweepMeasure(correctedCost, "corrected cost", .count, isPlotted: true) {
            $0.supernet?.correctedImages
        },
    ]

    /// Costs and results of all phases of a run.
    static let training =
        course + [
            SweepMeasure(key(RunKey.supernet, RunKey.seconds), "supernet: seconds", .seconds, isPlotted: true) {
                $0.supernet?.effort?.seconds
            },
            bestLoss,
            SweepMeasure(key(RunKey.architecture, RunKey.loss), "found: loss", .number, isPlotted: true) {
                $0.architecture?.loss
            },
            SweepMeasure(key(RunKey.architecture, RunKey.accuracy), "found: accuracy %", .share, isPlotted: true) {
                $0.architecture?.accuracy
            },
            SweepMeasure(key(RunKey.architecture, RunKey.macs), "found: MACs", .count, isPlotted: true) {
                $0.architecture.map { Double($0.macs) }
            },
            SweepMeasure(key(RunKey.retrain, RunKey.testTop1), "test top-1 %", .share, isPlotted: true) {
                $0.retrain?.testTop1
            },
            digest,
        ]

    /// What came of the pool of a simulation, by the landscape itself, and what it would have cost.
    static let simulation =
        course + [
            SweepMeasure(key(RunKey.simulation, RunKey.hitRate), "rounds with k good paths %", .share, isPlotted: true)
            {
                $0.simulation?.hitRate
            },
            SweepMeasure(key(RunKey.pool, RunKey.purity), "pool: good paths %", .share, isPlotted: true) {
                $0.pool?.truth?.purity
            },
            SweepMeasure(key(RunKey.pool, RunKey.meanQuality), "pool: mean quality", .number, isPlotted: true) {
                $0.pool?.truth?.meanQuality
            },
            SweepMeasure(
                key(RunKey.pool, RunKey.firstQuality),
                "quality of the best pool member", .number, isPlotted: true
            ) {
                $0.pool?.truth?.firstQuality
            },
            bestLoss, digest,
        ]

    /// The name of the cost by which combinations are compared.
    static let correctedCost = key(RunKey.supernet, RunKey.correctedImages)

    private static let bestLoss = SweepMeasure(
        key(RunKey.pool, RunKey.bestLoss), "pool's best loss", .number, isPlotted: true
    ) { $0.pool?.bestLoss }

    private static let digest = SweepMeasure(RunKey.digest, "digest") { $0.digest }

    private static func key(_ section: String, _ key: String) -> String { "\(section).\(key)" }
}
