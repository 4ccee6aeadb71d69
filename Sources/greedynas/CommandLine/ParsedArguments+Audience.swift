import Documents
import Reporting
import Runs

extension ParsedArguments {
    /// Who hears of a run while it goes on.
    func audience() throws(UsageError) -> Audience {
        let (isQuiet, isVerbose) = (isGiven(SharedOptions.quiet), isGiven(SharedOptions.verbose))
        guard !isQuiet || !isVerbose else {
            throw UsageError("--quiet and --verbose are both given; expected one of them")
        }
        let events = value(SharedOptions.tensorBoard)
        // Before a folder is made for a run that could not begin.
        if let events, FolderContents.exists(events), !FolderContents.isFolder(events) {
            throw UsageError("--tensorboard \(events) is a file; expected a folder")
        }
        return Audience(progress: isQuiet ? .none : isVerbose ? .all : .some, events: events)
    }
}
