public import Datasets
import Synchronization

/// The test part of a data set, which may be looked at once, and counts its openings.
///
/// Whoever chooses by test pictures measures nothing any more; so they are out of reach until everything has been chosen.
public final class TestSet: Sendable {
    private let source: any PictureSource
    private let count = Mutex(0)

    /// The test part of a set; nothing is read.
    public init(of source: any PictureSource) { self.source = source }

    /// The names of the classes; a label is an index into them.
    public var classNames: [String] { source.classNames }

    /// How often the test part has been opened.
    public var openings: Int { count.withLock { $0 } }

    /// Reads the test part.
    ///
    /// - Parameter again: Whether a part that was opened before may be opened again; that is counted too.
    /// - Throws: `RetrainingError` for a second opening that is not asked for in so many words, or for an empty part; what the
    ///   set's reader throws.
    public func open(again: Bool = false) throws -> Pictures {
        let isAllowed = count.withLock { count in
            guard count == 0 || again else { return false }
            count += 1
            return true
        }
        guard isAllowed else { throw RetrainingError.testSetOpenedTwice(name: source.name) }
        let pictures = try source.test()
        guard pictures.count > 0 else { throw RetrainingError.noTestPictures(name: source.name) }
        return pictures
    }
}
