import Exchange
import Testing

struct LaunchTests {
    @Test func launchersSayHowManyWereStarted() {
        #expect(Launch(environment: [:]).tasks == 1)
        #expect(Launch(environment: [:]).loneliness(knowsMPI: true) == nil)
        #expect(Launch(environment: ["SLURM_NTASKS": "1"]).loneliness(knowsMPI: false) == nil)
        let slurm = Launch(environment: ["SLURM_STEP_NUM_TASKS": "4", "SLURM_PROCID": "2", "SLURM_NTASKS": "9"])
        #expect(slurm.tasks == 4 && slurm.task == 2)
        #expect(Launch(environment: ["SLURM_STEP_NUM_TASKS": "1", "SLURM_NTASKS": "4"]).tasks == 1)
        let open = Launch(environment: ["OMPI_COMM_WORLD_SIZE": "2", "OMPI_COMM_WORLD_RANK": "1", "SLURM_NTASKS": "9"])
        #expect(open.tasks == 2 && open.task == 1)
        #expect(Launch(environment: ["PMI_SIZE": "3", "PMI_RANK": "0"]).tasks == 3)
        #expect(Launch(environment: ["SLURM_NTASKS": "many"]).tasks == 1)
    }

    @Test func aProcessManagerIsSeen() {
        #expect(!Launch(environment: ["SLURM_STEP_NUM_TASKS": "2", "SLURM_PROCID": "0"]).hasManager)
        for variable in ["PMIX_RANK", "PMI_FD", "OMPI_COMM_WORLD_SIZE"] {
            #expect(Launch(environment: ["SLURM_STEP_NUM_TASKS": "2", variable: "0"]).hasManager)
        }
    }

    @Test func whoIsAloneAmongOthersIsTold() {
        let slurm = Launch(environment: ["SLURM_STEP_NUM_TASKS": "4"])
        #expect(
            slurm.loneliness(knowsMPI: true)
                == "SLURM_STEP_NUM_TASKS says that 4 processes were started together, and this one is alone: MPI finds no others; "
                + "expected `mpirun` of the MPI that it was built with, `srun --mpi=pmix` (of MPICH `--mpi=pmi2`), or a "
                + "single process")
        #expect(
            Launch(environment: ["SLURM_NTASKS": "4"]).loneliness(knowsMPI: true)
                == "SLURM_NTASKS says that the job has 4 tasks, and this one is alone: `srun` did not start it; expected "
                + "`srun --mpi=pmix` (of MPICH `--mpi=pmi2`), or `srun --ntasks=1` for a single process")
        let open = Launch(environment: ["OMPI_COMM_WORLD_SIZE": "2"])
        #expect(
            open.loneliness(knowsMPI: false)
                == "OMPI_COMM_WORLD_SIZE says that 2 processes were started together, and this one is alone: it was built "
                + "without MPI; expected a build with `swift build -c release --traits MPI`, or a single process")
        #expect(
            open.loneliness(after: .singleThread, knowsMPI: true)
                == "OMPI_COMM_WORLD_SIZE says that 2 processes were started together, and this MPI answers to one thread of "
                + "a process alone; expected one that offers MPI_THREAD_SERIALIZED, or a single process")
    }
}
