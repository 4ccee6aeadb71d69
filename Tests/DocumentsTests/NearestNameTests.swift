import Testing
@testable import Documents

struct NearestNameTests {
    /// All pairs of words of up to 4 letters over an alphabet of 2, against the recursive definition.
    @Test
    func distanceMatchesItsDefinition() {
        var words: [[Character]] = [[]]
        var longest: [[Character]] = [[]]
        for _ in 0..<4 {
            longest = longest.flatMap { word in ["a", "b"].map { word + [$0] } }
            words += longest
        }
        for first in words {
            for second in words {
                #expect(
                    NearestName.distance(first, second) == definition(first[...], second[...]), "\(first) \(second)")
            }
        }
    }

    private func definition(_ first: ArraySlice<Character>, _ second: ArraySlice<Character>) -> Int {
        guard let last = first.last, let other = second.last else { return max(first.count, second.count) }
        let (first1, second1) = (first.dropLast(), second.dropLast())
        var best = min(definition(first1, second), definition(first, second1)) + 1
        best = min(best, definition(first1, second1) + (last == other ? 0 : 1))
        if first.count > 1, second.count > 1, first1.last == other, second1.last == last {
            best = min(best, definition(first1.dropLast(), second1.dropLast()) + 1)
        }
        return best
    }

    @Test(arguments: [
        ("epsilom", "epsilon"), ("Epsilon", "epsilon"), ("scoring-pictures", "scoring_pictures"), ("bacth", "batch"),
        ("aplha", "alpha"), ("scoringpicture", "scoring_pictures"), ("x", nil), ("momentum", nil), ("", nil),
    ])
    func findsWhatWasMeant(name: String, expected: String?) {
        let names = ["m", "k", "alpha", "batch", "epsilon", "scoring_pictures"]
        #expect(NearestName.to(name, among: names) == expected)
    }

    @Test
    func firstOneWinsAmongEquals() {
        #expect(NearestName.to("bat", among: ["cat", "hat"]) == "cat")
        #expect(NearestName.to("bat", among: []) == nil)
    }
}
