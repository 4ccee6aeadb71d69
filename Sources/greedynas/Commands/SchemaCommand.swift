import Documents
import Scenarios

/// `greedynas schema`: what a scenario file may hold, for editors.
struct SchemaCommand: Command {
    let name = "schema"
    let summary = "Print the JSON Schema of scenarios, for editors"
    let positionals: [String] = []
    let options: [CommandLineOption] = []
    let notes = """
        Write it to a file and name that file in your scenario; editors that know JSON Schema then use it:

          greedynas schema > scenario.schema.json
          { "$schema": "./scenario.schema.json", "supernet": { "m": 10 } }
        """

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        ScenarioSchema.document.text(indented: true)
    }
}
