import Architecture
import Testing

struct PathTests {
    /// All paths of up to three choices out of three, in the order that a base-3 reading with a pad below 0 gives.
    @Test func orderIsLexicographic() {
        var paths: [(Path, Int)] = []
        for length in 0...3 {
            for number in 0..<(0..<length).reduce(1, { product, _ in 3 * product }) {
                var (rest, choices) = (number, [UInt8]())
                for _ in 0..<length {
                    choices.insert(UInt8(rest % 3), at: 0)
                    rest /= 3
                }
                let padded = (0..<3).reduce(0) { 4 * $0 + ($1 < length ? Int(choices[$1]) + 1 : 0) }
                paths.append((Path(choices: choices), padded))
            }
        }
        for (first, firstRank) in paths {
            for (second, secondRank) in paths {
                #expect((first < second) == (firstRank < secondRank))
                #expect((first == second) == (firstRank == secondRank))
            }
        }
    }

    @Test func descriptionDividesChoicesByCommas() {
        #expect(Path(choices: [0, 12, 255]).description == "0,12,255")
        #expect(Path(choices: []).description == "")
    }
}
