package import Architecture
import Documents

/// A generation of the search, as its line of `metrics.jsonl` has it.
package struct GenerationLine: Sendable {
    package let generation: Int
    /// Networks evaluated so far.
    package let evaluated: Int
    /// The networks that this generation evaluated, with their scores on the search part.
    package let paths: [Path]
    package let losses: [Double]
    package let accuracies: [Double]
    /// The least value of each objective so far, with the objective's name.
    package let best: [(name: String, value: Double)]
    /// Networks on the front.
    package let front: Int
    package let seconds: Double

    /// Reads a line.
    ///
    /// - Throws: `Refusal` where it lacks a key, or names a path that the space has not.
    init(_ line: JSONSection, space: SearchSpace) throws(Refusal) {
        generation = try line.integer("generation")
        evaluated = try line.integer("evaluated")
        paths = try line.paths("paths", of: space)
        losses = try line.numbers("losses", count: paths.count)
        accuracies = try line.numbers("accuracies", count: paths.count)
        let section = try line.section("best")
        guard case .object(let members) = section.object else { throw line.wrong("best", expected: "an object") }
        best = try members.map { member throws(Refusal) in (member.key, try section.number(member.key)) }
        front = try line.integer("front")
        seconds = try line.number("seconds")
    }
}
