import Reproducibility

// A document that says what it was when it was written, so that one that was changed by hand or damaged is found out. It does
// not keep anybody from changing it on purpose.
extension JSONValue {
    /// The key of the checksum.
    package static let checksumKey = "checksum"

    /// The SHA-256, as hex, of this object's text on one line in UTF-8, the checksum itself left out.
    package var checksum: String {
        var hash = SHA256()
        if case .object(let members) = self {
            let text = Array(JSONValue.object(members.filter { $0.key != Self.checksumKey }).description.utf8)
            hash.update(text.span)
        }
        return hash.hexadecimal
    }

    /// This object with its checksum as the last key.
    package var withChecksum: JSONValue { setting(Self.checksumKey, to: .string(checksum)) }
}
