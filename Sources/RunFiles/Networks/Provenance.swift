public import Documents

/// Where a network of `architecture.json` comes from and how it was scored; kept as it stands.
public struct Provenance: Hashable, Sendable {
    /// The object in the file.
    public let json: JSONValue

    /// The word for what is trained in place of a network that was found; nil of one that was found.
    public var reference: String? { if case .string(let word)? = json[Self.referenceKey] { word } else { nil } }

    /// The SHA-256 of the shared weights by which the network was found; nil of any other network.
    package var supernetSHA256: String? { if case .string(let hash)? = json[Self.supernetKey] { hash } else { nil } }

    private static let referenceKey = "reference"
    private static let supernetKey = "supernet_sha256"
}

extension Provenance {
    /// A network that a search found.
    ///
    /// The rank is there only where networks were trained to choose among them.
    ///
    /// - Parameters:
    ///   - network: The network, with its scores.
    ///   - scenario: The scenario's name.
    ///   - seed: The scenario's seed.
    ///   - supernetSHA256: The SHA-256 of the weights' file.
    ///   - method: What proposed the networks: the method's name.
    ///   - searchSeed: The seed of the search.
    ///   - evaluated: Networks that it evaluated.
    ///   - pictures: Pictures that each of them was scored on.
    ///   - rank: Its place among the different networks in the order of the search, counted from 1, and of how many one
    ///     was chosen by training; nil if the first one is retrained.
    package static func found(
        _ network: ScoredNetwork, scenario: String, seed: Int, supernetSHA256: String, method: String, searchSeed: Int,
        evaluated: Int, pictures: Int, rank: (place: Int, candidates: Int)? = nil
    ) -> Provenance {
        let json: JSONValue = [
            RunKey.scenario: .string(scenario), RunKey.seed: .integer(seed),
            supernetKey: .string(supernetSHA256), RunKey.method: .string(method),
            "search_seed": .integer(searchSeed), RunKey.evaluated: .integer(evaluated),
            RunKey.pictures: .integer(pictures), RunKey.accuracy: JSONValue(network.accuracy),
            RunKey.loss: JSONValue(network.loss),
        ]
        guard let rank else { return Provenance(json: json) }
        return Provenance(
            json: json.joined(with: [
                RunKey.rank: .integer(rank.place), RunKey.candidates: .integer(rank.candidates),
            ]))
    }

    /// A network that is trained in place of one that a search found.
    ///
    /// - Parameters:
    ///   - reference: The word for what it is.
    ///   - names: The operations of the network that was found.
    ///   - scenario: The scenario's name.
    ///   - seed: The scenario's seed.
    package static func reference(_ reference: String, insteadOf names: String, scenario: String, seed: Int)
        -> Provenance
    {
        Provenance(json: [
            referenceKey: .string(reference), "instead_of": .string(names), RunKey.scenario: .string(scenario),
            RunKey.seed: .integer(seed),
        ])
    }

    /// Reads the object of a file, whose names become those of today.
    init(_ section: JSONSection, format: Int) {
        guard format < 2, case .object(let members) = section.object else {
            json = section.object
            return
        }
        json = .object(members.map { .init($0.key == RunKey.images ? RunKey.pictures : $0.key, $0.value) })
    }

    /// The provenance of the network in a run's folder, whatever else its file says.
    ///
    /// - Throws: `Refusal` where it cannot be read.
    package init(of folder: String) throws(Refusal) {
        let document = try JSONSection(
            ofRunFile: "\(folder)/\(RunFileName.architecture)",
            what: "the architecture.json of a run whose search is finished")
        self.init(try document.section(FoundArchitecture.provenanceKey), format: try RunFormat.of(document))
    }
}
