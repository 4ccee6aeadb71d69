internal import Reproducibility

extension SearchSpace {
    /// All that defines the space, in one line that stays the same from run to run and build to build.
    public var description: String {
        return
            "\(macro.name): \(macro.channels)x\(macro.side)x\(macro.side), \(macro.classes) classes, width \(width), "
            + "\(macro.outline), "
            + "operations \(operations.map(\.name).joined(separator: " ")), identity \(identity.rawValue), "
            + "\(activation.rawValue) in bottlenecks, \(stemActivation.rawValue) in stem and head, "
            + "squeeze \(Self.squeezeActivation.rawValue)/\(Self.gateActivation.rawValue)"
    }

    /// The SHA-256 of `description` in hexadecimal, by which files of another space are refused.
    public var fingerprint: String {
        var hash = SHA256()
        hash.update(description)
        return hash.hexadecimal
    }
}
