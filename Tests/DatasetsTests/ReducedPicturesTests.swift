import Datasets
import TestSupport
import Testing

/// A part of a set, and what is said of classes without pictures.
struct ReducedPicturesTests {
    /// Grey pictures of one pixel, whose byte is their place.
    private struct Line: PictureSource {
        let labels: [UInt16]
        let name = "lines"
        let classNames = ["a", "b", "c"]

        func training() -> Pictures {
            Pictures(
                height: 1, width: 1, channels: 1, pixels: labels.indices.map { UInt8($0) }, labels: labels)
        }
        func test() -> Pictures { training() }
        func files() -> [SourceFile] { [] }
    }

    /// Sorted by class, as many folders and files are.
    private let sorted = Line(labels: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])

    @Test(arguments: 1...12) func everyClassHasItsShare(count: Int) throws {
        let some = try ReducedPictures(of: sorted, training: count).training()
        #expect(some.count == count)
        let counts = some.countsPerClass(classes: 3)
        #expect(counts.allSatisfy { $0 == count / 3 || $0 == (count + 2) / 3 }, "\(counts)")
    }

    @Test func firstPicturesOfEachClassAreTakenInTheirOrder() throws {
        let some = try ReducedPictures(of: sorted, training: 6).training()
        #expect(some.pixels == [0, 1, 4, 5, 8, 9])
        #expect(some.labels == [0, 0, 1, 1, 2, 2])
        let mixed = try ReducedPictures(of: Line(labels: [2, 0, 1, 1, 0, 2]), training: 3).training()
        #expect(mixed.pixels == [0, 1, 2])
        #expect(try ReducedPictures(of: sorted, training: 6).test().count == 12)
    }

    @Test func moreThanThereAreIsRefused() {
        expectSentence(
            "13 training pictures are to be used and the set lines has 12; expected at most these"
        ) { _ = try ReducedPictures(of: sorted, training: 13).training() }
    }

    @Test(arguments: [
        ([1, 2, 3], nil), ([0, 2, 3], "1 of the 3 classes of s has no training pictures: a"),
        ([0, 0, 3], "2 of the 3 classes of s have no training pictures: a, b"),
    ]) func emptyClassesAreNamed(counts: [Int], warning: String?) {
        #expect(ClassCounts(counts, names: ["a", "b", "c"], set: "s").warning == warning)
    }

    @Test func manyEmptyClassesAreCounted() {
        let names = (0..<100).map { "n\($0)" }
        let labels = (0..<20).map { UInt16($0 * 5) }
        #expect(
            ClassCounts(of: labels, names: names, set: "s").warning
                == "80 of the 100 classes of s have no training pictures: n1, n2, n3 and 77 more")
    }

    @Test func oneClassAloneIsRefused() {
        expectSentence(
            "all 7 training pictures of s are of the class b; expected at least two classes"
        ) { try ClassCounts([0, 7, 0], names: ["a", "b", "c"], set: "s").checkThereAreTwo() }
        #expect(throws: Never.self) {
            try ClassCounts([0, 7, 1], names: ["a", "b", "c"], set: "s").checkThereAreTwo()
        }
    }
}
