import Foundation

/// The pieces that every drawing is made of; colours and fonts are the page's.
enum Drawing {
    /// A whole drawing that fills the width it is given.
    static func svg(title: String, width: Double, height: Double, _ content: [Markup]) -> Markup {
        Markup(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(number(width)) \(number(height))",
                "role": "img", "aria-label": title,
            ], [Markup("title", text: title)] + content)
    }

    static func line(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double), class style: String) -> Markup {
        Markup(
            "line",
            [
                "class": style, "x1": number(start.x), "y1": number(start.y), "x2": number(end.x), "y2": number(end.y),
            ])
    }

    static func text(
        _ text: String, at place: (x: Double, y: Double), anchor: String, class style: String = ""
    ) -> Markup {
        Markup(
            "text", ["class": style, "x": number(place.x), "y": number(place.y), "text-anchor": anchor], text: text)
    }

    /// A text that is read from below.
    static func upright(
        _ text: String, at place: (x: Double, y: Double), anchor: String, class style: String
    ) -> Markup {
        let turn = "translate(\(number(place.x)) \(number(place.y))) rotate(-90)"
        return Markup("text", ["class": style, "text-anchor": anchor, "transform": turn], text: text)
    }

    /// A coordinate: tenths are finer than anybody sees.
    static func number(_ value: Double) -> String {
        let tenths = (min(max(value, -1e6), 1e6) * 10).rounded() / 10 + 0
        return tenths == tenths.rounded() ? String(Int(tenths)) : String(format: "%.1f", tenths)
    }

    /// About how wide a text is in the drawings' font, which nobody measures here.
    static func width(of text: String) -> Double { Double(text.count) * 6.8 }

    /// How opaque something is, from 0 to 1.
    static func opacity(_ share: Double) -> String { String(format: "%.2f", share) }
}
