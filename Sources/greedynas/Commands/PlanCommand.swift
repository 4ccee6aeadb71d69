import Documents
import Planning

/// `greedynas plan`: a scenario in numbers.
struct PlanCommand: Command {
    let name = "plan"
    let summary = "Print a scenario's sizes, memory and time; trains nothing"
    let positionals = ["SCENARIO"]
    let options =
        SharedOptions.scenario + [SharedOptions.workers, Self.ranks, Self.bandwidth, Self.latency]
        + [SharedOptions.json, SharedOptions.quiet]
    let notes =
        ScenarioArgument.notes + """


            With --ranks the time of a round on N machines like this one is predicted from this machine's speed and from the
            bytes and messages of the exchange, which the article Many machines counts.
            """

    private static let ranks = CommandLineOption.option(
        "ranks", "N", "predict the training on N processes under mpirun, each like this machine")
    private static let bandwidth = CommandLineOption.option(
        "bandwidth", "B", "bits a second between them, such as 25Gb; default 10Gb")
    private static let latency = CommandLineOption.option(
        "latency", "T", "time of a short message between them, such as 2us; default 50us")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let ranks = try arguments.integer(Self.ranks, in: 1...100_000)
        if ranks == nil, let option = [Self.bandwidth, Self.latency].first(where: arguments.isGiven) {
            throw UsageError("--\(option.name) is given without --ranks; expected --ranks N too")
        }
        let interconnect = try Interconnect(
            bandwidth: arguments.value(Self.bandwidth), latency: arguments.value(Self.latency))
        let scenario = try ScenarioArgument.read(arguments.positionals[0], arguments, measuring: true)
        try Plan.check(scenario)
        let speed = try await SpeedProbe.measure(scenario, workers: workers)
        let plan = Plan(
            scenario, workers: workers, speed: speed, ranks: ranks ?? 1, over: ranks.map { _ in interconnect })
        return arguments.isGiven(SharedOptions.json) ? plan.json.text(indented: true) : plan.text
    }
}
