import Documents

extension RunSummary {
    /// The networks of which one was chosen for the retraining by training them, and what that cost.
    public struct Candidates: Hashable, Sendable {
        /// One of them.
        public struct Network: Hashable, Sendable {
            /// Its place among the different networks in the order of the search, counted from 1, the winner first.
            public var rank: Int
            /// Its choices.
            public var choices: [Int]
            /// The names of its operations.
            public var names: String
            /// Epochs that it was trained for before the choice.
            public var epochs: Int
            /// The share of held-out pictures classified correctly after each of its rungs.
            public var accuracies: [Double]
        }

        /// How many were asked for; there may have been fewer.
        public var asked: Int
        /// The rank of the one that was chosen.
        public var chosen: Int
        /// Picture passes of trainings that the retraining does not continue.
        public var trainingImages: Int
        /// Picture passes of validation, epoch by epoch and at the ends of rungs.
        public var judgingImages: Int
        /// Seconds that the choice took.
        public var seconds: Double
        /// The networks, by rank.
        public var networks: [Network]
    }
}

extension RunSummary.Candidates {
    /// The results of a choice.
    package init(
        of networks: [Network], asked: Int, chosen: Int, trainingImages: Int, judgingImages: Int, seconds: Double
    ) {
        self.init(
            asked: asked, chosen: chosen, trainingImages: trainingImages, judgingImages: judgingImages,
            seconds: seconds, networks: networks)
    }

    var json: JSONValue {
        [
            "asked": .integer(asked), "chosen": .integer(chosen), "training_images": .integer(trainingImages),
            "judging_images": .integer(judgingImages), RunKey.seconds: JSONValue(seconds),
            "networks": .array(networks.map(\.json)),
        ]
    }

    init(_ section: JSONSection) throws(Refusal) {
        self.init(
            asked: try section.count("asked"), chosen: try section.count("chosen"),
            trainingImages: try section.count("training_images"), judgingImages: try section.count("judging_images"),
            seconds: try section.number(RunKey.seconds),
            networks: try section.sections("networks").map { network throws(Refusal) in try Network(network) })
        guard networks.contains(where: { $0.rank == chosen }) else {
            throw section.wrong("chosen", expected: "the rank of one of its networks")
        }
    }
}

extension RunSummary.Candidates.Network {
    /// A network of the search's order that was trained to be judged.
    ///
    /// - Parameters:
    ///   - rank: Its place in that order, from 1.
    ///   - choices: Its path.
    ///   - names: The same by operations.
    ///   - epochs: Those that it was trained for.
    ///   - accuracies: What it was judged by, rung by rung, in [0, 1].
    package init(_ rank: Int, choices: [Int], names: String, epochs: Int, accuracies: [Double]) {
        self.init(rank: rank, choices: choices, names: names, epochs: epochs, accuracies: accuracies)
    }

    fileprivate var json: JSONValue {
        [
            RunKey.rank: .integer(rank), RunKey.choices: .array(choices.map { .integer($0) }),
            RunKey.names: .string(names), RunKey.epochs: .integer(epochs), RunKey.accuracies: JSONValue(accuracies),
        ]
    }

    fileprivate init(_ section: JSONSection) throws(Refusal) {
        self.init(
            rank: try section.count(RunKey.rank), choices: try section.integers(RunKey.choices),
            names: try section.text(RunKey.names), epochs: try section.count(RunKey.epochs),
            accuracies: try section.numbers(RunKey.accuracies))
    }
}
