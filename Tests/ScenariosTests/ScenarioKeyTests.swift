import RunSupport
import ScenarioKeys
import Testing
@testable import Documents
@testable import Scenarios

struct ScenarioKeyTests {
    @Test(arguments: Scenario.keys)
    func misspeltKeyNamesTheRightOne(key: ScenarioKey) throws {
        guard key.name.count > 2 else { return }
        for misspelt in [key.name + "s", String(key.name.dropLast()), key.name.uppercased()] {
            let path = (key.section.isEmpty ? "" : key.section + ".") + misspelt
            guard !Scenario.keys.contains(where: { $0.path == path }) else { continue }
            var tree = try ScenarioTree(root: [:])
            try tree.apply(setting: "\(path)=1")
            #expect(
                throws: ScenarioError.unknownKey(
                    place: "--set \(path)=1", key: path, nearest: key.path, known: siblings(of: path))
            ) { try Scenario(tree, standardName: "scenario", folder: nil) }
        }
    }

    /// Every key and section of the section that a path lies in.
    private func siblings(of path: String) -> [String] {
        let depth = path.split(separator: ".").count
        let section = path.split(separator: ".").dropLast().joined(separator: ".")
        var found: [String] = []
        for key in Scenario.keys where section.isEmpty || key.path.hasPrefix(section + ".") {
            let name = key.path.split(separator: ".").prefix(depth).joined(separator: ".")
            if !found.contains(name) { found.append(name) }
        }
        return found
    }

    /// Values of kinds that a key does not take.
    static func wrongValues(of key: ScenarioKey) -> [JSONValue] {
        var wrong: [JSONValue] = [["x": 1], [[1]], [nil]]
        if !key.followsOthers, !key.values.contains("null") { wrong.append(nil) }
        if key.values != "true or false" { wrong += [true] }
        if !key.values.contains("number") { wrong += [0.5] }
        if key.values.contains("number") || key.values == "true or false" { wrong += ["text"] }
        return wrong
    }

    /// A value of every other kind is refused with the key's path, and so is null where no other key gives the default.
    @Test(arguments: Scenario.keys)
    func wrongTypeNamesTheKey(key: ScenarioKey) throws {
        for value in Self.wrongValues(of: key) {
            var tree = try ScenarioTree(root: [:])
            try tree.set(key.path, to: value, as: "test")
            do throws(ScenarioError) {
                _ = try Scenario(tree, standardName: "scenario", folder: nil)
                Issue.record("\(key.path) took \(value)")
            } catch {
                // The only keys that may have an object for their value, whose keys are looked at.
                if case .unknownKey("test", "supernet.limits.x", _, _) = error { continue }
                if case .conflict(_, let sentence) = error, sentence.hasPrefix("test: space.macro.x is no key") {
                    continue
                }
                // An element of a list is named by its place in it.
                guard case .wrongValue("test", let path, let found, _) = error,
                    path == key.path && found == value.description || path.hasPrefix("\(key.path)[")
                else {
                    Issue.record("\(key.path) = \(value): \(error)")
                    continue
                }
            }
        }
    }

    @Test
    func keyInTheWrongSectionIsFound() throws {
        #expect(
            throws: ScenarioError.unknownKey(
                place: nil, key: "learning_rate", nearest: "supernet.optimizer.learning_rate",
                known: [
                    "name", "seed", "until", "data", "space", "supernet", "search", "retrain", "benchmark",
                    "simulation", "checkpoint",
                ])
        ) { try Scenario(["learning_rate": 1]) }
    }

    @Test(arguments: Scenario.keys)
    func everyKeyIsExplained(key: ScenarioKey) {
        #expect(key.meaning.count > 15)
        #expect(!key.values.isEmpty)
        #expect(!key.defaultText.isEmpty)
    }

    @Test
    func numbersOutsideTheirRangeAreRefused() throws {
        for (key, values) in [
            ("supernet.alpha", [-0.1, 1]), ("supernet.epsilon.maximum", [-0.01, 1.01]), ("space.width", [0, -1, 17]),
            ("supernet.optimizer.momentum", [1, -0.1]), ("supernet.batch", [1, 0, 65_537, 2.5]), ("supernet.k", [0]),
            ("data.padding", [-1]), ("data.generated.training", [0, 9]), ("supernet.optimizer.learning_rate", [0, -1]),
            ("supernet.rounds", [0, -1]), ("supernet.epochs", [0]), ("seed", [-1]), ("supernet.pool.size", [0]),
            ("search.population", [1, 0]), ("search.generations", [0]), ("search.mutation", [-0.1, 1.1]),
            ("search.crossover", [-0.1, 1.1]), ("search.images", [1, 0]), ("search.scoring_batch", [1]),
            ("retrain.epochs", [0, 2.5]), ("retrain.batch", [1]), ("retrain.optimizer.momentum", [1, -0.1]),
            ("retrain.optimizer.weight_decay", [-0.1, 1.1]), ("retrain.optimizer.epsilon", [0, 1e-13, 1.1]),
            ("retrain.optimizer.decay", [1, -0.1]), ("retrain.learning_rate.initial", [0, -1, 101]),
            ("retrain.learning_rate.warmup_epochs", [-1]), ("retrain.learning_rate.decay_factor", [0, 1.1]),
            ("retrain.learning_rate.decay_epochs", [0, -1]), ("retrain.learning_rate.minimum", [-0.1]),
            ("retrain.label_smoothing", [1, -0.1]), ("retrain.dropout", [1, -0.1]), ("retrain.drop_path", [1, -0.1]),
            ("supernet.memory.weight", [-0.1, 1.1]), ("supernet.memory.retention", [0, 1.1]),
            ("supernet.memory.penalty", [0, 1e-13, 0.0009, 1_000_001]), ("retrain.ema_decay", [1, -0.1]),
            ("retrain.normalization_momentum", [0, 1.1, -1]),
        ] {
            for value in values {
                var tree = try ScenarioTree(root: [:])
                try tree.set(key, to: JSONValue(value), as: "test")
                let found = sentence(of: ScenarioError.self) {
                    try Scenario(tree, standardName: "scenario", folder: nil)
                }
                #expect(found.hasPrefix("test: \(key) is \(JSONValue(value)); expected "), "\(found)")
            }
        }
    }
}
