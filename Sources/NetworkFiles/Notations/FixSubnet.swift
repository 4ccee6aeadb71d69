import Architecture
import Documents

/// Paths in MMRazor's `fix_subnet` files: the label of each searched module with the candidate that is `chosen` below it,
/// `mb_k3e6` or `identity`, in YAML.
///
/// The labels are those of its MobileNetV2 supernet, `backbone.layer2.1`; `backbone.layer1.0` is the fixed first block.
/// MMRazor has no released space with squeeze-and-excitation; such a candidate is `mb_k3e6_se` here.
enum FixSubnet {
    /// The operations in a file, by their names divided by blanks, in the order of the numbers in the labels.
    static func names(in text: String, of space: SearchSpace) throws(Refusal) -> String {
        var found: [(label: [Int], name: String)] = []
        var label: KeyedLines.Line?
        for line in try KeyedLines(text).lines {
            if line.key == "chosen", let owner = label {
                found.append((numbers(in: owner.key), line.value))
                label = nil
            } else if let inner = chosen(in: line.value) {
                found.append((numbers(in: line.key), inner))
            } else if !line.isInner, line.value.isEmpty {
                label = line
            } else if !line.isInner {
                throw Refusal(
                    "line \(line.number) is \"\(ForeignText.line(line.key + ": " + line.value, atMost: 60))\"; expected a label "
                        + "such as backbone.layer2.0: with chosen: mb_k3e6 below it")
            }
        }
        found.sort { $0.label.lexicographicallyPrecedes($1.label) }
        if space.fixedBlock != nil, found.count == space.layers.count + 1 { found.removeFirst() }
        return found.map { operation(named: $0.name) }.joined(separator: " ")
    }

    /// A path in a file that the supernet of MMRazor reads.
    static func text(of path: Path, in space: SearchSpace) -> String {
        var lines: [String] = []
        func append(_ stage: Int, _ place: Int, _ name: String) {
            lines += ["backbone.layer\(stage).\(place):", "  chosen: \(name)"]
        }
        let first = space.fixedBlock == nil ? 1 : 2
        if space.fixedBlock != nil { append(1, 0, "mb_k3e1") }
        for (index, choice) in path.choices.enumerated() {
            let stage = space.layers[index].stage
            let place = index - (space.layers.firstIndex { $0.stage == stage } ?? 0)
            append(stage + first, place, name(of: space.operations[Int(choice)]))
        }
        return lines.joined(separator: "\n")
    }

    private static func name(of operation: Operation) -> String {
        switch operation {
        case .identity: "identity"
        case .invertedBottleneck(let kernel, let expansion, let squeezes):
            "mb_k\(kernel)e\(expansion)\(squeezes ? "_se" : "")"
        }
    }

    /// The same operation by our name; what is no candidate of theirs stays as it is, for whoever refuses it.
    private static func operation(named name: String) -> String {
        guard name.hasPrefix("mb_") else { return name }
        return String(name.dropFirst(3)).replacing("_", with: "")
    }

    /// The candidate of a label with everything on one line: `{chosen: mb_k3e6}`.
    private static func chosen(in value: String) -> String? {
        guard value.first == "{", value.last == "}", let colon = value.firstIndex(of: ":") else { return nil }
        let words = value.dropFirst().dropLast()[value.index(after: colon)...]
        return words.prefix { $0 != "," }.filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" }
    }

    /// The numbers in a label, by which layers are ordered: 10 behind 9.
    private static func numbers(in label: String) -> [Int] {
        label.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
    }
}
