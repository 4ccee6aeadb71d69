import Architecture
package import Documents
import Foundation

/// `failure.json`: why a run stopped, kept until it is resumed.
package enum BrokenOff {
    private static let key = "reason"

    /// The sentence that a folder keeps, fit for a terminal; nil where it keeps none.
    ///
    /// - Throws: `Refusal` where the file cannot be read.
    package static func reason(in folder: String) throws(Refusal) -> String? {
        let file = "\(folder)/\(RunFileName.failure)"
        guard FolderContents.exists(file) else { return nil }
        return ForeignText.line(try JSONSection(ofRunFile: file, what: "why a run stopped").text(key))
    }

    /// The document.
    static func json(_ reason: String) -> JSONValue {
        let json: JSONValue = [key: .string(reason)]
        return json.withFormat
    }
}

extension RunDirectory {
    /// Does the work of a run: what an earlier process has kept goes, and where the work throws, the sentence is kept.
    ///
    /// - Throws: What the work throws, whether its sentence can be written or not.
    package func keepingReason<Result>(_ work: () async throws -> Result) async throws -> Result {
        try? FileManager.default.removeItem(atPath: file(RunFileName.failure))
        do {
            return try await work()
        } catch {
            try? write(BrokenOff.json("\(error)"), to: RunFileName.failure)
            throw error
        }
    }
}
