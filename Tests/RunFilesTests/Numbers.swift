import Architecture
import Supernet
@testable import RunFiles

/// Records of pseudorandom numbers, the same for the same trial; every optional part is there in about half of them.
struct Numbers {
    private var state: UInt64

    init(_ trial: Int) { state = UInt64(trial + 1) &* 0x9E37_79B9_7F4A_7C15 }

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 20
    }

    mutating func bool() -> Bool { next().isMultiple(of: 2) }

    mutating func count() -> Int { Int(next() % 1_000_000_007) }

    /// Whole numbers, tiny and large ones, and some with all digits.
    mutating func number() -> Double {
        let sample = Double(next()) / Double(1 << 44)
        switch next() % 4 {
        case 0: return Double(count())
        case 1: return sample * 1e-12
        case 2: return sample * 1e12
        default: return sample
        }
    }

    /// A number in [0, 1], the ends and tiny ones among them.
    mutating func share() -> Double {
        let number = number()
        return number > 1 ? Double(count() % 2) : number
    }

    mutating func optional<Value>(_ make: (inout Numbers) -> Value) -> Value? { bool() ? make(&self) : nil }

    mutating func paths(of space: SearchSpace) -> [Path] {
        (0..<1 + count() % 4).map { _ in
            Path(choices: space.layers.map { $0.choices[count() % $0.choices.count] })
        }
    }

    mutating func standing() -> PoolStanding {
        PoolStanding(uniformPaths: count(), uniformMedianLoss: number(), beatingShare: number(), images: count())
    }

    mutating func summary() -> RunSummary {
        var summary = RunSummary(scenario: "s \"\(count())\"", seed: count(), digest: "\(count())")
        summary.supernet = optional { $0.supernet() }
        if summary.supernet == nil { summary.supernetSHA256 = optional { "\($0.count())" } }
        summary.pool = optional { $0.pool() }
        summary.search = optional { numbers in
            RunSummary.Search(
                method: "random", seed: numbers.count(), generations: numbers.count(), evaluated: numbers.count(),
                front: numbers.count(), images: numbers.count(), seconds: numbers.number())
        }
        summary.architecture = optional { numbers in
            let origin: RunSummary.Network.Origin =
                numbers.bool()
                ? .given(name: numbers.bool() ? "tiny" : nil, notation: "3x8x8 fc:2")
                : .found(
                    choices: [numbers.count(), 0], names: "a b", accuracy: numbers.number(), loss: numbers.number())
            return RunSummary.Network(origin: origin, macs: numbers.count(), params: numbers.count())
        }
        summary.retrain = optional { $0.retrain() }
        summary.simulation = optional { numbers in
            RunSummary.Simulation(
                landscape: "additive", hasSignal: numbers.bool(), goodShare: numbers.number(), m: numbers.count(),
                k: numbers.count(), hitRate: numbers.number(), seconds: numbers.number(),
                windows: [numbers.window(), numbers.window()])
        }
        summary.builds = bool() ? [] : ["one", "two"]
        summary.testOpenings = optional { $0.count() }
        return summary
    }

    private mutating func supernet() -> RunSummary.Supernet {
        RunSummary.Supernet(
            strategy: "greedy", rounds: count(), epochs: number(), stoppedBy: "budget", optimizationImages: count(),
            evaluationImages: count(), correctedImages: number(),
            effort: optional { numbers in
                RunSummary.Effort(
                    meanMacsTrained: numbers.optional { $0.number() }, rescoringImages: numbers.count(),
                    measuredCostRatio: numbers.optional { $0.number() }, scoringSeconds: numbers.number(),
                    trainingSeconds: numbers.number(), coreSeconds: numbers.number(), seconds: numbers.number())
            },
            budget: optional { RunSummary.Budget(images: $0.number(), ratio: $0.number(), mode: "cut") })
    }

    private mutating func pool() -> RunSummary.Pool {
        if bool() {
            return RunSummary.Pool(
                size: count(), bestLoss: optional { $0.number() },
                truth: RunSummary.PoolTruth(
                    purity: optional { $0.number() }, qualities: bool() ? [] : [number(), number(), number()]))
        }
        return RunSummary.Pool(
            size: count(), bestLoss: optional { $0.number() }, bestNames: optional { "k3 \($0.count())" },
            standing: optional { $0.standing() })
    }

    private mutating func candidates() -> RunSummary.Candidates {
        let networks = (1...2).map { rank in
            RunSummary.Candidates.Network(
                rank, choices: [count(), count()], names: "k3e3 id", epochs: count(), accuracies: [number()])
        }
        return RunSummary.Candidates(
            of: networks, asked: count(), chosen: 2, trainingImages: count(), judgingImages: count(),
            seconds: number())
    }

    private mutating func retrain() -> RunSummary.Retrain {
        var retrain = RunSummary.Retrain(
            epochs: count(), testTop1: share(), testTop5: optional { $0.share() }, testLoss: number(),
            testPictures: count(), validationAccuracy: optional { $0.share() },
            trainingLoss: optional { $0.number() }, macs: count(), params: count(), trainingPictures: count(),
            trainingImages: count(), seconds: number(), classNames: optional { ["\($0.count())", "b"] },
            confusion: [[count(), count()], [count(), count()]])
        retrain.candidates = optional { $0.candidates() }
        return retrain
    }
}
