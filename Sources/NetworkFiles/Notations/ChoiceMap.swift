import Architecture
import Documents

/// Paths in NNI's maps from the labels of layers to what was chosen there: `{"layer_1": "k3e6", "layer_2": "id"}`.
///
/// A choice is an operation's name, its number, or, as older versions wrote it, a list of truth values with one that is
/// true. Layers are taken in the order of the numbers in their labels.
enum ChoiceMap {
    /// The choices of a map, divided by blanks.
    static func names(in text: String) throws(Refusal) -> String {
        let map: JSONValue
        do throws(JSONSyntaxError) {
            map = try JSONValue(parsing: text)
        } catch {
            throw Refusal("\(error)")
        }
        guard case .object(let members) = map else { throw Refusal("the path is \(map.kind); expected an object") }
        let layers = try members.map { member throws(Refusal) in
            (label: numbers(in: member.key), choice: try choice(member))
        }
        return layers.sorted { $0.label.lexicographicallyPrecedes($1.label) }.map(\.choice).joined(separator: " ")
    }

    /// A path as a map.
    static func text(of path: Path, in space: SearchSpace) -> String {
        JSONValue.object(
            path.choices.enumerated().map { index, choice in
                .init("layer_\(index + 1)", .string(space.operations[Int(choice)].name))
            }
        ).text(indented: true)
    }

    private static func choice(_ member: JSONValue.Member) throws(Refusal) -> String {
        switch member.value {
        // More than one word would be more than one layer.
        case .string(let name) where !name.isEmpty && !name.contains(where: { $0.isWhitespace || ",|".contains($0) }):
            return name
        case .integer(let number): return "\(number)"
        case .array(let flags):
            let chosen = flags.indices.filter { flags[$0] == true }
            if chosen.count == 1, flags.allSatisfy({ $0 == true || $0 == false }) { return "\(chosen[0])" }
        default: break
        }
        throw Refusal(
            "\(ForeignText.line(member.key, atMost: 60)) is \(ForeignText.line(member.value.description, atMost: 60)); expected an "
                + "operation such as \"k3e6\", its number, or a list with one true")
    }

    private static func numbers(in label: String) -> [Int] {
        label.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    }
}
