import Documents
import Reproducibility

/// The folders of a sweep, each called after its values: `m=10,k=5,seed=1`.
///
/// A name depends on its own values and on which keys are varied, and on nothing else: a sweep to which values are added
/// finds the folders of the runs that it has had before.
struct SweepFolderNames {
    /// The keys without the sections that are not needed to tell them apart.
    private let labels: [String]

    /// The longest name, in bytes: file systems take 255, and files of their own are made beside a folder.
    private static let longest = 100
    private static let longestValue = 24

    init(_ keys: [String]) {
        let parts = keys.map { $0.split(separator: ".") }
        labels = parts.map { own in
            let lengths = 1...max(1, own.count)
            let length = lengths.first { length in
                parts.count { $0.suffix(length) == own.suffix(length) } == 1
            }
            return own.suffix(length ?? own.count).joined(separator: ".")
        }
    }

    /// The name for a combination's values, in the order of the keys; different values have different names.
    func name(of values: [JSONValue]) -> String {
        var isExact = true
        let pieces = zip(labels, values).map { label, value in
            let (text, isWhole) = Self.piece(value)
            isExact = isExact && isWhole
            return "\(label)=\(text)"
        }
        let name = pieces.joined(separator: ",")
        guard !isExact || name.utf8.count > Self.longest else { return name }
        var hash = SHA256()
        let bytes = Array(JSONValue.array(values).description.utf8)
        hash.update(bytes.span)
        let mark = "-" + hash.hexadecimal.prefix(12)
        return name.prefix(Self.longest - mark.utf8.count) + mark
    }

    /// A value in characters that are safe in a path and a shell, and whether it can be told from it.
    private static func piece(_ value: JSONValue) -> (text: String, isExact: Bool) {
        var isExact = true
        let text: String
        switch value {
        case .string(let word):
            text = word
            // A text that reads like another kind of value.
            isExact = (try? JSONValue(parsing: word)) == nil
        case .array, .object:
            text = value.description
            isExact = false
        default: text = value.description
        }
        var kept = ""
        for scalar in text.unicodeScalars {
            // Small letters only, since some file systems do not tell large ones from them.
            let isSafe =
                ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || "-_.+".unicodeScalars.contains(scalar)
            if kept.utf8.count == longestValue || !isSafe { isExact = false }
            if kept.utf8.count < longestValue, isSafe { kept.unicodeScalars.append(scalar) }
        }
        return (kept, isExact)
    }
}
