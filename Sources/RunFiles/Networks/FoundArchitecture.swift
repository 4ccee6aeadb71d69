public import Architecture
public import Documents

/// A network that a search found, as `architecture.json` holds it: complete enough to be built anywhere.
public struct FoundArchitecture: Hashable, Sendable {
    /// The space that the network is of.
    public let space: SearchSpace
    /// Its path.
    public let path: Path
    /// Where it comes from and how it was scored; kept as it stands.
    public let provenance: Provenance

    /// A network that was found, with where it comes from.
    ///
    /// - Precondition: The space contains the path.
    package init(space: SearchSpace, path: Path, provenance: Provenance) {
        precondition(space.contains(path), "the search space has no path \(path)")
        self.space = space
        self.path = path
        self.provenance = provenance
    }

    /// Reads the file of a finished run's folder.
    ///
    /// - Throws: As `init(file:)`, and `Refusal` where the file is not as the run left it.
    public init(of folder: String) throws(Refusal) {
        try self.init(file: "\(folder)/\(RunFileName.architecture)")
        try KeptFiles(of: folder).check([RunFileName.architecture])
    }

    /// Reads a file.
    ///
    /// - Throws: `Refusal` where it cannot be read, the space has no such path, or blocks, counts or names are not those
    ///   of the choices, as after an edit by hand.
    public init(file: String) throws(Refusal) {
        let document = try JSONSection(
            ofRunFile: file,
            what: "the architecture.json of a run whose search is finished")
        space = try SearchSpace(try document.section(RunKey.space))
        do {
            path = try space.path(from: try document.integers(RunKey.choices))
        } catch let error as Refusal {
            throw error
        } catch {
            throw Refusal("\(file): \(error)")
        }
        provenance = Provenance(
            try document.section(Self.provenanceKey), format: try RunFormat.of(document))
        try check(document)
    }

    /// The document.
    package var json: JSONValue {
        JSONValue.object(
            [JSONValue.Member(RunKey.space, space.json)] + network
                + [JSONValue.Member(Self.provenanceKey, provenance.json)]
        ).withFormat
    }

    static let provenanceKey = "provenance"

    /// What follows from space and path.
    private var network: [JSONValue.Member] {
        let blueprint = space.blueprint(of: path)
        return [
            .init(RunKey.choices, JSONValue(path)),
            .init(RunKey.names, .string(space.names(of: path))), .init(RunKey.macs, .integer(blueprint.macs)),
            .init(RunKey.params, .integer(blueprint.params)), .init(RunKey.notation, .string(blueprint.description)),
            .init(RunKey.blocks, .array(blueprint.blocks.map(\.json))),
        ]
    }

    private func check(_ document: JSONSection) throws(Refusal) {
        for member in network where document.object[member.key] != member.value {
            guard member.key == RunKey.blocks, case .array(let expected) = member.value,
                case .array(let found)? = document.object[RunKey.blocks], found.count == expected.count,
                let place = expected.indices.first(where: { found[$0] != expected[$0] })
            else {
                let words = member.key == RunKey.blocks ? "the blocks" : member.value.description
                throw document.wrong(member.key, expected: "\(words) that the choices make")
            }
            throw Refusal(
                "\(document.file): block \(place + 1) is \(ForeignText.line(found[place].description, atMost: 100)); expected "
                    + "\(space.blueprint(of: path).blocks[place]) with the sizes that the choices make")
        }
    }
}
