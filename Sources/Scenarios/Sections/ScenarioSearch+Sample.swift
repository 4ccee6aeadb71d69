public import Architecture
import Search

extension ScenarioSearch {
    /// The networks that are evaluated at most, whatever the method.
    public var budget: Int { population * generations }

    /// The random networks that the method `predictor` scores first.
    ///
    /// Unless given, 300, which are enough for the order, or half of the budget where that is less, and in any case one
    /// more than the layers have choices.
    public func sample(in space: SearchSpace) -> Int {
        givenSample ?? max(PredictorSearch.leastSample(of: space), min(300, budget / 2))
    }

    /// Why the model cannot be fitted, as a sentence that names the keys; nil where it can, and for other methods.
    func sampleContradiction(in space: SearchSpace) -> String? {
        guard method == .predictor else { return nil }
        let least = PredictorSearch.leastSample(of: space)
        guard least <= budget else {
            return
                "search.population x search.generations is \(budget) and search.method is \"predictor\"; expected at "
                + "least \(least), one more than the layers of the space have choices"
        }
        let sample = sample(in: space)
        guard !(least...budget).contains(sample) else { return nil }
        return
            "search.sample is \(sample); expected a whole number from \(least), one more than the layers of the space "
            + "have choices, to \(budget), search.population x search.generations"
    }
}
