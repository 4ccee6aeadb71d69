import Analysis
import Architecture
import Documents
import Rankings
import Simulation

/// A table of accuracies as the true qualities of paths.
///
/// A table of every path is the landscape itself. Of some paths' accuracies a landscape of all is made by the additive model
/// that is fitted to them, for the paths in the table too: else these would stand out by the noise of single trainings,
/// which the others do not have.
struct AccuracyLandscape: Landscape {
    let space: SearchSpace
    private let published: PublishedAccuracies
    /// Nil where the table has every path.
    private let model: AdditiveModel?

    /// Takes a table.
    ///
    /// - Throws: `Refusal` for a table of a single path in a space of more.
    init(_ published: PublishedAccuracies) throws(Refusal) {
        space = published.space
        self.published = published
        guard !published.isComplete else {
            model = nil
            return
        }
        guard published.paths.count > 1 else {
            throw Refusal(
                "\(published.file) has the accuracy of one path alone, from which nothing follows for the others; "
                    + "expected several")
        }
        model = AdditiveModel(space, paths: published.paths, scores: published.means)
    }

    /// The accuracy of a path, a share.
    func quality(of path: Path) -> Double {
        if let model { return min(1, max(0, model.score(of: path))) }
        guard let accuracy = published[path] else {
            preconditionFailure("a table of every path lacks \(path)")
        }
        return accuracy
    }
}
