package import Documents
import Foundation
import RunFiles

/// The folder `checkpoints` of a run: numbered files, of which the last two are kept.
///
/// Numbers and not times say which one is newer, so that a clock that is set back does no harm.
package struct CheckpointFolder {
    /// This many files are kept: if the newest is damaged, the one before it serves.
    static let kept = 2
    private static let prefix = "checkpoint-"

    /// The folder's path.
    package let path: String

    /// The checkpoints of a run's folder.
    package init(of run: String) { path = "\(run)/\(RunFileName.checkpoints)" }

    /// The numbers of the files that are there, ascending.
    package var numbers: [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).compactMap(Self.number).sorted()
    }

    /// The path of a file.
    package func file(_ number: Int) -> String {
        let digits = String(number)
        return "\(path)/\(Self.prefix)\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }

    /// Writes the next file: under a temporary name, flushed to the disk, renamed, the folder flushed; then the files
    /// beyond the last two go.
    ///
    /// - Throws: `Failure` naming the file; those that were there are there still.
    package func write(_ checkpoint: CheckpointFile) throws(Failure) {
        let numbers = numbers
        let file = file((numbers.last ?? 0) + 1)
        let temporary = "\(file).part"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try DurableFile.write(to: file, by: temporary) { try checkpoint.write(to: $0) }
        } catch {
            throw Failure("the checkpoint \(file) cannot be written: \(SystemReason.of(error))")
        }
        for number in numbers.dropLast(Self.kept - 1) { try? FileManager.default.removeItem(atPath: self.file(number)) }
    }

    private static func number(of name: String) -> Int? {
        guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)), number > 0, number < 1 << 40
        else { return nil }
        return number
    }
}
