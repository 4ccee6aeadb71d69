package import Scenarios

extension Scenario {
    /// The warnings but for that of many scored pictures, which whatever has the paper's defaults on small pictures has.
    package var otherWarnings: [String] { warnings.filter { !$0.contains("for each picture trained on") } }
}
