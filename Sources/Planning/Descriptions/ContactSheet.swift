package import Datasets
import Documents
import Imaging
package import Reporting

/// Some pictures of each class on a page, for a person to look at: labels that do not belong and pictures that are none are
/// seen at once there, and in no figure.
package struct ContactSheet: Sendable {
    private let pictures: Pictures
    private let classNames: [String]
    private let name: String

    /// Takes the training pictures of a set.
    ///
    /// - Precondition: There is a name for each label.
    package init(_ pictures: Pictures, classNames: [String], name: String) {
        self.pictures = pictures
        self.classNames = classNames
        self.name = name
    }

    /// At most this many classes have a row.
    private static let mostClasses = 100
    /// At most this many pictures are in a row.
    private static let mostInRow = 12
    /// The side of a picture on the page, and the largest that it has in the file.
    private static let side = 64

    /// The page: a row for each class, its first pictures in their order.
    package var page: Page {
        var rows = [[Int]](repeating: [], count: min(classNames.count, Self.mostClasses))
        for (index, label) in pictures.labels.enumerated()
        where Int(label) < rows.count && rows[Int(label)].count < Self.mostInRow {
            rows[Int(label)].append(index)
        }
        let pieces = rows.enumerated().filter { !$0.element.isEmpty }.map { label, indices in
            Section.Piece.pictures(caption: classNames[label], pngs: indices.map(png), side: Self.side)
        }
        let others = classNames.count - rows.count
        return Page(
            title: "Pictures of \(name)",
            lead: [
                "The first training pictures of each class, cut to squares. Look whether they belong to their class."
                    + (others > 0 ? " The other \(others.counted("class", "classes")) are not shown." : "")
            ], keyFigures: [], sections: [Section(id: "classes", title: "Classes", pieces: pieces)])
    }

    /// A picture's middle square, as a PNG file.
    private func png(_ index: Int) -> [UInt8] {
        let side = min(Self.side, min(pictures.height, pictures.width))
        let square = Bitmap(
            height: pictures.height, width: pictures.width, channels: pictures.channels,
            bytes: Array(pictures.subset([index]).pixels)
        ).middleSquare(side)
        return PNGFile.bytes(square.bytes, height: side, width: side, channels: pictures.channels)
    }
}
