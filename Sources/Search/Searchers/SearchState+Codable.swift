import Architecture

/// Written with each path as the list of its choices.
extension SearchState: Codable {
    private enum CodingKeys: String, CodingKey {
        case generation, evaluations, population, pending
    }

    /// Reads what `encode(to:)` wrote; whether a search can continue from it, the searcher checks.
    public init(from decoder: any Decoder) throws {
        let parts = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            generation: try parts.decode(Int.self, forKey: .generation),
            evaluations: try parts.decode([Evaluation].self, forKey: .evaluations),
            population: try parts.decode([Int].self, forKey: .population),
            pending: try parts.decode([[UInt8]].self, forKey: .pending).map { Path(choices: $0) })
    }

    /// Writes the state.
    public func encode(to encoder: any Encoder) throws {
        var parts = encoder.container(keyedBy: CodingKeys.self)
        try parts.encode(generation, forKey: .generation)
        try parts.encode(evaluations, forKey: .evaluations)
        try parts.encode(population, forKey: .population)
        try parts.encode(pending.map(\.choices), forKey: .pending)
    }
}
