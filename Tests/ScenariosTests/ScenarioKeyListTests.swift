import RunSupport
import ScenarioKeys
import Testing
@testable import Documents
@testable import Scenarios

struct ScenarioKeyListTests {
    private func paths(_ prefix: String?) throws -> [String] {
        try ScenarioKeyList(prefix).json.elements.compactMap {
            if case .string(let path)? = $0["key"] { path } else { nil }
        }
    }

    @Test
    func prefixIsASectionAKeyOrABeginning() throws {
        #expect(try paths(nil) == Scenario.keys.map(\.path))
        #expect(try paths("supernet.pool") == ["supernet.pool.size", "supernet.pool.admit"])
        // A key is itself, though others begin like it.
        #expect(try paths("supernet.m") == ["supernet.m"])
        #expect(try paths("retrain.drop") == ["retrain.dropout", "retrain.drop_path"])
    }

    @Test
    func unknownPrefixNamesTheNearestKey() {
        #expect(
            sentence(of: ScenarioError.self) { try ScenarioKeyList("pool") }
                == "pool is not a key of a scenario; the nearest one is supernet.pool")
        #expect(
            sentence(of: ScenarioError.self) { try ScenarioKeyList("sweep") }
                == "sweep maps keys to lists of values, as in Scenarios/sweeps/m-k.json; expected a key to vary, such as "
                + "supernet.m")
    }

    @Test
    func textSaysMeaningValuesAndDefaultWithinItsWidth() throws {
        let text = try ScenarioKeyList("supernet.scoring_pictures").text(width: 60) { "<\($0)>" }
        #expect(
            text == """
                <supernet.scoring_pictures>
                    held-out pictures on which a round scores its paths; new
                    ones in each round
                    a whole number from 2 to 10000000; default the larger of
                    supernet.batch and 256, at most data.filtering
                """)
    }
}
