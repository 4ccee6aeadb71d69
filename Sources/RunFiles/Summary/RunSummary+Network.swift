package import Architecture
package import Documents
import Search

extension RunSummary {
    /// A network, and where it comes from.
    public struct Network: Hashable, Sendable {
        /// What is known of a network.
        public enum Origin: Hashable, Sendable {
            /// A search found it: its choices and their names, with what it scored by the supernet's weights.
            case found(choices: [Int], names: String, accuracy: Double, loss: Double)
            /// It was given to a retraining, block by block; the name is nil where it has none.
            case given(name: String?, notation: String)
        }

        /// Where it comes from.
        public var origin: Origin
        /// Multiply-accumulates for one picture.
        public var macs: Int
        /// Trainable parameters.
        public var params: Int

        /// A network with what it costs.
        package init(origin: Origin, macs: Int, params: Int) {
            self.origin = origin
            self.macs = macs
            self.params = params
        }
    }
}

extension RunSummary.Network {
    /// The share of the search's pictures that are classified correctly (top-1); nil where no search has scored it.
    public var accuracy: Double? { if case .found(_, _, let accuracy, _) = origin { accuracy } else { nil } }

    /// The loss on the search's pictures; nil where no search has scored it.
    public var loss: Double? { if case .found(_, _, _, let loss) = origin { loss } else { nil } }

    /// The choices; nil where no search found it.
    public var choices: [Int]? { if case .found(let choices, _, _, _) = origin { choices } else { nil } }

    /// The blocks as a text; nil where a search found it.
    public var notation: String? { if case .given(_, let notation) = origin { notation } else { nil } }

    /// The name of a network that was given; nil where it has no name.
    public var name: String? { if case .given(let name, _) = origin { name } else { nil } }

    /// Takes a network that a search found.
    package init(_ network: ScoredNetwork, space: SearchSpace) {
        self.init(
            origin: .found(
                choices: network.path.choices.map { Int($0) }, names: space.names(of: network.path),
                accuracy: network.accuracy, loss: network.loss),
            macs: network.cost.macs, params: network.cost.params)
    }

    /// Takes a network that was given, with its name.
    package init(_ blueprint: Blueprint, name: String?) {
        self.init(
            origin: .given(name: name, notation: blueprint.description), macs: blueprint.macs, params: blueprint.params)
    }

    var json: JSONValue {
        let costs: JSONValue = [RunKey.macs: .integer(macs), RunKey.params: .integer(params)]
        switch origin {
        case .found(let choices, let names, let accuracy, let loss):
            let network: JSONValue = [
                RunKey.choices: .array(choices.map { .integer($0) }), RunKey.names: .string(names),
            ]
            return network.joined(with: costs).joined(with: [
                RunKey.accuracy: JSONValue(accuracy), RunKey.loss: JSONValue(loss),
            ])
        case .given(let name, let notation):
            let name: JSONValue = name.map { [RunKey.name: .string($0)] } ?? .object([])
            return name.joined(with: [RunKey.notation: .string(notation)]).joined(with: costs)
        }
    }

    init(_ section: JSONSection) throws(Refusal) {
        if section.object[RunKey.notation] != nil {
            origin = .given(
                name: try section.textIfAny(RunKey.name), notation: try section.text(RunKey.notation))
        } else {
            origin = .found(
                choices: try section.integers(RunKey.choices), names: try section.text(RunKey.names),
                accuracy: try section.number(RunKey.accuracy), loss: try section.number(RunKey.loss))
        }
        macs = try section.count(RunKey.macs)
        params = try section.count(RunKey.params)
    }
}

extension RunSummary {
    /// The network of a retraining that was given one; nil where a search found it, or there is none.
    ///
    /// - Parameter folder: The folder of the summary, for the sentence.
    /// - Throws: `Refusal` where its notation cannot be read.
    package func givenNetwork(in folder: String) throws(Refusal) -> Blueprint? {
        guard let notation = architecture?.notation else { return nil }
        do {
            return try Blueprint(notation: notation)
        } catch {
            throw Refusal("\(folder)/\(RunFileName.summary): the notation of the architecture: \(error)")
        }
    }
}
