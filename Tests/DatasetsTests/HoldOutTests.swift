import Datasets
import Reproducibility
import Testing

struct HoldOutTests {
    /// Labels with so many pictures of each class, mixed.
    private func labels(_ counts: [Int], seed: UInt64 = 1) -> [UInt16] {
        var labels = counts.enumerated().flatMap { label, count in [UInt16](repeating: UInt16(label), count: count) }
        var random = RandomStream(seed: seed, purpose: .simulation)
        random.shuffle(&labels)
        return labels
    }

    /// Whether the parts are what the type promises, for every class.
    private func isSound(_ parts: HoldOut, _ labels: [UInt16], _ counts: [Int], _ filtering: Int, _ search: Int) -> Bool
    {
        guard parts.filtering.count == filtering, parts.search.count == search else { return false }
        guard (parts.training + parts.filtering + parts.search).sorted() == Array(labels.indices) else { return false }
        for part in [parts.training, parts.filtering, parts.search] where part != part.sorted() { return false }
        for (part, size) in [(parts.filtering, filtering), (parts.search, search)] {
            var found = [Int](repeating: 0, count: counts.count)
            for index in part { found[Int(labels[index])] += 1 }
            // |found - size * count / total| < 1, in whole numbers.
            for (found, count) in zip(found, counts) where abs(found * labels.count - size * count) >= labels.count {
                return false
            }
        }
        return true
    }

    @Test func everySmallSetIsDividedSoundly() throws {
        for code in 0..<625 {
            let counts = [code % 5, code / 5 % 5, code / 25 % 5, code / 125]
            let labels = labels(counts)
            for filtering in 0..<max(labels.count, 1) where !labels.isEmpty {
                for search in 0..<labels.count - filtering {
                    let parts = try HoldOut(labels: labels, classes: 4, filtering: filtering, search: search, seed: 7)
                    guard isSound(parts, labels, counts, filtering, search) else {
                        Issue.record("\(counts), \(filtering), \(search)")
                        return
                    }
                }
            }
        }
    }

    @Test func unevenSetsAreDividedSoundly() throws {
        var random = RandomStream(seed: 11, purpose: .simulation)
        for _ in 0..<300 {
            let counts = (0..<1 + random.integer(below: 12)).map { _ in random.integer(below: 40) + 1 }
            let labels = labels(counts)
            let filtering = random.integer(below: labels.count)
            let search = random.integer(below: labels.count - filtering)
            let parts = try HoldOut(
                labels: labels, classes: counts.count, filtering: filtering, search: search, seed: random.next())
            #expect(isSound(parts, labels, counts, filtering, search), "\(counts), \(filtering), \(search)")
        }
    }

    /// By largest remainder alone, filtering would round up in so many classes that 16 pictures for the search could not be
    /// found without taking from a class more than it has.
    @Test func roundingOfOnePartLeavesRoomForTheOther() throws {
        let counts = [10, 10, 1, 10, 1]
        let labels = labels(counts)
        let parts = try HoldOut(labels: labels, classes: 5, filtering: 14, search: 16, seed: 1)
        #expect(isSound(parts, labels, counts, 14, 16))
    }

    @Test func seedDecidesAlone() throws {
        let labels = labels([500, 500])
        let parts = try HoldOut(labels: labels, classes: 2, filtering: 100, search: 60, seed: 3)
        #expect(try HoldOut(labels: labels, classes: 2, filtering: 100, search: 60, seed: 3) == parts)
        #expect(
            try HoldOut(labels: labels, classes: 2, filtering: 100, search: 60, seed: 4).filtering != parts.filtering)
        // Which pictures are held out is drawn, not the first of each class.
        #expect(parts.filtering.contains { $0 > 700 } && parts.search.contains { $0 > 700 })
    }

    @Test func sharedPartServesBoth() throws {
        let labels = labels([30, 20, 10])
        let parts = try HoldOut(labels: labels, classes: 3, filtering: 12, search: 12, shared: true, seed: 3)
        #expect(parts.filtering == parts.search && parts.filtering.count == 12)
        #expect((parts.training + parts.filtering).sorted() == Array(0..<60))
        expectSentence("12", "11") {
            _ = try HoldOut(labels: labels, classes: 3, filtering: 12, search: 11, shared: true, seed: 3)
        }
    }

    /// Those that judge a training from scratch are drawn for themselves, and not the first ones of a part for the search.
    @Test func validationIsDividedSoundly() throws {
        let counts = [400, 300, 200, 100, 1]
        let labels = labels(counts)
        let parts = HoldOut.division(labels: labels, classes: 5, validation: 50, seed: 3)
        #expect((parts.training + parts.validation).sorted() == Array(labels.indices))
        #expect(parts.validation == parts.validation.sorted() && parts.validation.count == 50)
        for (label, count) in counts.enumerated() {
            let share = Double(50 * count) / Double(labels.count)
            let own = parts.validation.count { labels[$0] == label }
            #expect(abs(Double(own) - share) < 1)
        }
        let again = HoldOut.division(labels: labels, classes: 5, validation: 50, seed: 3)
        #expect(again.validation == parts.validation)
        #expect(HoldOut.division(labels: labels, classes: 5, validation: 50, seed: 4).validation != parts.validation)
        let search = try HoldOut(labels: labels, classes: 5, filtering: 0, search: 50, seed: 3).search
        // Of 50 among a thousand two draws share few.
        #expect(Set(search).intersection(parts.validation).count < 15)
    }

    @Test func partsThatLeaveNothingAreRefused() throws {
        let labels = labels([6, 4])
        for (filtering, search) in [(10, 0), (0, 10), (5, 5), (11, 0), (Int.max, 1), (1, Int.max)] {
            expectSentence("\(filtering) (filtering)", "\(search) (search)", "10 pictures") {
                _ = try HoldOut(labels: labels, classes: 2, filtering: filtering, search: search, seed: 1)
            }
        }
        expectSentence("-1") { _ = try HoldOut(labels: labels, classes: 2, filtering: -1, search: 2, seed: 1) }
        expectSentence("-2") { _ = try HoldOut(labels: labels, classes: 2, filtering: 1, search: -2, seed: 1) }
        expectSentence("0 pictures") { _ = try HoldOut(labels: [], classes: 2, filtering: 0, search: 0, seed: 1) }
    }
}
