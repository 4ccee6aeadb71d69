import Documents
package import RunFiles
import ScenarioKeys
import Supernet

/// What the training of a supernet may cost, so that strategies are compared at equal cost.
public struct ScenarioBudget: Hashable, Sendable {
    /// How schedules and budget go together.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
        /// The schedules span the planned rounds; training ends where the budget does.
        case cut
        /// The schedules span the rounds that the budget pays.
        case planned
    }

    /// A ratio, and where it comes from.
    private struct Ratio: Hashable, Sendable {
        let value: Double
        let isMeasured: Bool
        private static let word = "measured"

        /// A number, `"measured"` for that of the run that is matched, or `"measured N"` as a resolved scenario keeps it.
        init?(_ json: JSONValue, measured: Double?, in range: NumberRange) {
            if case .string(let text) = json {
                let words = text.split(separator: " ", omittingEmptySubsequences: false)
                guard words[0] == Self.word, words.count <= 2 else { return nil }
                let number = words.count == 2 ? Double(words[1]) : measured
                guard let number, let value = ScenarioSection.number(JSONValue(number), in: range) else { return nil }
                self.init(value, isMeasured: true)
            } else {
                guard let value = ScenarioSection.number(json, in: range) else { return nil }
                self.init(value, isMeasured: false)
            }
        }

        init(_ value: Double, isMeasured: Bool) {
            self.value = value
            self.isMeasured = isMeasured
        }

        var json: JSONValue {
            isMeasured ? .string("\(Self.word) \(JSONValue(value))") : JSONValue(value)
        }
    }

    /// The corrected cost that is not exceeded: #optimization + #evaluation / ratio, in picture passes.
    public let images: Double
    /// The number of evaluations that cost as much as one optimisation.
    public var ratio: Double { measure.value }
    private let measure: Ratio
    /// How schedules and budget go together.
    public let mode: Mode
    /// The folder of the run whose cost this is; nil where the number was given.
    public let matching: String?

    /// Reads the section `supernet.budget`; nil where it names no budget.
    ///
    /// The run that is matched is read only where `images` is not given. So a resolved scenario, which has the number,
    /// can do without the run's folder.
    ///
    /// - Parameter folder: What `matching` is relative to; nil for the working directory.
    init?(_ section: ScenarioSection, folder: String?) throws(ScenarioError) {
        let matching = try section.optionalPath(
            "matching", in: folder, values: "the folder of a finished run",
            "folder of a run whose cost is the budget, relative to the scenario file (with --set to the working "
                + "directory)")
        var cost: MatchedCost?
        if let matching, !section.isGiven("images") {
            do throws(Refusal) {
                cost = try MatchedCost(of: matching)
            } catch {
                throw section.conflict("supernet.budget.matching: \(error)")
            }
        }
        let range = NumberRange.above(0, to: 1_000)
        let measure = try section.read(
            "ratio", Ratio(TrainingCost.evaluationDiscount, isMeasured: false),
            values: .any(
                of: [range.schema, ["type": "string", "pattern": "^measured( [^ ]+)?$"]],
                "\(range.words), or \"measured\" where supernet.budget.matching names a run that measured it"),
            "number of evaluations that count as one optimization",
            parse: { Ratio($0, measured: cost?.measuredRatio, in: range) }, write: \.json)
        let images = try section.read(
            "images", cost?.correctedImages(ratio: measure.value), follows: "the cost of supernet.budget.matching",
            values: .numbers(.above(0, to: 1e15)),
            "corrected cost at which training ends: #optimization + #evaluation / supernet.budget.ratio",
            parse: { ScenarioSection.number($0, in: .above(0, to: 1e15)).map { .some($0) } },
            write: { $0.map { JSONValue($0) } ?? .null })
        let mode: Mode? = try section.read(
            "mode", images == nil ? nil : .cut, follows: "\"cut\" where there is a budget",
            values: .choice(Mode.allCases.map(\.rawValue)),
            "whether schedules span the planned rounds (\"cut\") or the rounds within the budget (\"planned\")",
            parse: { value in
                guard case .string(let word) = value, let mode = Mode(rawValue: word) else { return nil }
                return .some(mode)
            }, write: { $0.map { .string($0.rawValue) } ?? .null })
        guard let images else {
            guard let mode else { return nil }
            throw section.conflict(
                "supernet.budget.mode is \"\(mode.rawValue)\" and there is no budget; expected "
                    + "supernet.budget.matching, the folder of a finished run, or supernet.budget.images")
        }
        self.images = images
        self.measure = measure
        self.mode = mode ?? .cut
        self.matching = matching
    }

    /// The most rounds whose cost is not above the budget.
    ///
    /// - Parameter cost: What so many rounds train and score, in picture passes; more with every round.
    /// - Returns: 0 where a round costs nothing, since there is nothing to be paid then.
    func rounds(_ cost: (_ rounds: Int) -> (optimization: Double, evaluation: Double)) -> Int {
        func isPaid(_ rounds: Int) -> Bool {
            let (optimization, evaluation) = cost(rounds)
            // The same expression as the matched run's cost, so that equal counts are equal costs to the last bit.
            return optimization + evaluation / ratio <= images
        }
        guard cost(1) != (0, 0) else { return 0 }
        var (paid, unpaid) = (0, 1)
        while isPaid(unpaid) { (paid, unpaid) = (unpaid, unpaid * 2) }
        while unpaid - paid > 1 {
            let middle = (paid + unpaid) / 2
            if isPaid(middle) { paid = middle } else { unpaid = middle }
        }
        return paid
    }

    /// The budget's part of `summary.json`.
    package var summary: RunSummary.Budget {
        RunSummary.Budget(images: images, ratio: ratio, mode: mode.rawValue)
    }
}
