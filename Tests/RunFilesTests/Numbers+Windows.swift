import Simulation

extension Numbers {
    mutating func window() -> SimulationWindow {
        let first = count()
        return SimulationWindow(
            rounds: first...first + count(), epoch: number(), epsilon: number(), poolSize: count(), purity: number(),
            expectedShare: number(), idealShare: number(), drawnShare: number(), keptShare: number(),
            hitRate: number(), theorem: number(), idealTheorem: number(), freshShare: number(),
            recordsAlone: number(), poolQuality: number(), bestLoss: optional { $0.number() })
    }
}
