import Scenarios

/// The options that more than one command takes, so that they mean the same everywhere.
enum SharedOptions {
    static let output = output("DIR", "where to write; default runs/NAME-seedN")
    static let data = CommandLineOption.option("data", "DIR", "the folder with the pictures, instead of data.path")
    static let seed = CommandLineOption.option("seed", "N", "seed of all random numbers")
    static let workers = CommandLineOption.option(
        "workers", "N",
        "number of threads; default: all cores that may be used")
    static let set = CommandLineOption.option(
        "set", "KEY=VALUE", repeatable: true, "change a key of the scenario, such as supernet.m=20")
    static let until = CommandLineOption.choice(
        "until", of: RunPhase.self, "last phase to run; default \(RunPhase.last.rawValue)")
    static let json = CommandLineOption.flag("json", "print one JSON document")
    static let quiet = CommandLineOption.flag("quiet", "no progress and no warnings").lettered("q")
    static let tensorBoard = CommandLineOption.option(
        "tensorboard", "DIR", "write TensorBoard events to this folder while running")
    static let verbose = CommandLineOption.flag("verbose", "a line for every round, generation and epoch")
    static let mixed = CommandLineOption.flag(
        "mixed", "under mpirun: ranks may differ in build")
    static let help = CommandLineOption.flag("help", "print this help").lettered("h")

    /// What changes a scenario that is read from a file.
    static let scenario = [data, seed, set]
    /// The options that say who receives the progress of a run.
    static let audience = [tensorBoard, quiet, verbose]

    /// Where a command writes.
    static func output(_ value: String, _ meaning: String) -> CommandLineOption {
        CommandLineOption.option("output", value, meaning).lettered("o")
    }
}
