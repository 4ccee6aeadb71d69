import Exchange
import Layout
import NeuralNetwork
import Optimizers
import Workers

/// One update of the shared weights, as one synchronous job of the team.
struct TrainingStep: Sendable {
    /// The networks whose gradients make the step: one, or for FairNAS as many as a layer has operations.
    let subnets: [Subnet]
    /// Each network's batch.
    let batches: [PictureBatch]
    let settings: SupernetSettings
    let rate: Float
    /// The tensors that any of the networks uses, each once, by their place in the arena.
    private let touchedParameters: [Parameter]

    /// One update from some networks, each on its own batch.
    init(subnets: [Subnet], batches: [PictureBatch], settings: SupernetSettings, rate: Float) {
        self.subnets = subnets
        self.batches = batches
        self.settings = settings
        self.rate = rate
        var seen: Set<Int> = []
        touchedParameters =
            subnets.count == 1
            ? subnets[0].parameters
            : subnets.flatMap(\.parameters).filter { seen.insert($0.offset).inserted }.sorted { $0.offset < $1.offset }
    }

    /// A number that is not finite, found before or after the update.
    struct Failure: Error {
        enum What {
            case loss
            case weight(String)
        }
        var subnet: Int
        var what: What

        /// The failure as a run reports it, with the network's path by the names of its operations.
        func error(path: String, round: Int) -> SupernetError {
            switch what {
            case .loss: .lossNotFinite(round: round, path: path, phase: "training")
            case .weight(let name): .weightNotFinite(round: round, path: path, parameter: name)
            }
        }
    }

    /// A part of the gradient, which is summed up on its own: a group of a batch that is cut into several, else all of the
    /// batches.
    struct Part {
        /// The groups, each a network's number and its places in that network's batch.
        let groups: [(subnet: Int, places: Range<Int>)]
    }

    /// The parts, in the order in which they are added.
    var parts: [Part] {
        let groups = batches.map { $0.groups(of: settings.trainingGroup) }
        let all = groups.enumerated().flatMap { subnet, groups in groups.map { (subnet: subnet, places: $0) } }
        return groups.contains { $0.count > 1 } ? all.map { Part(groups: [$0]) } : [Part(groups: all)]
    }

    /// Computes the gradients and takes the step; where a number would not be finite the weights stay as they were.
    func run(
        _ arenas: ParameterStore.Arenas, crew: Crew, memory: PassMemory, sums: SumMemory
    ) throws -> PassOutcome {
        let parts = parts
        guard parts.count > 1 else {
            return try finish([add(parts[0], to: arenas, crew: crew, memory: memory)], arenas, crew: crew)
        }
        let sum = sum(of: parts, over: nil, memory: sums)
        let outcomes = add(sum.own.map { parts[$0] }, to: sum, arenas, crew: crew, memory: memory)
        sum.put(into: arenas.gradients)
        return try finish(outcomes, arenas, crew: crew)
    }

    /// The sum of all parts' gradients.
    func sum(of parts: [Part], over ranks: Ranks?, memory: SumMemory) -> SpreadSum {
        SpreadSum(of: parts.count, ranges: touchedParameters.map(\.range), over: ranks, memory: memory)
    }

    /// Computes this rank's parts of a sum; the arena of gradients is zero afterwards.
    ///
    /// - Returns: For each part each network's outcome on its pictures.
    func add(
        _ parts: [Part], to sum: SpreadSum, _ arenas: ParameterStore.Arenas, crew: Crew, memory: PassMemory
    ) -> [[PassOutcome]] {
        zip(sum.own, parts).map { number, part in
            let outcomes = add(part, to: arenas, crew: crew, memory: memory)
            // A part of several networks is all of them.
            let touched = part.groups.count == 1 ? subnets[part.groups[0].subnet].parameters : touchedParameters
            sum.take(number, of: touched.map(\.range), from: arenas.gradients)
            return outcomes
        }
    }

    /// Adds a part's gradient to the arena.
    ///
    /// - Returns: Each network's outcome on the part's pictures.
    private func add(
        _ part: Part, to arenas: ParameterStore.Arenas, crew: Crew, memory: PassMemory
    ) -> [PassOutcome] {
        var outcomes = [PassOutcome](repeating: .none, count: subnets.count)
        for (subnet, places) in part.groups {
            let batch = batches[subnet]
            outcomes[subnet] =
                outcomes[subnet]
                + subnets[subnet].addGradient(
                    of: batch, group: places, labelSmoothing: settings.labelSmoothing, scale: 1 / Float(batch.count),
                    weights: arenas.weights, into: arenas.gradients, crew: crew, memory: memory)
        }
        return outcomes
    }

    /// Takes the step with the sum of all parts' gradients.
    ///
    /// - Parameter parts: Each part's outcomes.
    func finish(_ parts: [[PassOutcome]], _ arenas: ParameterStore.Arenas, crew: Crew) throws -> PassOutcome {
        var total = PassOutcome.none
        for subnet in subnets.indices {
            let outcome = parts.reduce(PassOutcome.none) { $0 + $1[subnet] }
            guard outcome.lossSum.isFinite else { throw Failure(subnet: subnet, what: .loss) }
            total = total + outcome
        }
        average(arenas.gradients)
        let diverging = settings.optimizer.firstDiverging(
            touchedParameters, weights: arenas.weights, gradients: arenas.gradients, velocities: arenas.momentum,
            rate: rate)
        if let diverging {
            let user = subnets.firstIndex { $0.parameters.contains(diverging) }
            throw Failure(subnet: user ?? 0, what: .weight(diverging.name))
        }
        settings.optimizer.step(
            touchedParameters, weights: arenas.weights, gradients: arenas.gradients, velocities: arenas.momentum,
            rate: rate, crew: crew)
        return total
    }

    /// Makes sums of several networks' gradients means: each tensor's gradient is divided by the number of networks that use
    /// it.
    ///
    /// FairNAS adds the gradients of its paths up. The operations of a layer are used by one path each, but stem, head and
    /// classifier by all, so that their steps would be that many times as large as the others'.
    private func average(_ gradients: FloatBuffer) {
        guard subnets.count > 1 else { return }
        var users: [Int: Int] = [:]
        for parameter in subnets.flatMap(\.parameters) { users[parameter.offset, default: 0] += 1 }
        for parameter in touchedParameters {
            guard let count = users[parameter.offset], count > 1 else { continue }
            let share = 1 / Float(count)
            for index in parameter.range { unsafe gradients.pointer[index] *= share }
        }
    }
}
