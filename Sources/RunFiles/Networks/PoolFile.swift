package import Architecture
package import Documents
package import Supernet

/// `pool.json`: the candidate pool, best first.
package struct PoolFile: Hashable, Sendable {
    /// A member with its scores.
    package struct Member: Hashable, Sendable {
        /// The path.
        package let path: Path
        /// The mean cross-entropy, in nats, on what `scoredOn` says.
        package let loss: Double
        /// The accuracy there, in [0, 1].
        package let accuracy: Double
        /// The round in which it was last scored, counted from 1.
        package let scoredRound: Int
        /// The round in which it was last admitted, counted from 1.
        package let admittedRound: Int
        /// Multiply-accumulates for one picture.
        package let macs: Int
    }

    /// The space in words.
    package let space: String
    /// The digest of all that defines the space.
    package let fingerprint: String
    /// How many members there can be.
    package let capacity: Int
    /// What the members are scored on, in words.
    package let scoredOn: String
    /// The members, best first.
    package let members: [Member]
    /// How they compare with uniform paths; nil if the training is not finished.
    package let standing: PoolStanding?

    /// What the members of a finished training's pool are scored on.
    package static let finalPictures = "the search part"

    /// The document; names follow from the paths.
    ///
    /// - Parameter space: The space of the paths.
    package func json(space: SearchSpace) -> JSONValue {
        let json: JSONValue = [
            RunKey.space: .string(self.space), RunKey.fingerprint: .string(fingerprint),
            "capacity": .integer(capacity), RunKey.scoredOn: .string(scoredOn),
            RunKey.members: .array(
                members.map { member in
                    [
                        RunKey.choices: JSONValue(member.path), RunKey.names: .string(space.names(of: member.path)),
                        RunKey.loss: JSONValue(member.loss), RunKey.accuracy: JSONValue(member.accuracy),
                        RunKey.scoredRound: .integer(member.scoredRound),
                        RunKey.admittedRound: .integer(member.admittedRound), RunKey.macs: .integer(member.macs),
                    ]
                }),
        ]
        return (standing.map { json.setting(RunKey.standing, to: $0.json) } ?? json).withFormat
    }
}

extension PoolFile {
    /// Whether a folder holds the pool of a training that has ended.
    ///
    /// - Throws: `Refusal` where the file cannot be read.
    package static func isFinal(in folder: String) throws(Refusal) -> Bool {
        let file = "\(folder)/\(RunFileName.pool)"
        guard FolderContents.exists(file) else { return false }
        return try JSONSection(ofRunFile: file, what: "the pool of a run").text(RunKey.scoredOn) == finalPictures
    }

    /// Takes a pool of a training.
    ///
    /// - Parameters:
    ///   - pool: The pool.
    ///   - space: The space of its paths.
    ///   - pictures: What the members' losses were measured on, in words.
    ///   - standing: How they compare with uniform paths.
    package init(_ pool: PoolState, space: SearchSpace, scoredOn pictures: String, standing: PoolStanding? = nil) {
        self.init(
            space: space.description, fingerprint: space.fingerprint, capacity: pool.capacity, scoredOn: pictures,
            members: pool.members.map { member in
                Member(
                    path: member.path, loss: member.loss, accuracy: member.accuracy, scoredRound: member.scoredRound,
                    admittedRound: member.admittedRound, macs: space.blueprint(of: member.path).macs)
            }, standing: standing)
    }

    /// Reads a document.
    ///
    /// - Throws: `Refusal` where it lacks a key, or lists a path that the space does not have.
    package init(_ document: JSONSection, space: SearchSpace) throws(Refusal) {
        _ = try RunFormat.of(document)
        self.init(
            space: try document.text(RunKey.space), fingerprint: try document.text(RunKey.fingerprint),
            capacity: try document.integer("capacity"), scoredOn: try document.text(RunKey.scoredOn),
            members: try document.sections(RunKey.members).map { member throws(Refusal) in
                Member(
                    path: try member.path(RunKey.choices, of: space), loss: try member.number(RunKey.loss),
                    accuracy: try member.number(RunKey.accuracy), scoredRound: try member.integer(RunKey.scoredRound),
                    admittedRound: try member.integer(RunKey.admittedRound), macs: try member.integer(RunKey.macs))
            },
            standing: try document.sectionIfAny(RunKey.standing).map { standing throws(Refusal) in
                try PoolStanding(standing)
            })
    }

    /// The members' paths, best first, for a standalone search.
    ///
    /// - Throws: `Refusal` where the file cannot be read, is of another space, lists a path that the space does not have
    ///   or one twice, or was left by an unfinished training.
    package static func paths(of file: String, space: SearchSpace) throws(Refusal) -> [Path] {
        let document = try JSONSection(ofRunFile: file, what: "the pool.json of a run")
        guard try document.text(RunKey.fingerprint) == space.fingerprint else {
            let found = (try? document.text(RunKey.space)) ?? "a space without a name"
            throw Refusal(
                "\(file) is a pool of another search space, with \(SpaceDifference.words(found, space.description)); expected "
                    + "one of the same")
        }
        guard try document.text(RunKey.scoredOn) == finalPictures else {
            throw Refusal(
                "\(file) is of a training that is not finished; expected the pool of a trained supernet "
                    + "(`greedynas resume` continues a run)")
        }
        var seen: Set<Path> = []
        return try PoolFile(document, space: space).members.enumerated().map { index, member throws(Refusal) in
            guard seen.insert(member.path).inserted else {
                throw Refusal(
                    "\(file): \(RunKey.members)[\(index + 1)] repeats the path \(member.path); expected each path "
                        + "once")
            }
            return member.path
        }
    }
}
