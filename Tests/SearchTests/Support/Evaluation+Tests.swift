import Architecture
import Reproducibility

@testable import Search

extension Evaluation {
    /// Evaluations of distinct paths, numbered.
    static func list(_ objectives: [[Double]], violations: [Double] = []) throws -> [Evaluation] {
        try objectives.enumerated().map { place, values in
            try Evaluation(
                path: Path(choices: [UInt8(place / 256), UInt8(place % 256)]), objectives: values,
                violation: violations.isEmpty ? 0 : violations[place])
        }
    }

    /// A random set with many ties, duplicates and, where `breaks`, violations; `levels` values for each objective.
    static func random(_ index: Int, objectives: Int, levels: Int, breaks: Bool) throws -> [Evaluation] {
        var stream = RandomStream(seed: 31, purpose: .simulation, round: objectives, index: index)
        let count = stream.integer(below: 13)
        return try list(
            (0..<count).map { _ in (0..<objectives).map { _ in Double(stream.integer(below: levels)) / 4 - 1 } },
            violations: (0..<count).map { _ in breaks ? Double(max(0, stream.integer(below: 5) - 2)) : 0 })
    }
}
