import Architecture
import Reproducibility
import Testing

struct SearchSpacePathTextTests {
    let seven: SearchSpace
    let thirteen: SearchSpace
    let macro: SearchSpace

    init() throws {
        seven = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7, identity: .excluded)
        thirteen = try SearchSpace(macro: .imagenet, operations: SearchSpace.operations13)
        macro = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro)
    }

    @Test func everyFormReadsBack() throws {
        for (index, space) in [seven, thirteen, macro].enumerated() {
            var stream = RandomStream(seed: 3, purpose: .pathSampling, index: index)
            for _ in 0..<200 {
                let path = space.randomPath(using: &stream)
                let numbers = path.choices.map { String($0) }
                let names = space.names(of: path)
                var forms = [
                    path.description, numbers.joined(separator: " "), "[" + numbers.joined(separator: ", ") + "]",
                    " [\n" + numbers.joined(separator: ",\n") + "\n]\n", names, names.replacing(" ", with: ", "),
                    names.replacing(" ", with: " | "), names.replacing(" ", with: "|"), "\t" + names + "\r\n",
                    names.replacing("id", with: "identity"),
                ]
                if space.operations.count <= 10 { forms.append(numbers.joined()) }
                for form in forms { #expect(try space.path(from: form) == path, "\(form)") }
                #expect(try space.path(from: path.choices.map { Int($0) }) == path)
            }
        }
    }

    @Test func namesAreInTheOrderOfTheLayers() throws {
        #expect(macro.names(of: Path(choices: [0, 1, 2, 0, 1, 2, 0, 1])) == "id k3e3 k5e6 id k3e3 k5e6 id k3e3")
    }

    @Test(arguments: [
        ("", "the path has 0 choices; expected 8, one for each layer"),
        ("[]", "the path has 0 choices; expected 8, one for each layer"),
        ("   |  ", "the path has 0 choices; expected 8, one for each layer"),
        ("0,1,2", "the path has 3 choices; expected 8, one for each layer"),
        ("2221222", "the path has 7 choices; expected 8, one for each layer"),
        ("222122201", "the path has 9 choices; expected 8, one for each layer"),
        ("22232220", "the path names the choice 3 for layer 4; expected a number from 0 to 2"),
        ("0 0 0 0 0 0 0 3", "the path names the choice 3 for layer 8; expected a number from 0 to 2"),
        ("0,0,,0,0,0,0,0", "the path names no choice for layer 3 between two commas; expected one for each layer"),
        ("0,0,0,0,0,0,0,0,", "the path names no choice for layer 9 between two commas; expected one for each layer"),
        (
            "0,0,0,0,-1,0,0,0",
            "layer 5 of the path is \"-1\"; expected one of id, k3e3, k5e6 or its number"
        ),
        (
            "id id id id id id id k3e6",
            "layer 8 of the path is \"k3e6\"; expected one of id, k3e3, k5e6 or its number"
        ),
        (
            "0,0,0,0,0,0,0,00",
            "layer 8 of the path is \"00\"; expected one of id, k3e3, k5e6 or its number"
        ),
        (
            "0 0 0 0 0 0 0 18446744073709551616",
            "layer 8 of the path is \"18446744073709551616\"; expected one of id, k3e3, k5e6 or its number"
        ),
        (
            "[[0,0,0,0,0,0,0,0]]",
            "layer 1 of the path is \"[0\"; expected one of id, k3e3, k5e6 or its number"
        ),
    ]) func wrongTextIsRefused(text: String, sentence: String) {
        let error = #expect(throws: ArchitectureError.self) { try macro.path(from: text) }
        #expect(error?.description == sentence)
    }

    @Test func aChoiceThatTheLayerLacksIsNamedWithTheLayer() {
        let text = String(repeating: "0", count: 8) + "6" + String(repeating: "0", count: 12)
        let error = #expect(throws: ArchitectureError.self) { try seven.path(from: text) }
        #expect(
            error?.description
                == "the path names the choice id for layer 9, which does not offer it; "
                + "expected one of k3e3, k5e3, k7e3, k3e6, k5e6, k7e6")
    }

    @Test func aRunOfDigitsNeedsAtMostTenOperations() {
        let error = #expect(throws: ArchitectureError.self) {
            try thirteen.path(from: String(repeating: "1", count: 21))
        }
        #expect(
            error?.description
                == "the path is written as digits, but the space has 13 operations; expected numbers separated by commas or spaces"
        )
    }

    @Test(arguments: [-1, 3, 256, Int.max, Int.min]) func numbersOutOfRangeAreRefused(choice: Int) {
        let error = #expect(throws: ArchitectureError.self) { try macro.path(from: [0, choice, 0, 0, 0, 0, 0, 0]) }
        #expect(error == .choiceOutOfRange(layer: 1, choice: choice, operationCount: 3))
    }

    @Test func longWordsAreClipped() {
        let error = #expect(throws: ArchitectureError.self) {
            try macro.path(from: String(repeating: "x", count: 100_000) + " 0 0 0 0 0 0 0")
        }
        #expect((error?.description.count ?? 1000) < 150)
    }
}
