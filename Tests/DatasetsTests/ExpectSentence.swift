import Datasets
import Testing

/// Expects an error whose description is one sentence that holds all of `parts`.
func expectSentence(
    _ parts: String..., location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
    let error = #expect(throws: DatasetsError.self, sourceLocation: location) { try body() }
    guard let text = error?.description else { return }
    for part in parts { #expect(text.contains(part), "\(text)", sourceLocation: location) }
    #expect(!text.contains("\n") && !text.contains(". "), "\(text)", sourceLocation: location)
}
