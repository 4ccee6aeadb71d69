package import Architecture
package import Documents
package import Exchange
import Retraining
package import Scenarios
import Supernet

/// What the first rank tells the others to do in a run.
enum RunOrder: Codable, Sendable {
    /// Read the pictures of a scenario, which is given as its file's text, for phases by their names and for a network by its
    /// notation where it is known, and say whether that went well.
    case open(scenario: String, first: String, last: String, network: String?, workers: Int?)
    /// Train the supernet with the others.
    case train
    /// Score paths with its weights.
    case score
    /// Say whether somebody has asked for the end.
    case listen
    /// Train a network, by its notation, as one of a choice or as the one that goes on.
    case retrain(network: String, isChoice: Bool)
}

extension Ranks {
    /// Tells the other ranks what the run is; they read its pictures, which must be the same files.
    ///
    /// - Parameters:
    ///   - scenario: The scenario as `scenario.json` has it.
    ///   - phases: What the pictures are for.
    ///   - network: What is retrained, where that is known.
    ///   - workers: Threads of each rank; nil for as many as it has usable cores.
    package func open(
        _ scenario: JSONValue, for phases: ClosedRange<RunPhase>, network: Blueprint? = nil, workers: Int?
    ) {
        order(
            RunOrder.open(
                scenario: scenario.text(indented: false), first: phases.lowerBound.rawValue,
                last: phases.upperBound.rawValue, network: network?.description, workers: workers))
    }

    /// Waits until every other rank is ready: the first thing after `open`, since that is what they do next.
    ///
    /// - Throws: `Refusal`, in the words of the first rank that is not.
    package func checkAllAreReady() async throws(Refusal) { try refuse(await gather(String?.none)) }

    /// Refuses what ranks cannot do.
    ///
    /// - Parameter problems: What keeps each rank from it; nil where nothing does.
    /// - Throws: `Refusal`, in the words of the first one that something keeps.
    package func refuse(_ problems: [String?]) throws(Refusal) {
        for (rank, problem) in problems.enumerated() {
            guard let problem else { continue }
            throw Refusal("rank \(rank) on \(members[rank].host) cannot take part: \(problem)")
        }
    }

    /// What the caller should be told of training that does not spread, a sentence; none where all of it does.
    ///
    /// - Parameters:
    ///   - supernet: How the supernet is trained; nil where it is not.
    ///   - network: How a network is trained; nil where none is.
    func notes(supernet: SupernetSettings?, network: RetrainingSettings?) -> [String] {
        let batches = [
            supernet.flatMap { $0.trainingGroup < $0.batch ? nil : "supernet" },
            network.flatMap { $0.spreads ? nil : "network found" },
        ].compactMap(\.self)
        guard !batches.isEmpty else { return [] }
        return [
            "the training of the \(batches.joined(separator: " and of the ")) does not spread over \(count) ranks, since a "
                + "batch is one normalization group; supernet.normalization_batch cuts it into several"
        ]
    }

    /// The ranks as `environment.json` lists them.
    var json: JSONValue {
        .array(
            members.map {
                [
                    "host": .string($0.host), "processor": .string($0.processor), "cores": .integer($0.cores),
                    "executable": .string($0.build),
                ]
            })
    }
}
