package import Documents
import Foundation

/// What a packing will take, before it begins.
package struct PackEstimate: Sendable, Hashable {
    /// The pictures that are still to be packed.
    package let pictures: Int
    /// The bytes that they will take.
    package let bytes: Int
    /// The bytes that the disk has left.
    package let free: Int
    /// The seconds that this will take, by some pictures that were decoded.
    package let seconds: Double

    /// Refuses what does not fit on the disk.
    ///
    /// - Throws: `Refusal`.
    package func check(_ folder: String) throws(Refusal) {
        guard bytes > free else { return }
        throw Refusal(
            "\(pictures.counted("picture")) will take \(Self.size(bytes)) and the disk of \(folder) has \(Self.size(free)) left; "
                + "expected a smaller side, or another disk")
    }

    /// A number of bytes in words.
    package static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000_000: "\((Double(bytes) / 1e3).decimal(places: 0)) kB"
        case ..<1_000_000_000: "\((Double(bytes) / 1e6).decimal(places: 0)) MB"
        default: "\((Double(bytes) / 1e9).decimal(places: 1)) GB"
        }
    }

    /// The bytes that a user may still write to the disk of a folder, or of the nearest one above that is there.
    static func free(at folder: String) -> Int {
        var place = FilePath.absolute(folder, in: nil)
        while !FolderContents.isFolder(place), place != "/" {
            place = URL(fileURLWithPath: place).deletingLastPathComponent().path
        }
        var disk = statvfs()
        guard unsafe statvfs(place, &disk) == 0 else { return .max }
        let (bytes, overflow) = Int(clamping: disk.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: disk.f_frsize))
        return overflow ? .max : bytes
    }
}
