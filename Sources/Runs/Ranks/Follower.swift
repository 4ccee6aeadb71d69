import Architecture
import Documents
public import Exchange
import Host
import Retraining
import Scenarios
import Supernet
import Workers

/// A rank of a run that does what the first one orders: it reads the same pictures and holds the same weights, but decides
/// and writes nothing.
public struct Follower: Sendable {
    private let ranks: Ranks

    /// Prepares to follow.
    ///
    /// - Precondition: This is not the first rank.
    public init(_ ranks: Ranks) {
        precondition(!ranks.isFirst, "the first rank follows nobody")
        self.ranks = ranks
    }

    /// Follows until the first rank ends the run.
    ///
    /// - Returns: The exit code of all ranks.
    @concurrent
    public func follow() async -> Int32 {
        var part: Part?
        do {
            while true {
                switch try await ranks.next(RunOrder.self) {
                case .open(let scenario, let first, let last, let network, let workers):
                    var problem: String?
                    // The pictures of a run before this one need not stay beside the new ones.
                    part = nil
                    do {
                        part = try Part(
                            scenario, first: first, last: last, network: network.map { try Blueprint(notation: $0) },
                            workers: workers, ranks: ranks.count)
                    } catch {
                        problem = "\(error)"
                    }
                    _ = await ranks.gather(problem)
                case .listen: _ = await ranks.gather([])
                case .train: try await opened(part).train(over: ranks)
                case .score: try await opened(part).score(over: ranks)
                case .retrain(let network, let isChoice):
                    try await opened(part).retrain(Blueprint(notation: network), isChoice: isChoice, over: ranks)
                }
            }
        } catch let end as RunEnd {
            return end.code
        } catch {
            preconditionFailure("a rank that follows failed by itself: \(error)")
        }
    }

    private func opened(_ part: Part?) -> Part {
        guard let part else { preconditionFailure("a rank was told to compute before it had its pictures") }
        return part
    }

    /// What a rank has prepared.
    private struct Part {
        private let team: WorkerTeam
        /// Nil where the run begins after it.
        private let supernet: SupernetPhase?
        /// How networks are trained to choose among them, and how the chosen one is; nil where the run ends before.
        private let retrain: (choice: RetrainPhase?, chosen: RetrainPhase)?

        /// Reads the pictures of a scenario and prepares its phases.
        init(_ text: String, first: String, last: String, network: Blueprint?, workers: Int?, ranks: Int) throws {
            let scenario = try Scenario(JSONValue(parsing: Array(text.utf8)))
            guard let first = RunPhase(rawValue: first), let last = RunPhase(rawValue: last) else {
                preconditionFailure("a rank was told of a phase that it does not know")
            }
            let workers = workers ?? Processor.cores
            let pictures = try ScenarioPictures(
                scenario, for: first...last, workers: workers, network: network, ranks: ranks)
            supernet = first < .retrain ? try SupernetPhase(scenario, pictures: pictures) : nil
            let chooses = first < .retrain && scenario.retrain.candidates > 1
            retrain =
                last == .retrain
                ? (
                    choice: chooses ? try RetrainPhase(scenario, pictures: pictures, isChoice: true) : nil,
                    chosen: try RetrainPhase(scenario, pictures: pictures)
                ) : nil
            team = WorkerTeam(width: workers)
        }

        func retrain(_ network: Blueprint, isChoice: Bool, over ranks: Ranks) async throws {
            let phase = prepared(isChoice ? retrain?.choice : retrain?.chosen)
            let follower = try await RetrainingFollower(
                phase.layout(of: network), settings: phase.settings, feed: phase.feed, team: team, ranks: ranks)
            try await follower.follow()
        }

        func train(over ranks: Ranks) async throws {
            let phase = prepared(supernet)
            let follower = await SupernetFollower(
                layout: phase.layout, settings: phase.settings, feed: phase.feed, team: team, ranks: ranks)
            try await follower.follow()
        }

        func score(over ranks: Ranks) async throws {
            let phase = prepared(supernet)
            let follower = try await PathScoringFollower(
                layout: phase.layout, feed: phase.feed, plain: phase.feed.plainBatch, team: team, ranks: ranks)
            try await follower.follow()
        }

        private func prepared<Phase>(_ phase: Phase?) -> Phase {
            guard let phase else { preconditionFailure("a rank was told to compute what it had not prepared") }
            return phase
        }
    }
}
