/// What the program that started this process says of those that it started beside it.
public struct Launch: Sendable, Hashable {
    /// The processes that were started together.
    public let tasks: Int
    /// The number of this one among them, counted from 0.
    public let task: Int
    /// Whether a process manager was started with them, by which MPI finds the others.
    public let hasManager: Bool
    /// The variable that says how many there are; nil where none does.
    private let variable: String?

    /// The variables of OpenMPI's `mpirun`, of the process managers of MPICH, of Slurm's `srun`, and of a job of Slurm.
    private static let variables = [
        ("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"), ("PMI_SIZE", "PMI_RANK"),
        ("SLURM_STEP_NUM_TASKS", "SLURM_PROCID"), (job, "SLURM_PROCID"),
    ]

    /// What a job of Slurm asked for, where `srun` did not start the process.
    private static let job = "SLURM_NTASKS"

    /// What starts the processes of a job so that they find each other.
    private static let srun = "`srun --mpi=pmix` (of MPICH `--mpi=pmi2`)"

    /// Reads what a launcher says.
    ///
    /// - Parameter environment: The variables of the process.
    public init(environment: [String: String]) {
        let found = Self.variables.first { environment[$0.0].flatMap { Int($0) } != nil }
        variable = found?.0
        tasks = max(1, found.flatMap { Int(environment[$0.0] ?? "") } ?? 1)
        task = max(0, found.flatMap { Int(environment[$0.1] ?? "") } ?? 0)
        hasManager = environment.keys.contains { $0.hasPrefix("PMI") || $0.hasPrefix("OMPI_COMM_WORLD_") }
    }

    /// Why a process must not begin that was started beside others and cannot join them; nil where it was started alone.
    ///
    /// - Parameters:
    ///   - obstacle: What keeps it from joining.
    ///   - knowsMPI: Whether the build could find the others.
    public func loneliness(after obstacle: Ranks.Obstacle = .alone, knowsMPI: Bool) -> String? {
        guard tasks > 1, let variable else { return nil }
        if obstacle == .singleThread {
            return
                "\(variable) says that \(tasks) processes were started together, and this MPI answers to one thread of a "
                + "process alone; expected one that offers MPI_THREAD_SERIALIZED, or a single process"
        }
        guard variable != Self.job else {
            return "\(variable) says that the job has \(tasks) tasks, and this one is alone: `srun` did not start it; "
                + "expected \(Self.srun), or `srun --ntasks=1` for a single process"
        }
        let sentence = "\(variable) says that \(tasks) processes were started together, and this one is alone"
        guard knowsMPI else {
            return
                "\(sentence): it was built without MPI; expected a build with `swift build -c release --traits MPI`, "
                + "or a single process"
        }
        return "\(sentence): MPI finds no others; expected `mpirun` of the MPI that it was built with, "
            + "\(Self.srun), or a single process"
    }
}
