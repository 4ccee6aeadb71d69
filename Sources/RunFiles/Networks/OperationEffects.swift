package import Analysis
package import Architecture
package import Documents

/// What each operation of each layer is worth, by additive models of the scores of a search: a section of `front.json`.
public struct OperationEffects: Hashable, Sendable {
    /// How a model fits.
    public struct Fit: Hashable, Sendable {
        /// The mean of the scores.
        public let mean: Double
        /// The root of the mean square by which a score differs from what a model says that never saw it.
        public let heldOutError: Double
        /// The penalty on the squared effects, in units of one path.
        public let penalty: Double
    }

    /// An operation of a layer.
    public struct Row: Hashable, Sendable {
        /// The layer, counted from 0.
        public let layer: Int
        /// The choice.
        public let choice: UInt8
        /// The paths with this operation among those fitted; with none its effects are 0 and mean nothing.
        public let paths: Int
        /// What it adds to a path's accuracy, a share, beside the mean of the layer's operations; with its standard error.
        public let accuracy, accuracyError: Double
        /// What it adds to a path's loss in nats, likewise.
        public let loss, lossError: Double
    }

    /// The paths whose scores were fitted.
    public let paths: Int
    /// How the model of the accuracies fits.
    public let accuracy: Fit
    /// How the model of the losses fits.
    public let loss: Fit
    /// The operations, layer by layer, in the order of the layer's choices.
    public let rows: [Row]
}

extension OperationEffects {
    /// Reads two models, which were fitted to scores of the same paths.
    ///
    /// - Precondition: The space is that of the models and contains the paths.
    package init(accuracy: AdditiveModel, loss: AdditiveModel, paths: [Path], space: SearchSpace) {
        self.init(
            paths: paths.count, accuracy: Fit(accuracy), loss: Fit(loss),
            rows: space.layers.enumerated().flatMap { layer, offer in
                offer.choices.enumerated().map { place, choice in
                    let term = accuracy.terms.term(place: place, layer: layer)
                    return Row(
                        layer: layer, choice: choice, paths: paths.count { $0.choices[layer] == choice },
                        accuracy: accuracy.effects[term], accuracyError: accuracy.errors[term],
                        loss: loss.effects[term], lossError: loss.errors[term])
                }
            })
    }

    /// The section; names follow from the space.
    package func json(space: SearchSpace) -> JSONValue {
        [
            RunKey.paths: .integer(paths), RunKey.accuracy: accuracy.json, RunKey.loss: loss.json,
            RunKey.operations: .array(
                rows.map { row in
                    [
                        "layer": .integer(row.layer + 1),
                        "operation": .string(space.operations[Int(row.choice)].name), RunKey.paths: .integer(row.paths),
                        RunKey.accuracy: JSONValue(row.accuracy), "accuracy_error": JSONValue(row.accuracyError),
                        RunKey.loss: JSONValue(row.loss), "loss_error": JSONValue(row.lossError),
                    ]
                }),
        ]
    }

    /// Reads a section.
    ///
    /// - Throws: `Refusal` where it lacks a key, or its operations are not those of the space, layer by layer.
    package init(_ section: JSONSection, space: SearchSpace) throws(Refusal) {
        let places = space.layers.enumerated().flatMap { layer, offer in offer.choices.map { (layer, $0) } }
        let sections = try section.sections(RunKey.operations)
        guard sections.count == places.count else {
            throw section.wrong(RunKey.operations, expected: "\(places.count) operations, those of all layers")
        }
        var rows: [Row] = []
        for ((layer, choice), row) in zip(places, sections) {
            let name = space.operations[Int(choice)].name
            guard try row.integer("layer") == layer + 1, try row.text("operation") == name else {
                throw row.wrong("operation", expected: "\"\(name)\" of layer \(layer + 1), in the order of the space")
            }
            rows.append(
                Row(
                    layer: layer, choice: choice, paths: try row.count(RunKey.paths),
                    accuracy: try row.number(RunKey.accuracy), accuracyError: try row.number("accuracy_error"),
                    loss: try row.number(RunKey.loss), lossError: try row.number("loss_error")))
        }
        self.init(
            paths: try section.count(RunKey.paths), accuracy: try Fit(section.section(RunKey.accuracy)),
            loss: try Fit(section.section(RunKey.loss)), rows: rows)
    }
}

extension OperationEffects.Fit {
    fileprivate init(_ model: AdditiveModel) {
        self.init(mean: model.mean, heldOutError: model.heldOutError, penalty: model.penalty)
    }

    fileprivate var json: JSONValue {
        [
            "mean": JSONValue(mean), "held_out_error": JSONValue(heldOutError), "penalty": JSONValue(penalty),
        ]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        self.init(
            mean: try section.number("mean"), heldOutError: try section.number("held_out_error"),
            penalty: try section.number("penalty"))
    }
}
