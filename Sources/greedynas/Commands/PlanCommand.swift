import Documents
import Planning

/// `greedynas plan`: a scenario in numbers.
struct PlanCommand: Command {
    let name = "plan"
    let summary = "Print a scenario's sizes, memory and time; trains nothing"
    let positionals = ["SCENARIO"]
    let options = SharedOptions.scenario + [SharedOptions.workers, SharedOptions.json, SharedOptions.quiet]
    let notes = ScenarioArgument.notes

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments, measuring: true)
        try Plan.check(scenario)
        let speed = try await SpeedProbe.measure(scenario, workers: workers)
        let plan = Plan(scenario, workers: workers, speed: speed)
        return arguments.isGiven(SharedOptions.json) ? plan.json.text(indented: true) : plan.text
    }
}
