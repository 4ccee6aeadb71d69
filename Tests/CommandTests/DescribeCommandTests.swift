import Documents
import RunSupport
import Testing
@testable import CommandLineTool

struct DescribeCommandTests {
    /// Options that would have no effect.
    @Test(arguments: [
        (["FairNAS-C", "--threads", "2"], "--threads is given without --table-2; expected both or neither"),
        (["--table-2", "--space", "cifar"], "--space is given with --table-2; expected one of the two"),
        (["--table-2", "--scenario", "x.json"], "--scenario is given with --table-2; expected one of the two"),
        (["--table-2", "--set", "space.width=1"], "--set is given with --table-2; expected one of the two"),
        (["--table-2", "--latency", "x.json"], "--latency is given with --table-2; expected one of the two"),
        (["--table-2", "--notation", "names"], "--notation is given with --table-2; expected one of the two"),
        (["FairNAS-C", "--notation", "names", "--json"], "--json is given with --notation; expected one of the two"),
        (
            ["FairNAS-C", "--notation", "names", "--latency", "x.json"],
            "--latency is given with --notation; expected one of the two"
        ),
    ])
    func optionsWithoutEffectAreRefused(words: [String], expected: String) async throws {
        guard case .run(let command, let arguments) = try CommandTable.request(["describe"] + words) else {
            Issue.record("\(words) does not run")
            return
        }
        #expect(await sentence(of: UsageError.self) { try await command.run(arguments) } == expected)
    }
}
