import NeuralNetwork
import ScenarioKeys

extension ScenarioSection {
    /// How first weights are drawn: the keys `initialization` and `residual_gamma` of a section.
    ///
    /// - Parameter standard: Where the section says nothing.
    func initialization(_ standard: Initialization) throws(ScenarioError) -> Initialization {
        Initialization(
            scheme: try choice(
                "initialization", standard.scheme, "what the spread of first weights goes by: inputs or outputs"),
            residualGamma: Float(
                try number(
                    "residual_gamma", Double(standard.residualGamma), in: .from(0, to: 1),
                    "first factors of the batch norm that ends a residual branch; 0 = branches begin as nothing")))
    }
}
