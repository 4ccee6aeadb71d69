import Architecture

/// Why a picture cannot be decoded, as part of a sentence that names its file.
package struct PictureProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reason.
    package let description: String

    /// A reason, which may quote a program.
    package init(_ reason: String) { description = ForeignText.line(reason, atMost: 200) }
}
