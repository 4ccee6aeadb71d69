import Documents
import Reporting
import Runs

extension ParsedArguments {
    /// Who receives the progress of a run.
    func audience() throws(UsageError) -> Audience {
        let (isQuiet, isVerbose) = (isGiven(SharedOptions.quiet), isGiven(SharedOptions.verbose))
        guard !isQuiet || !isVerbose else {
            throw UsageError("--quiet and --verbose are both given; expected one of them")
        }
        return Audience(progress: isQuiet ? .none : isVerbose ? .all : .some, events: try eventsFolder())
    }

    /// The folder that gets event files, looked at before another one is made for a run that could not begin.
    func eventsFolder() throws(UsageError) -> String? {
        guard let folder = value(SharedOptions.tensorBoard) else { return nil }
        if let obstacle = NewFolder.obstacle(to: folder) {
            throw UsageError("--tensorboard \(folder) cannot be made: \(obstacle); expected a folder")
        }
        return folder
    }
}
