/// How NSGA-II goes about it.
public struct NSGA2Settings: Sendable, Hashable {
    /// The paths of a population, and the offspring of a generation.
    public var population: Int
    /// The generations, the first population counted as one; so population times generations paths are evaluated.
    public var generations: Int
    /// The probability with which a child takes its layers from two parents, each layer from either with probability 1/2.
    public var crossover: Double
    /// The probability with which each layer of a child changes to another of its choices.
    public var mutation: Double

    /// A search of `population` times `generations` paths; the searcher checks the numbers.
    ///
    /// The defaults evaluate 1000 paths in 20 generations, change a tenth of the layers as Guo et al. (ECCV 2020) do, and
    /// cross nine children in ten (Deb et al. 2002, section V).
    public init(population: Int = 50, generations: Int = 20, crossover: Double = 0.9, mutation: Double = 0.1) {
        self.population = population
        self.generations = generations
        self.crossover = crossover
        self.mutation = mutation
    }

    /// Refuses settings out of their ranges.
    func check() throws(SearchError) {
        try SearchError.requirePositive(["population": population, "number of generations": generations])
        for (what, value) in [("crossover", crossover), ("mutation", mutation)] where !(0...1).contains(value) {
            throw .settingOutOfRange(
                what: "the probability of \(what)", value: "\(value)", expected: "a number from 0 to 1")
        }
    }
}
