import Analysis
import Workers

/// Times short calls within a given time.
struct CallTimer {
    /// What the samples of a call say.
    struct Seconds {
        /// What a call usually takes.
        var median: Double
        /// What it takes undisturbed.
        var least: Double
    }

    /// Seconds that a call's measurement may take; 0 for a single sample.
    let budget: Double

    private let clock = ContinuousClock()
    /// A sample lasts long enough for the reading of the clock not to show.
    private static let shortestSample = 1e-3
    private static let mostSamples = 101

    /// A timer that gives each call so many seconds; with 0 it takes a single sample.
    init(budget: Double) { self.budget = budget }

    /// Whether there is time for good figures; without, large comparisons are made small too.
    var isPatient: Bool { budget > 0 }

    /// The seconds of a call, after one that does not count.
    func measure(_ call: () -> Void) -> Seconds {
        call()
        var calls = 1
        var sample = time(calls, call)
        while sample <= 0 || sample < min(Self.shortestSample, budget) {
            calls *= 2
            sample = time(calls, call)
        }
        var samples = [sample / Double(calls)]
        var spent = sample
        while spent < budget, samples.count < Self.mostSamples {
            sample = time(calls, call)
            samples.append(sample / Double(calls))
            spent += sample
        }
        return Seconds(median: samples.median, least: samples.min() ?? .nan)
    }

    private func time(_ calls: Int, _ call: () -> Void) -> Double {
        let start = clock.now
        for _ in 0..<calls { call() }
        return (clock.now - start).inSeconds
    }
}
