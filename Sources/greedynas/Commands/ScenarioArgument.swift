import Scenarios

/// Reads the scenario that a command names, with the changes its options ask for.
enum ScenarioArgument {
    /// Reads the scenario and reports its warnings on standard error, unless told to be quiet.
    ///
    /// - Parameters:
    ///   - trains: Whether what is warned of concerns the command.
    ///   - measuring: Whether the folder of pictures is looked into where one is given.
    static func read(
        _ path: String, _ arguments: ParsedArguments, trains: Bool = true, measuring: Bool = false
    ) throws -> Scenario {
        let seed = try arguments.integer(SharedOptions.seed, in: 0...Int.max)
        var scenario = try ScenarioFile.read(
            path, settings: arguments.values(SharedOptions.set), seed: seed, data: arguments.value(SharedOptions.data))
        if measuring { scenario = try scenario.measured() }
        if trains, !arguments.isGiven(SharedOptions.quiet) {
            for warning in scenario.warnings { StandardStreams.warn(warning) }
        }
        return scenario
    }

    /// What the help of a command that takes a scenario says about it.
    static let notes = """
        SCENARIO is a file (JSON with comments) or the name of one in the folder Scenarios, such as quickstart.
        `greedynas keys` lists all keys, `greedynas init` writes a scenario to start from.
        """
}
