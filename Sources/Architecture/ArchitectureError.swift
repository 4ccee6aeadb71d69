/// What is wrong with a search space, a path or a network, as one sentence.
///
/// Layers and words are counted from 1 in the sentences, from 0 in the associated values.
public enum ArchitectureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A number lies outside what is possible.
    case outOfRange(what: String, value: String, expected: String)
    /// The search space offers no operation at all.
    case noOperations
    /// An operation is listed twice, so that a choice would not be unique.
    case duplicateOperation(Operation)
    /// The policy for the identity leaves nothing to choose in a layer.
    case layerWithoutChoices(layer: Int)
    /// A path has not one choice for each layer.
    case pathLength(found: Int, expected: Int)
    /// Two commas of a path enclose nothing.
    case emptyChoice(layer: Int)
    /// A word of a path is neither a choice's number nor an operation's name.
    case unknownChoice(layer: Int, text: String, operations: [Operation])
    /// A choice has a number that no operation of the space has.
    case choiceOutOfRange(layer: Int, choice: Int, operationCount: Int)
    /// An operation of the space is not among the choices of this layer.
    case choiceNotAllowed(layer: Int, operation: Operation, allowed: [Operation])
    /// A path is written as one run of digits although the choices need two.
    case ambiguousDigits(operationCount: Int)
    /// A word of a network's notation cannot be read at its place.
    case notation(word: Int, text: String, expected: String)
    /// A block does not take what the one before it gives.
    case misfit(block: Int, found: String, expected: String)

    /// The sentence: what, where, and what was expected.
    public var description: String { ForeignText.line(sentence) }

    private var sentence: String {
        switch self {
        case .outOfRange(let what, let value, let expected):
            "\(what) is \(value); expected \(expected)"
        case .noOperations:
            "the search space has no operations; expected at least one"
        case .duplicateOperation(let operation):
            "the search space lists the operation \(operation) twice; expected each once"
        case .layerWithoutChoices(let layer):
            "layer \(layer + 1) changes the shape and has no choices once the identity is excluded; "
                + "expected another operation or the identity policy \"convolution\""
        case .pathLength(let found, let expected):
            "the path has \(found == 1 ? "1 choice" : "\(found) choices"); expected \(expected), one for each layer"
        case .emptyChoice(let layer):
            "the path names no choice for layer \(layer + 1) between two commas; expected one for each layer"
        case .unknownChoice(let layer, let text, let operations):
            "layer \(layer + 1) of the path is \"\(Self.clipped(text))\"; expected one of \(Self.list(operations)) "
                + "or its number"
        case .choiceOutOfRange(let layer, let choice, let count):
            "the path names the choice \(choice) for layer \(layer + 1); expected a number from 0 to \(count - 1)"
        case .choiceNotAllowed(let layer, let operation, let allowed):
            "the path names the choice \(operation) for layer \(layer + 1), which does not offer it; "
                + "expected one of \(Self.list(allowed))"
        case .ambiguousDigits(let count):
            "the path is written as digits, but the space has \(count) operations; expected numbers separated by "
                + "commas or spaces"
        case .notation(let word, let text, let expected):
            "word \(word + 1) of the network is \"\(Self.clipped(text))\"; expected \(expected)"
        case .misfit(let block, let found, let expected):
            "block \(block + 1) of the network takes \(found); expected \(expected)"
        }
    }

    private static func list(_ operations: [Operation]) -> String {
        operations.map(\.name).joined(separator: ", ")
    }

    /// A hostile text must not fill the screen.
    private static func clipped(_ text: String) -> String { ForeignText.line(text, atMost: 24) }
}
