public import Architecture
public import Documents
import Foundation

/// Accuracies of networks of a space, each trained from scratch by itself: of every path, as somebody has published them,
/// or of some, as `greedynas truth` finds them.
///
/// The accuracies are those of test pictures: what is chosen by them has seen the test. They are here to measure rankings
/// with, once everything about these was fixed.
public struct PublishedAccuracies: Sendable {
    /// The space of the paths.
    public let space: SearchSpace
    /// The file that they were read from.
    public let file: String
    /// The paths in lexicographic order.
    package let paths: [Path]
    /// For each path the mean accuracy of its trainings, a share.
    package let means: [Double]
    /// For each path the accuracies of its trainings one by one, shares; nil where the file does not have as many of each.
    package let trainings: [[Double]]?
    /// The place of each path.
    private let places: [Path: Int]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - file: JSON: an object whose keys are paths as digits, such as `22212220`, or divided by commas, each an object
    ///     with `mean_acc` in percent, and perhaps `test_acc`, the list of which it is the mean.
    ///   - space: The space, at any width.
    /// - Throws: `Refusal` where the file cannot be read, has no path, one twice or one that is not of the space, or holds
    ///   what is no accuracy.
    public init(file: String, space: SearchSpace) throws(Refusal) {
        let document = try JSONSection(of: file, what: "a table of published accuracies")
        let members = try document.members()
        guard (1...Self.mostPaths).contains(members.count) else {
            throw Refusal("\(file) has \(members.count) networks; expected 1 to \(Self.mostPaths) of \(space)")
        }
        var rows: [(path: Path, mean: Double, trainings: [Double])] = []
        for (key, entry) in members {
            let path = try Self.path(key, of: space, file: file)
            rows.append((path, try Self.share(entry, "mean_acc"), try Self.trainings(of: entry)))
        }
        rows.sort { $0.path < $1.path }
        if let twice = zip(rows, rows.dropFirst()).first(where: { $0.path == $1.path }) {
            throw Refusal("\(file) has the path \(twice.0.path) twice; expected each path once")
        }
        let used = 1 + Int(rows.flatMap(\.path.choices).max() ?? 0)
        // Every path of fewer operations than the space has: the names of its own space are not in the file.
        if used > 1, used < space.operations.count, pow(Double(used), Double(space.layers.count)) == Double(rows.count)
        {
            throw Refusal(
                "\(file) has all \(rows.count) paths of a space of \(used) operations; expected a table of \(space)")
        }
        self.space = space
        self.file = file
        paths = rows.map(\.path)
        places = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
        means = rows.map(\.mean)
        let numbers = rows.map(\.trainings.count)
        trainings = numbers.min() == numbers.max() && numbers[0] > 0 ? rows.map(\.trainings) : nil
    }

    /// Whether the table has every path of the space.
    public var isComplete: Bool { space.pathCountIfSmall == paths.count }

    /// The accuracy of a path: the mean of its trainings, a share in [0, 1]; nil where the table does not have it.
    public subscript(path: Path) -> Double? { place(of: path).map { means[$0] } }

    /// A path's place among those of the table in lexicographic order; nil if it is not in the table.
    package func place(of path: Path) -> Int? { places[path] }

    /// The part of the table whose paths are wanted; nil where none is.
    func keeping(_ isWanted: (Path) -> Bool) -> PublishedAccuracies? {
        let places = paths.indices.filter { isWanted(paths[$0]) }
        return places.isEmpty ? nil : PublishedAccuracies(of: self, places)
    }

    private init(of whole: PublishedAccuracies, _ kept: [Int]) {
        space = whole.space
        file = whole.file
        paths = kept.map { whole.paths[$0] }
        means = kept.map { whole.means[$0] }
        trainings = whole.trainings.map { all in kept.map { all[$0] } }
        places = Dictionary(uniqueKeysWithValues: zip(paths, paths.indices))
    }

    /// More paths than any published table has.
    private static let mostPaths = 1_000_000

    private static func path(_ key: String, of space: SearchSpace, file: String) throws(Refusal) -> Path {
        do throws(ArchitectureError) {
            return try space.path(from: key)
        } catch {
            throw Refusal("\(file): the key \"\(key.prefix(40))\": \(error)")
        }
    }

    private static func share(_ entry: JSONSection, _ key: String) throws(Refusal) -> Double {
        let percent = try entry.number(key)
        guard (0...100).contains(percent) else {
            throw entry.wrong(key, expected: "an accuracy from 0 to 100 percent")
        }
        return percent / 100
    }

    private static func trainings(of entry: JSONSection) throws(Refusal) -> [Double] {
        guard entry.object["test_acc"] != nil else { return [] }
        let percents = try entry.numbers("test_acc")
        guard percents.allSatisfy({ (0...100).contains($0) }) else {
            throw entry.wrong("test_acc", expected: "accuracies from 0 to 100 percent")
        }
        return percents.map { $0 / 100 }
    }
}
