/// A kernel's result that its reference does not allow.
struct Disagreement: Error, CustomStringConvertible {
    var description: String
}
