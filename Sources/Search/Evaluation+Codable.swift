import Architecture

/// Written as the path's choices, the objectives and the violation.
extension Evaluation: Codable {
    private enum CodingKeys: String, CodingKey {
        case choices, objectives, violation
    }

    /// Reads what `encode(to:)` wrote.
    ///
    /// - Throws: `DecodingError` where a part is missing or not a number that `init(path:objectives:violation:)` takes.
    public init(from decoder: any Decoder) throws {
        let parts = try decoder.container(keyedBy: CodingKeys.self)
        do {
            try self.init(
                path: Path(choices: try parts.decode([UInt8].self, forKey: .choices)),
                objectives: try parts.decode([Double].self, forKey: .objectives),
                violation: try parts.decode(Double.self, forKey: .violation))
        } catch let error as SearchError {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: error.description))
        }
    }

    /// Writes the evaluation.
    public func encode(to encoder: any Encoder) throws {
        var parts = encoder.container(keyedBy: CodingKeys.self)
        try parts.encode(path.choices, forKey: .choices)
        try parts.encode(objectives, forKey: .objectives)
        try parts.encode(violation, forKey: .violation)
    }
}
