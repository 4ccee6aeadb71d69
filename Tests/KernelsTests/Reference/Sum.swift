/// A sum of estimates whose terms a Float computation may add in any order, each product rounded or not.
///
/// A term of a sum goes through at most as many roundings as the sum has terms: one of its product, and one for every
/// addition after the first (Higham, section 3.1). So the error is at most that relative error of the sum of magnitudes.
struct Sum {
    private(set) var value = 0.0
    private(set) var magnitude = 0.0
    private(set) var passedOn = 0.0
    private(set) var terms = 0

    mutating func add(_ term: Estimate) {
        value += term.value
        magnitude += term.magnitude
        passedOn += term.error
        terms += 1
    }

    /// The sum where each term went through at most `terms + more` roundings.
    func result(andRoundings more: Int = 0) -> Estimate {
        let roundings = terms + more
        let below = Double(roundings * terms) * Double(Float.leastNonzeroMagnitude)
        return Estimate(value, error: passedOn + Estimate.relativeError(roundings: roundings) * magnitude + below)
    }
}
