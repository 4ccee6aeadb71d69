/// How far a packing has come.
package struct PackMoment: Sendable, Hashable {
    /// The pictures that are dealt with, those left out among them.
    package let done: Int
    /// The pictures that there are.
    package let all: Int
    /// The pictures that were left out.
    package let leftOut: Int
    /// The pictures that were packed before, by a call that was interrupted.
    package let resumed: Int
}
