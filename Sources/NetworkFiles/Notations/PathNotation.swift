package import Architecture
package import Documents

/// The notations in which people keep a path, a network of a space.
package enum PathNotation: String, CaseIterable, Sendable {
    /// The number of each layer's operation: `[0, 3, 6]`.
    case choices
    /// The name of each layer's operation: `k3e3 k5e6 id`.
    case names
    /// The rows of the authors' own configurations, `layer2: [2, 16, 32, 3, 'ir_7x7_nse']` (hunto/image_classification_sota).
    case hunto
    /// MMRazor's `fix_subnet` in YAML: `backbone.layer2.0:` with `chosen: mb_k3e6` below.
    case mmrazor
    /// NNI's map from labels to candidates in JSON: `{"layer_1": "k3e6"}`.
    case nni

    /// The path in this notation.
    ///
    /// - Precondition: The space contains the path.
    package func text(of path: Path, in space: SearchSpace) -> String {
        switch self {
        case .choices: JSONValue.array(path.choices.map { .integer(Int($0)) }).description
        case .names: space.names(of: path)
        case .hunto: HuntoRows.text(of: space.blueprint(of: path))
        case .mmrazor: FixSubnet.text(of: path, in: space)
        case .nni: ChoiceMap.text(of: path, in: space)
        }
    }

    /// The path that a text writes down, in whichever notation.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - place: The file, for the sentences; nil for a text that was typed.
    ///   - space: The space of the path.
    /// - Throws: `Refusal` naming the line or the layer that cannot be read, or that the space does not offer.
    package static func path(
        from text: String, in place: String? = nil, of space: SearchSpace
    ) throws(Refusal) -> Path {
        do {
            let words =
                switch notation(of: text) {
                case .hunto: try HuntoRows.names(in: text, of: space)
                case .mmrazor: try FixSubnet.names(in: text, of: space)
                case .nni: try ChoiceMap.names(in: text)
                case .choices, .names: text
                }
            return try space.path(from: words)
        } catch {
            throw Refusal((place.map { "\($0): " } ?? "") + "\(error)")
        }
    }

    /// The notation that a text looks like.
    private static func notation(of text: String) -> PathNotation {
        if text.first(where: { !$0.isWhitespace }) == "{" { return .nni }
        if text.contains("chosen:") { return .mmrazor }
        return text.contains("backbone:") ? .hunto : .names
    }
}
