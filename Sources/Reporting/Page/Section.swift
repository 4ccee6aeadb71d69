import Foundation

/// A part of a page under a heading of its own.
public struct Section: Sendable, Hashable {
    /// A piece of the part.
    public enum Piece: Sendable, Hashable {
        /// A paragraph.
        case paragraph(String)
        /// A drawing with a caption, what there is to know about it, and its numbers.
        case figure(caption: String, drawing: Markup, note: String, numbers: Table)
        /// A table.
        case table(Table)
        /// Square pictures, each in a PNG file, under one caption; they are shown at a side in points, as many in a row as fit.
        case pictures(caption: String, pngs: [[UInt8]], side: Int)
        /// A text as it stands, under a title on which it opens.
        case document(title: String, text: String)
    }

    /// The name by which links find it: small letters and hyphens, never out of a file.
    public let id: String
    /// The heading.
    public let title: String
    /// The pieces in their order.
    public let pieces: [Piece]

    /// Puts pieces under a heading.
    public init(id: String, title: String, pieces: [Piece]) {
        self.id = id
        self.title = title
        self.pieces = pieces
    }

    /// Figures that follow one another stand side by side where there is room.
    var markup: Markup {
        var content = [Markup("h2", [:], text: title)]
        var figures: [Markup] = []
        for piece in pieces {
            if case .figure = piece {
                figures.append(Self.markup(of: piece))
                continue
            }
            content += Self.grid(figures) + [Self.markup(of: piece)]
            figures = []
        }
        return Markup("section", ["id": id], content + Self.grid(figures))
    }

    private static func grid(_ figures: [Markup]) -> [Markup] {
        figures.isEmpty ? [] : [Markup("div", ["class": "figures"], figures)]
    }

    private static func markup(of piece: Piece) -> Markup {
        switch piece {
        case .paragraph(let text): Markup("p", text: text)
        case .table(let table): table.markup
        case .pictures(let caption, let pngs, let side):
            Markup(
                "figure", [:],
                [Markup("figcaption", text: caption)]
                    + pngs.map { png in
                        Markup(
                            "img",
                            [
                                "src": "data:image/png;base64,\(Data(png).base64EncodedString())", "alt": caption,
                                "width": "\(side)", "height": "\(side)", "style": "image-rendering: pixelated",
                            ])
                    })
        case .document(let title, let text):
            Markup(
                "details", [:], [Markup("summary", text: title), Markup("pre", text: text)])
        case .figure(let caption, let drawing, let note, let numbers):
            Markup(
                "figure", [:],
                [
                    Markup("figcaption", text: caption), drawing, Markup("p", ["class": "note"], text: note),
                    Markup("details", [:], [Markup("summary", text: "Numbers"), numbers.markup]),
                ])
        }
    }
}

extension Section.Piece {
    /// A chart with its numbers under its own title.
    public static func chart(_ chart: Chart, note: String) -> Self {
        .figure(caption: chart.title, drawing: chart.drawing, note: note, numbers: chart.table)
    }

    /// A heat map with its numbers under its own title.
    public static func heatMap(_ map: HeatMap, note: String) -> Self {
        .figure(caption: map.title, drawing: map.drawing, note: note, numbers: map.table)
    }
}
