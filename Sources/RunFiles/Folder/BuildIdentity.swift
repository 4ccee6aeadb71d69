import Foundation
import Reproducibility

/// Which build of the engine computes: another one may round differently.
public enum BuildIdentity {
    /// The engine's version.
    public static let version = "0.1.0"

    /// The version, and the first digits of the executable's SHA-256 where the system lets the file be read.
    package static let text: String = {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: "/proc/self/exe"), options: .alwaysMapped) else {
            return version
        }
        var hash = SHA256()
        hash.update(data.span)
        return "\(version) (\(hash.hexadecimal.prefix(16)))"
    }()
}
