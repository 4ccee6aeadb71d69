import Architecture
import Layout
import NeuralNetwork
import Reproducibility
import Retraining
import RunFiles
import Supernet
import Workers

/// The digest of a run: equal for equal results, whatever the workers, the times and the paths of files.
struct RunDigest {
    private var hash = SHA256()

    /// Adds the supernet: the tensors of weights, then of momentum, in the order of the table.
    mutating func add(_ result: SupernetResult<TrainedArenas>, table: ParameterTable) {
        for arena in [result.weights, result.momentum] { add(arena, parameters: table.parameters) }
        add(result.pool)
        if let memory = result.state.memory { for effect in memory.effects { hash.update(effect.bitPattern) } }
    }

    /// Adds the pool's rows: choices, bits of the loss, rounds.
    private mutating func add(_ pool: PoolState) {
        hash.update(UInt64(pool.members.count))
        for member in pool.members {
            hash.update(member.path.choices.span)
            hash.update(member.loss.bitPattern)
            hash.update(UInt64(member.scoredRound))
            hash.update(UInt64(member.admittedRound))
        }
    }

    /// Adds what a search found: the front's choices with the bits of accuracy and loss, then the choices of the winner;
    /// with a latency table the SHA-256 of its file, since it decided with the rest.
    mutating func add(_ search: SearchResult, latency: String?) {
        if let latency { hash.update(latency) }
        hash.update(UInt64(search.front.count))
        for network in search.front {
            hash.update(network.path.choices.span)
            hash.update(network.accuracy.bitPattern)
            hash.update(network.loss.bitPattern)
        }
        hash.update(search.winner.path.choices.span)
    }

    /// Adds a retrained network: its weights in the order of the table, the averaged ones where there are any, the
    /// statistics of batch norm, and the counts of the test.
    mutating func add(_ retrained: RetrainResult) {
        let trained = retrained.trained
        for arena in [trained.weights, trained.averages].compactMap({ $0 }) {
            add(arena, parameters: trained.network.table.parameters)
        }
        for numbers in [trained.statistics.means, trained.statistics.variances] {
            for number in numbers { hash.update(number.bitPattern) }
        }
        let outcome = retrained.outcome
        for count in [outcome.pictures, outcome.correct, outcome.correctAmongFive] + outcome.confusion {
            hash.update(UInt64(count))
        }
    }

    /// Adds a choice by training: every judgement in its order, and the rank that was chosen.
    mutating func add(_ choice: CandidateChoice) {
        hash.update(UInt64(choice.judgements.count))
        for judgement in choice.judgements {
            for count in [judgement.candidate, judgement.correct] { hash.update(UInt64(count)) }
            hash.update(judgement.loss.bitPattern)
        }
        hash.update(UInt64(choice.chosen.rank))
    }

    private mutating func add(_ arena: FloatBuffer, parameters: [Parameter]) {
        for parameter in parameters {
            let bytes = unsafe arena.bytes[parameter.offset * 4..<(parameter.offset + parameter.count) * 4]
            unsafe hash.update(UnsafeRawBufferPointer(rebasing: bytes))
        }
    }

    /// Adds a network by its notation, where no choices name it.
    mutating func add(network: String) { hash.update(network) }

    /// Adds a file by its SHA-256, where its content came from another run.
    mutating func add(sha256: String) { hash.update(sha256) }

    var hexadecimal: String { hash.hexadecimal }
}
