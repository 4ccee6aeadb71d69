import RunFiles
import Scenarios

extension Scenario {
    /// The seed that decided what a folder of some kind holds: a search's or a retraining's own, where it has one.
    func seed(of kind: RunEnvironment.Kind) -> Int {
        switch kind {
        case .search: search.seed ?? seed
        case .retrain: retrain.seed ?? seed
        case .run, .simulation: seed
        }
    }
}
