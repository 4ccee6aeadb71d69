/// A page that is complete in one file: no script, no font and no picture from elsewhere.
public struct Page: Sendable, Hashable {
    /// A figure that stands out, with what it is.
    public struct KeyFigure: Sendable, Hashable {
        /// What it is.
        public let name: String
        /// The figure with its unit.
        public let value: String
        /// What to know of it, in a few words; nil for nothing.
        public let note: String?

        /// A figure and what it is, both as they are printed.
        public init(_ name: String, _ value: String, note: String? = nil) {
            self.name = name
            self.value = value
            self.note = note
        }
    }

    /// The title.
    public let title: String
    /// What to know first, a paragraph each.
    public let lead: [String]
    /// What stands out.
    public let keyFigures: [KeyFigure]
    /// The parts.
    public let sections: [Section]

    /// Composes a page.
    public init(title: String, lead: [String], keyFigures: [KeyFigure], sections: [Section]) {
        self.title = title
        self.lead = lead
        self.keyFigures = keyFigures
        self.sections = sections
    }

    /// The file.
    public var html: String {
        let head = Markup(
            "head", [:],
            [
                Markup("meta", ["charset": "utf-8"]),
                Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                Markup("meta", ["name": "color-scheme", "content": "light dark"]),
                Markup("title", text: title), Markup("style", text: PageStyle.css),
            ])
        let figures = keyFigures.map { figure in
            Markup(
                "div", [:],
                [Markup("dt", text: figure.name), Markup("dd", text: figure.value)]
                    + (figure.note.map { [Markup("dd", ["class": "note"], text: $0)] } ?? []))
        }
        let links = sections.map { Markup("a", ["href": "#\($0.id)"], text: $0.title) }
        let header = Markup(
            "header", [:],
            [Markup("h1", text: title)] + lead.map { Markup("p", text: $0) }
                + [Markup("dl", ["class": "key"], figures), Markup("nav", [:], links)])
        let body = Markup("body", [:], [header, Markup("main", [:], sections.map(\.markup))])
        let page = Markup("html", ["xmlns": "http://www.w3.org/1999/xhtml", "lang": "en"], [head, body])
        return "<!DOCTYPE html>\n" + page.rendered + "\n"
    }
}
