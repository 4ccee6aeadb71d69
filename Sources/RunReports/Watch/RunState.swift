import Architecture
import Datasets
import Documents
import Foundation
import Reporting
import Retraining
import RunFiles
import Scenarios
import Supernet

/// How far a run is and how it goes, from its folder alone, which may be written by another machine.
///
/// Only the end of `metrics.jsonl` is read, so that a long run can be looked at often.
public struct RunState: Sendable {
    /// The folder.
    let folder: String
    let scenario: Scenario
    private let space: SearchSpace
    /// Whether the folder is that of a run, a search, a retraining or a simulation.
    let kind: RunEnvironment.Kind
    /// The last lines of each phase.
    let metrics: MetricsLines
    /// When the last line was written; nil before the first.
    let written: Date?
    /// Whether the training of the supernet is over and its pool scored.
    let isTrained: Bool
    /// Whether the process is gone, as after a kill: nobody has the folder.
    let isAbandoned: Bool
    /// Why the run stopped; nil if its folder does not say.
    let brokenOff: String?
    /// The results; nil for an unfinished run.
    let summary: RunSummary?

    /// How much of the end of the file is read: the last lines of all phases, and enough of one for its pace.
    private static let lastBytes = 1 << 21

    /// Reads a folder.
    ///
    /// - Throws: `Refusal` or `ScenarioError` where the folder is not that of a run, or a file in it is not as a run
    ///   writes it.
    public init(of folder: String) throws {
        try GivenFolder.checkBegan(folder)
        self.folder = folder
        // Before what a run writes last, so that one that ends meanwhile is seen to have ended.
        isAbandoned = RunDirectory.isAbandoned(folder)
        scenario = try ScenarioFile.read(ofRun: folder)
        kind = try WrittenEnvironment(ifAnyOf: folder)?.kind ?? .run
        space = try FolderSpace(of: folder, scenario: scenario).space
        metrics = try MetricsLines(inLast: Self.lastBytes, of: folder, space: space)
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(RunFileName.metrics)")
        written = attributes?[.modificationDate] as? Date
        isTrained = try PoolFile.isFinal(in: folder)
        brokenOff = try BrokenOff.reason(in: folder)
        summary = try FinishedRun.summary(of: folder)
    }

    /// Whether the run is finished.
    public var isOver: Bool { summary != nil }

    /// Whether nothing more will happen until somebody resumes the run: it is finished, has stopped or was killed.
    public var isAtRest: Bool { isOver || brokenOff != nil || isAbandoned }

    /// The phases that the folder is for, in their order.
    var phases: [RunPhase] {
        switch kind {
        case .run: RunPhase.allCases.filter { $0 <= scenario.until }
        case .search: [.search]
        case .retrain: [.retrain]
        case .simulation: []
        }
    }

    /// The current phase: the last one that has a line, or else the first.
    var phase: RunPhase? {
        if !metrics.epochs.isEmpty || !metrics.candidates.isEmpty { return .retrain }
        if !metrics.generations.isEmpty { return .search }
        return metrics.rounds.isEmpty ? phases.first : .supernet
    }

    /// How far a phase has come, its pace and the time left, by the lines that were read; nil before its first line.
    func moment(of phase: RunPhase) -> ProgressMoment? {
        let moment =
            switch phase {
            case .supernet: roundMoment
            case .search: generationMoment
            case .retrain: epochMoment ?? candidateMoment
            }
        guard var moment, let current = self.phase else { return nil }
        // A phase that ended before its plan was done has ended nevertheless.
        if phase < current || isOver { (moment.planned, moment.following) = (moment.done, 0) }
        return moment
    }

    private var roundMoment: ProgressMoment? {
        guard let last = metrics.rounds.last, let first = metrics.rounds.first else { return nil }
        let planned = scenario.supernet.rounds(trainingPictures: trainingPictures(by: last), in: space).last
        return Self.paced(
            last.moment(of: max(planned, last.round), following: FinalScoring(scenario, in: space).images),
            since: first.round < last.round
                ? (first.round, first.optimizationImages + first.evaluationImages, first.seconds) : nil,
            seconds: last.seconds)
    }

    /// The pictures that the weights are trained on: a round says how many it took, and how many times all of them these are.
    private func trainingPictures(by round: RoundEvent) -> Int {
        let pictures = (Double(round.optimizationImages) / round.epoch).rounded()
        // No epoch, or one that no run has written.
        guard pictures >= 1, pictures < 1e12 else {
            return max(0, scenario.data.trained(of: scenario.data.nominalSize.training))
        }
        return Int(pictures)
    }

    private var generationMoment: ProgressMoment? {
        guard let last = metrics.generations.last, let first = metrics.generations.first else { return nil }
        return Self.paced(
            last.moment(of: max(scenario.search.generations, last.generation)),
            since: first.generation < last.generation ? (first.generation, first.images, first.seconds) : nil,
            seconds: last.seconds)
    }

    private var epochMoment: ProgressMoment? {
        guard let last = metrics.epochs.last else { return nil }
        let recent = metrics.epochs.suffix(10)
        let imagesOfEpoch = last.images / max(1, last.epoch)
        let settings = scenario.retrainingSettings(trainingPictures: imagesOfEpoch)
        let calibration = settings.calibrationPictures(ofEpoch: imagesOfEpoch / settings.batch)
        return Self.paced(
            last.moment(of: scenario.retrain.epochs, following: calibration + scenario.data.nominalSize.test),
            since: (last.epoch - recent.count, last.images - recent.count * imagesOfEpoch, 0),
            seconds: recent.reduce(0) { $0 + $1.seconds })
    }

    private var candidateMoment: ProgressMoment? {
        guard let last = metrics.candidates.last else { return nil }
        let (done, retrain) = (metrics.candidates.count, scenario.retrain)
        let planned = SuccessiveHalving(candidates: retrain.candidates, epochs: retrain.epochs).epochs
        let images = metrics.candidates.count * (last.record.images / max(1, last.record.epoch))
        return Self.paced(
            last.moment(done: done, of: max(done, planned), images: images), since: nil,
            seconds: metrics.candidates.reduce(0) { $0 + $1.record.seconds })
    }

    private static func paced(
        _ moment: ProgressMoment, since origin: (done: Int, images: Int, seconds: Double)?, seconds: Double
    ) -> ProgressMoment {
        var moment = moment
        moment.origin = ProgressMoment.Origin(done: Double(origin?.done ?? 0), images: origin?.images ?? 0)
        moment.seconds = seconds - (origin?.seconds ?? 0)
        return moment
    }
}

extension RoundEvent {
    /// Seconds of all rounds so far.
    fileprivate var seconds: Double { scoringSeconds + trainingSeconds }
}
