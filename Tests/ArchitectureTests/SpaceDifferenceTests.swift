import Testing
@testable import Architecture

struct SpaceDifferenceTests {
    @Test func onlyWhatDiffersIsTold() throws {
        let operations = SearchSpace.operations7
        let one = try SearchSpace(macro: .cifar, operations: operations, width: 0.5)
        let other = try SearchSpace(macro: .cifar, operations: operations, width: 0.25, identity: .excluded)
        #expect(
            SpaceDifference.words(one.description, other.description)
                == "width 0.5 and not width 0.25, identity convolution and not identity excluded")
    }

    /// A text that is made in another way, as of a later build, is told whole, but not without end.
    @Test func textsThatAreNotMadeAlikeAreTold() throws {
        let space = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7).description
        #expect(SpaceDifference.words("another", space) == "another and not \(space)")
        #expect(SpaceDifference.words(space, space) == "\(ForeignText.line(space, atMost: 300)) and not \(space)")
        #expect(SpaceDifference.words(String(repeating: "x", count: 999), "y").count == 100 + 3 + 10)
    }
}
