import Documents

extension RunSummary {
    /// How a search went.
    public struct Search: Hashable, Sendable {
        /// What proposed the networks: the method's name.
        public var method: String
        /// The seed of the draws.
        public var seed: Int
        /// Generations, or batches of random networks.
        public var generations: Int
        /// Networks evaluated, each once.
        public var evaluated: Int
        /// Networks on the front.
        public var front: Int
        /// Picture passes.
        public var images: Int
        /// Seconds that it took.
        public var seconds: Double

        /// What a search did and how long it took.
        package init(
            method: String, seed: Int, generations: Int, evaluated: Int, front: Int, images: Int, seconds: Double
        ) {
            self.method = method
            self.seed = seed
            self.generations = generations
            self.evaluated = evaluated
            self.front = front
            self.images = images
            self.seconds = seconds
        }
    }
}

extension RunSummary.Search {
    var json: JSONValue {
        [
            RunKey.method: .string(method), RunKey.seed: .integer(seed), "generations": .integer(generations),
            RunKey.evaluated: .integer(evaluated), RunKey.front: .integer(front), RunKey.images: .integer(images),
            RunKey.seconds: JSONValue(seconds),
        ]
    }

    init(_ section: JSONSection) throws(Refusal) {
        self.init(
            method: try section.text(RunKey.method), seed: try section.integer(RunKey.seed),
            generations: try section.integer("generations"), evaluated: try section.integer(RunKey.evaluated),
            front: try section.integer(RunKey.front), images: try section.count(RunKey.images),
            seconds: try section.number(RunKey.seconds))
    }
}
