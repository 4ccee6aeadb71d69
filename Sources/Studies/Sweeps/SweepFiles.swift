import Documents
import Foundation

/// The tables and the page of a sweep in its folder.
struct SweepFiles: Sendable {
    /// The sweep's folder.
    let folder: String

    /// The files' names.
    static let names = ["sweep.csv", "sweep.json", "sweep.md", "sweep.html"]

    /// Writes all of them, each whole or not at all; what is there is replaced.
    ///
    /// - Throws: `Failure` naming the file.
    func write(_ table: SweepTable) throws(Failure) {
        let texts = [
            table.csv, table.json.text(indented: true) + "\n",
            "# \(table.isSimulation ? "Simulated sweep" : "Sweep") of \(table.name)\n\n" + table.markdown + "\n",
            SweepPage(table).html,
        ]
        for (name, text) in zip(Self.names, texts) {
            // Shards on several machines write the same files.
            try WholeFile.write(Data(text.utf8), to: "\(folder)/\(name)", isShared: true)
        }
    }
}
