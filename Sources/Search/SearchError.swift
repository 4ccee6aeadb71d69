/// What is wrong with a search, its limits or what it is told, as one sentence.
///
/// Layers, objectives and choices are counted from 1 in the sentences, from 0 in the associated values.
public enum SearchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A limit that is not a number above 0.
    case limitOutOfRange(what: String, value: String)
    /// One limit lies below the smallest path of the space.
    case infeasible(what: String, limit: String, minimum: String)
    /// No path was found within all limits, although some path keeps each of them.
    case infeasibleTogether(limits: String, minimum: String)
    /// A latency is limited or minimised, and no table says what it is.
    case latencyMissing(user: String)
    /// A latency table for another number of layers.
    case latencyLayers(found: Int, expected: Int)
    /// A latency table with another number of choices in a layer.
    case latencyChoices(layer: Int, found: Int, expected: Int)
    /// A latency that is negative or no finite number; no layer means the parts that all paths share.
    case latencyOutOfRange(layer: Int?, value: Double)
    /// No path drawn had multiply-accumulates in a range.
    case noneDrawn(least: Int, most: Int, draws: Int)
    /// The largest path is asked for where more than the multiply-accumulates is limited.
    case largestOfSeveralLimits
    /// A setting out of its range.
    case settingOutOfRange(what: String, value: String, expected: String)
    /// A path that the space does not have.
    case foreignPath(String)
    /// An evaluation without any objective.
    case noObjectives(path: String)
    /// An objective that is a NaN or an infinity.
    case objectiveNotFinite(path: String, objective: Int, value: Double)
    /// A violation that is negative, a NaN or an infinity.
    case violationOutOfRange(path: String, value: Double)
    /// An evaluation with another number of objectives than those before it.
    case objectiveCount(path: String, found: Int, expected: Int)
    /// The result of a path that is not among those asked for last.
    case notAsked(path: String)
    /// Two results of one path.
    case toldTwice(path: String)
    /// No result of a path that was asked for.
    case notTold(path: String)
    /// A search is continued from a state that it cannot have left.
    case state(found: String, expected: String)

    /// Refuses numbers of a search that are below 1.
    ///
    /// - Parameter numbers: Each with its name in the sentence.
    static func requirePositive(_ numbers: KeyValuePairs<String, Int>) throws(SearchError) {
        for (what, value) in numbers where value < 1 {
            throw .settingOutOfRange(
                what: "the \(what) of the search", value: "\(value)", expected: "a whole number above 0")
        }
    }

    /// The sentence: what, where, and what was expected.
    public var description: String {
        switch self {
        case .limitOutOfRange(let what, let value):
            "the limit on \(what) is \(value); expected a number above 0"
        case .infeasible(let what, let limit, let minimum):
            "no network of the space is within the limit of \(limit) on \(what); the "
                + (what == CostLimits.latencyName ? "fastest takes \(minimum)" : "smallest has \(minimum)")
        case .infeasibleTogether(let limits, let minimum):
            "no path was found that has \(limits) at once; the smallest path by each alone has \(minimum)"
        case .latencyMissing(let user):
            "\(user) needs a latency table of the space; none was given"
        case .latencyLayers(let found, let expected):
            "the latency table has \(found) layers; expected \(expected), as the space has"
        case .latencyChoices(let layer, let found, let expected):
            "layer \(layer + 1) of the latency table has \(found) choices; expected \(expected), as the space offers"
        case .latencyOutOfRange(let layer, let value):
            "the latency table has \(value) seconds for \(layer.map { "a choice of layer \($0 + 1)" } ?? "the fixed parts"); "
                + "expected a finite number of at least 0"
        case .noneDrawn(let least, let most, let draws):
            "none of \(draws) random paths within the limits has \(least) to \(most) MACs; expected one at least"
        case .largestOfSeveralLimits:
            "the largest path is known for a limit on MACs alone, and parameters or latency are limited; expected no other "
                + "limit"
        case .settingOutOfRange(let what, let value, let expected):
            "\(what) is \(value); expected \(expected)"
        case .foreignPath(let path):
            "the search space has no path \(path)"
        case .noObjectives(let path):
            "the evaluation of path \(path) has no objectives; expected at least one"
        case .objectiveNotFinite(let path, let objective, let value):
            "objective \(objective + 1) of path \(path) is \(value); expected a finite number"
        case .violationOutOfRange(let path, let value):
            "the violation of path \(path) is \(value); expected a finite number of at least 0"
        case .objectiveCount(let path, let found, let expected):
            "the evaluation of path \(path) has \(found) objectives; expected \(expected), as those before it"
        case .notAsked(let path):
            "the search was told about path \(path); expected only the paths it asked for last"
        case .toldTwice(let path):
            "the search was told about path \(path) twice; expected each path once"
        case .notTold(let path):
            "the search was not told about path \(path); expected every path it asked for"
        case .state(let found, let expected):
            "the state of the search has \(found); expected \(expected)"
        }
    }
}
