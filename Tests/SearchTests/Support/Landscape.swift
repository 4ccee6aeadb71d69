import Architecture
import Search

/// ZDT1 (Zitzler, Deb and Thiele, 2000) over the choices of a path: the first layer is x1, the others are the rest.
///
/// Both objectives lie in [0, 10]; the front is `f2 = 1 - sqrt(f1)`, reached where all layers but the first choose 0.
struct Landscape {
    let domain: SearchDomain

    init(layers: Int = 15, choices: Int = 8) throws {
        domain = try .uniform(layers: layers, choices: choices)
    }

    static func objectives(_ path: Path, choices: Int) -> [Double] {
        let values = path.choices.map { Double($0) / Double(choices - 1) }
        let rest = values.dropFirst()
        let g = 1 + 9 * rest.reduce(0, +) / Double(max(1, rest.count))
        return [values[0], g * (1 - (values[0] / g).squareRoot())]
    }

    /// Asks, evaluates and tells until the search is over, or a number of times.
    static func run(_ searcher: inout some Searcher, choices: Int = 8, times: Int = .max) throws {
        var round = 0
        while !searcher.isFinished, round < times {
            try searcher.tell(
                searcher.ask().map { try Evaluation(path: $0, objectives: objectives($0, choices: choices)) })
            round += 1
        }
    }

    /// The area that two objectives dominate below a reference point.
    static func hypervolume(_ front: ParetoFront, reference: [Double] = [1.1, 11]) -> Double {
        var area = 0.0
        var height = reference[1]
        for member in front.members where member.objectives[0] < reference[0] && member.objectives[1] < height {
            area += (reference[0] - member.objectives[0]) * (height - member.objectives[1])
            height = member.objectives[1]
        }
        return area
    }
}
