import Foundation
import RunSupport
import TestSupport
import Testing
@testable import Documents
@testable import ScenarioKeys
@testable import Scenarios

/// The schema against the checker that many editors and scripts use, Python's `jsonschema`.
@Suite(.enabled(if: Python.has("jsonschema"), "needs Python with the package jsonschema"))
struct ScenarioSchemaTests {
    /// For each document, whether the schema takes it; the schema itself is checked first.
    private func verdicts(_ documents: [JSONValue]) throws -> [JSONValue] {
        let code = """
            import json, sys, jsonschema
            given = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(given["schema"])
            checker = jsonschema.Draft202012Validator(given["schema"])
            print(json.dumps([checker.is_valid(document) for document in given["documents"]]))
            """
        let given: JSONValue = ["schema": ScenarioSchema.document, "documents": .array(documents)]
        let folder = TemporaryFolder()
        let (status, output) = try Python.run(code, [folder.write("given.json", given.description)])
        try #require(status == 0)
        return try JSONValue(parsing: output).elements
    }

    private func document(_ key: String, _ value: JSONValue) throws -> JSONValue {
        var tree = try ScenarioTree(root: [:])
        try tree.set(key, to: value, as: "test")
        return tree.root
    }

    @Test
    func everyShippedScenarioIsTaken() throws {
        let files = try ShippedScenarios.present()
        let documents = try files.map { file in
            try JSONValue(parsing: [UInt8](Data(contentsOf: ShippedScenarios.folder.appendingPathComponent(file))))
        }
        for (file, verdict) in zip(files, try verdicts(documents)) { #expect(verdict == true, "\(file)") }
        #expect(files.count > 20)
    }

    @Test
    func whatIsReadIsTakenAndNothingElse() throws {
        let right = try ScenarioTests.otherValues.map { key, value in try document(key, JSONValue(parsing: value)) }
        let given = right + [Scenario.keys.isEmpty ? [:] : try Scenario([:]).resolved, ["$schema": "./a.json"]]
        for (document, verdict) in zip(given, try verdicts(given)) { #expect(verdict == true, "\(document)") }
        let wrong = try Scenario.keys.flatMap { key in
            try ScenarioKeyTests.wrongValues(of: key).map { try document(key.path, $0) }
                // One letter too many.
                + [try document(key.path + "x", key.defaultValue)]
        }
        for (document, verdict) in zip(wrong, try verdicts(wrong)) { #expect(verdict == false, "\(document)") }
    }

    @Test
    func sweepsVaryKeysThatThereAre() throws {
        func sweep(_ text: String) throws -> JSONValue { try JSONValue(parsing: "{sweep: {\(text)}}") }
        let right = try ["seed: [1, 2]", "'supernet.m,supernet.k': [[5, 5], [10, 5]]"].map(sweep)
        let wrong = try [
            "'supernet.mm': [1]", "seed: 1", "seed: []", "seed: [-1]", "'supernet.m': ['a']", "", "name: ['a']",
        ]
        .map(sweep)
        #expect(try verdicts(right + wrong) == right.map { _ in true } + wrong.map { _ in false })
    }
}
