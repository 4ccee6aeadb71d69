public import Architecture
public import NeuralNetwork
public import Supernet

/// A supernet whose paths have the accuracies of a table, without noise and whatever is trained.
///
/// The landscape's qualities are accuracies as shares; the loss of a path is its error, so that losses rank as the table does.
public struct TabularSupernet: SupernetModel {
    /// No networks, so no arenas.
    public typealias Arenas = Void

    /// Pictures by which epochs are counted.
    public let trainingPictures: Int
    private let table: any Landscape
    private let batch: Int
    private let scoringPictures: Int
    private let commonPictures: Int

    /// Takes a table.
    ///
    /// - Parameters:
    ///   - table: The accuracy of each path, from 0 to 1.
    ///   - batch: Pictures that an update counts.
    ///   - trainingPictures: Pictures by which epochs are counted.
    ///   - scoringPictures: Pictures that a score in a round counts.
    ///   - commonPictures: Pictures that a score on the common set counts.
    public init(
        _ table: any Landscape, batch: Int, trainingPictures: Int, scoringPictures: Int, commonPictures: Int
    ) {
        self.table = table
        self.batch = batch
        self.trainingPictures = trainingPictures
        self.scoringPictures = scoringPictures
        self.commonPictures = commonPictures
    }

    /// The space of the table.
    public var space: SearchSpace { table.space }

    /// The path as the table has it.
    public func score(_ path: Path, round: Int) -> PassOutcome { outcome(of: path, pictures: scoringPictures) }

    /// The same scores, on more pictures.
    public func scoreOnCommonSet(_ paths: [Path]) -> [PassOutcome] {
        paths.map { outcome(of: $0, pictures: commonPictures) }
    }

    /// The scores again; nothing changes.
    public func update(_ paths: [Path], pass: Int, rate: Double, round: Int) -> PassOutcome {
        paths.reduce(into: .none) { $0 = $0 + outcome(of: $1, pictures: batch) }
    }

    private func outcome(of path: Path, pictures: Int) -> PassOutcome {
        let accuracy = table.quality(of: path)
        return PassOutcome(
            lossSum: (1 - accuracy) * Double(pictures), correct: Int((accuracy * Double(pictures)).rounded()),
            pictures: pictures)
    }
}
