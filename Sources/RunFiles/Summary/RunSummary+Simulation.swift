import Documents
public import Simulation

extension RunSummary {
    /// What a training was simulated on, and what it drew.
    public struct Simulation: Hashable, Sendable {
        /// The landscape's name.
        public var landscape: String
        /// Whether paths differ in what they are worth.
        public var hasSignal: Bool
        /// q: the share of good paths among those that may be drawn.
        public var goodShare: Double
        /// Paths that a round samples.
        public var m: Int
        /// Paths that it keeps.
        public var k: Int
        /// The share of scored rounds in which at least k of the m drawn paths were good.
        public var hitRate: Double
        /// Seconds that it took.
        public var seconds: Double
        /// The rounds in windows of consecutive ones.
        public var windows: [SimulationWindow]

        /// What a simulation ran on, and how often its rounds hit.
        package init(
            landscape: String, hasSignal: Bool, goodShare: Double, m: Int, k: Int, hitRate: Double, seconds: Double,
            windows: [SimulationWindow]
        ) {
            self.landscape = landscape
            self.hasSignal = hasSignal
            self.goodShare = goodShare
            self.m = m
            self.k = k
            self.hitRate = hitRate
            self.seconds = seconds
            self.windows = windows
        }
    }
}

extension RunSummary.Simulation {
    var json: JSONValue {
        [
            "landscape": .string(landscape), "has_signal": .bool(hasSignal), "good_share": JSONValue(goodShare),
            "m": .integer(m), "k": .integer(k), RunKey.hitRate: JSONValue(hitRate), RunKey.seconds: JSONValue(seconds),
            "windows": .array(windows.map(\.json)),
        ]
    }

    init(_ section: JSONSection) throws(Refusal) {
        guard case .bool(let hasSignal)? = section.object["has_signal"] else {
            throw section.wrong("has_signal", expected: "true or false")
        }
        self.init(
            landscape: try section.text("landscape"), hasSignal: hasSignal,
            goodShare: try section.number("good_share"), m: try section.integer("m"), k: try section.integer("k"),
            hitRate: try section.number(RunKey.hitRate), seconds: try section.number(RunKey.seconds),
            windows: try section.sections("windows").map { window throws(Refusal) in try SimulationWindow(window) })
    }
}

extension SimulationWindow {
    fileprivate var json: JSONValue {
        [
            "first_round": .integer(rounds.lowerBound), "last_round": .integer(rounds.upperBound),
            RunKey.epoch: JSONValue(epoch), RunKey.epsilon: JSONValue(epsilon), "pool_size": .integer(poolSize),
            RunKey.purity: JSONValue(purity), "expected_share": JSONValue(expectedShare),
            "ideal_share": JSONValue(idealShare), "drawn_share": JSONValue(drawnShare),
            "kept_share": JSONValue(keptShare), RunKey.hitRate: JSONValue(hitRate),
            "theorem": JSONValue(theorem), "ideal_theorem": JSONValue(idealTheorem),
            RunKey.freshShare: JSONValue(freshShare), RunKey.recordsAlone: JSONValue(recordsAlone),
            "pool_quality": JSONValue(poolQuality), RunKey.bestLoss: JSONValue(bestLoss),
        ]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        let (first, last) = (try section.integer("first_round"), try section.integer("last_round"))
        guard first <= last else { throw section.wrong("last_round", expected: "at least first_round") }
        self.init(
            rounds: first...last, epoch: try section.number(RunKey.epoch), epsilon: try section.number(RunKey.epsilon),
            poolSize: try section.integer("pool_size"), purity: try section.number(RunKey.purity),
            expectedShare: try section.number("expected_share"), idealShare: try section.number("ideal_share"),
            drawnShare: try section.number("drawn_share"), keptShare: try section.number("kept_share"),
            hitRate: try section.number(RunKey.hitRate), theorem: try section.number("theorem"),
            idealTheorem: try section.number("ideal_theorem"), freshShare: try section.number(RunKey.freshShare),
            recordsAlone: try section.number(RunKey.recordsAlone), poolQuality: try section.number("pool_quality"),
            bestLoss: try section.numberIfAny(RunKey.bestLoss))
    }
}
