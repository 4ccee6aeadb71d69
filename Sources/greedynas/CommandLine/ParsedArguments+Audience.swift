import Reporting
import Runs

extension ParsedArguments {
    /// Who hears of a run while it goes on.
    func audience() throws(UsageError) -> Audience {
        let (isQuiet, isVerbose) = (isGiven(SharedOptions.quiet), isGiven(SharedOptions.verbose))
        guard !isQuiet || !isVerbose else {
            throw UsageError("--quiet and --verbose are both given; expected one of them")
        }
        return Audience(
            progress: isQuiet ? .none : isVerbose ? .all : .some, events: value(SharedOptions.tensorBoard))
    }
}
