package import Architecture
package import Documents
package import Search

/// `front.json`: the networks of a search that no other one dominates.
package struct FrontFile: Hashable, Sendable {
    /// A network with its scores and what it costs.
    package struct Member: Hashable, Sendable {
        /// The network, as a path of the space.
        package let path: Path
        /// What the search minimised, in the order of the document's own `objectives`.
        package let objectives: [Double]
        /// Multiply-accumulates for one picture.
        package let macs: Int
        /// Trainable parameters.
        package let params: Int
        /// The share of the `pictures` that are classified correctly (top-1) by the supernet's weights, in [0, 1].
        package let accuracy: Double
        /// The mean cross-entropy over them, in nats.
        package let loss: Double
        /// In seconds for one picture; nil without a latency table.
        package let latency: Double?
        /// What additive models of all scores of the search say; nil where none were fitted, as in earlier files.
        package var predicted: PredictedScores?
    }

    /// The space in words.
    package let space: String
    /// The digest of all that defines the space.
    package let fingerprint: String
    /// What the networks are scored on, in words.
    package let scoredOn: String
    /// The pictures that each network was scored on.
    package let pictures: Int
    /// What the search minimised.
    package let objectives: [String]
    /// The networks, in the order of `ParetoFront`.
    package let members: [Member]
    /// The first networks of the order from which a choice by training takes its candidates, the winner first, no two the same
    /// network; none in earlier files.
    package var shortlist: [Member] = []
    /// What each operation is worth; nil where fewer than two networks were evaluated, and in earlier files.
    package var effects: OperationEffects?

    /// A network's entry, on the front or in the shortlist, whose networks need not be on the front; nil where it is in neither.
    package func member(of path: Path) -> Member? { (members + shortlist).first { $0.path == path } }

    /// The length of a shortlist.
    package static let shortlisted = 10

    /// The document; names follow from the paths.
    ///
    /// - Parameter space: The space of the paths.
    package func json(space: SearchSpace) -> JSONValue {
        let json: JSONValue = [
            RunKey.space: .string(self.space), RunKey.fingerprint: .string(fingerprint),
            RunKey.scoredOn: .string(scoredOn), RunKey.pictures: .integer(pictures),
            RunKey.objectives: JSONValue(objectives), RunKey.members: .array(members.map { $0.json(space: space) }),
            RunKey.shortlist: .array(shortlist.map { $0.json(space: space) }),
        ]
        return (effects.map { json.setting(RunKey.effects, to: $0.json(space: space)) } ?? json).withFormat
    }
}

extension FrontFile {
    /// Takes a front.
    ///
    /// - Parameters:
    ///   - front: The networks.
    ///   - order: The networks from which a choice by training takes the first ones.
    ///   - effects: What each operation is worth.
    ///   - objectives: What the search minimised.
    ///   - space: The space of the paths.
    ///   - pictures: The pictures that each network was scored on.
    package init(
        _ front: [ScoredNetwork], order: [ScoredNetwork], effects: OperationEffects?, objectives: [Objective],
        space: SearchSpace, pictures: Int
    ) {
        self.init(
            space: space.description, fingerprint: space.fingerprint, scoredOn: PoolFile.finalPictures,
            pictures: pictures, objectives: objectives.map(\.rawValue), members: front.map { Member($0) },
            shortlist: order.prefix(Self.shortlisted).map { Member($0) }, effects: effects)
    }

    /// Reads a document.
    ///
    /// - Throws: `Refusal` where it lacks a key, or lists a path that the space does not have.
    package init(_ document: JSONSection, space: SearchSpace) throws(Refusal) {
        let format = try RunFormat.of(document)
        self.init(
            space: try document.text(RunKey.space), fingerprint: try document.text(RunKey.fingerprint),
            scoredOn: try document.text(RunKey.scoredOn),
            pictures: try document.integer(format < 2 ? RunKey.images : RunKey.pictures),
            objectives: try document.texts(RunKey.objectives),
            members: try document.sections(RunKey.members).map { member throws(Refusal) in
                try Member(member, space: space)
            },
            shortlist: document.object[RunKey.shortlist] == nil
                ? []
                : try document.sections(RunKey.shortlist).map { member throws(Refusal) in
                    try Member(member, space: space)
                },
            effects: try document.sectionIfAny(RunKey.effects).map { section throws(Refusal) in
                try OperationEffects(section, space: space)
            })
    }
}

extension FrontFile.Member {
    fileprivate init(_ network: ScoredNetwork) {
        self.init(
            path: network.path, objectives: network.evaluation.objectives, macs: network.cost.macs,
            params: network.cost.params, accuracy: network.accuracy, loss: network.loss,
            latency: network.cost.latency, predicted: network.predicted)
    }

    fileprivate func json(space: SearchSpace) -> JSONValue {
        var json: JSONValue = [
            RunKey.choices: JSONValue(path), RunKey.names: .string(space.names(of: path)),
            RunKey.objectives: JSONValue(objectives), RunKey.macs: .integer(macs), RunKey.params: .integer(params),
            RunKey.accuracy: JSONValue(accuracy), RunKey.loss: JSONValue(loss),
        ]
        if let predicted {
            json = json.setting(
                RunKey.predicted,
                to: [RunKey.accuracy: JSONValue(predicted.accuracy), RunKey.loss: JSONValue(predicted.loss)])
        }
        return latency.map { json.setting(RunKey.latencySeconds, to: JSONValue($0)) } ?? json
    }

    fileprivate init(_ section: JSONSection, space: SearchSpace) throws(Refusal) {
        self.init(
            path: try section.path(RunKey.choices, of: space), objectives: try section.numbers(RunKey.objectives),
            macs: try section.integer(RunKey.macs), params: try section.integer(RunKey.params),
            accuracy: try section.number(RunKey.accuracy), loss: try section.number(RunKey.loss),
            latency: try section.numberIfAny(RunKey.latencySeconds),
            predicted: try section.sectionIfAny(RunKey.predicted).map { predicted throws(Refusal) in
                PredictedScores(
                    accuracy: try predicted.number(RunKey.accuracy), loss: try predicted.number(RunKey.loss))
            })
    }
}
