import Experiment

/// `greedynas plan`: a scenario in numbers.
struct PlanCommand: Command {
    let name = "plan"
    let summary = "Print a scenario's sizes, images, MACs and memory; trains nothing"
    let positionals = ["SCENARIO"]
    let options = SharedOptions.scenario + [SharedOptions.json, SharedOptions.quiet]
    let notes = ScenarioArgument.notes

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let plan = Plan(try ScenarioArgument.read(arguments.positionals[0], arguments))
        return arguments.isGiven(SharedOptions.json) ? plan.json.text(indented: true) : plan.text
    }
}
