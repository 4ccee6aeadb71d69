import Layout
import ScenarioKeys

extension ScenarioSection {
    /// How initial weights are drawn: the keys `initialization` and `residual_gamma` of a section.
    ///
    /// - Parameter standard: Where the section says nothing.
    func initialization(_ standard: Initialization) throws(ScenarioError) -> Initialization {
        Initialization(
            scheme: try choice(
                "initialization", standard.scheme,
                "fan used for the variance of initial weights: inputs (PyTorch's "
                    + "default) or outputs (the authors' code)"),
            residualGamma: Float(
                try number(
                    "residual_gamma", Double(standard.residualGamma), in: .from(0, to: 1),
                    "initial gamma of the last batch norm of a residual branch; 0 = zero-init")))
    }
}
