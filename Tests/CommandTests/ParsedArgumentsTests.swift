@testable import CommandLineTool
import Reporting
import Runs
import Testing

struct ParsedArgumentsTests {
    private let option = CommandLineOption.option("n", "N", "a number")

    @Test(arguments: ["", "x", "1.5", "0", "11", "1e1", "99999999999999999999", " 1"])
    func wholeNumbersOutsideTheirRangeAreRefused(text: String) {
        let arguments = ParsedArguments(values: ["n": [text]])
        #expect(throws: UsageError("--n is \"\(text)\"; expected a whole number from 1 to 10")) {
            try arguments.integer(option, in: 1...10)
        }
    }

    @Test(arguments: ["", "nan", "-0.1", "1.1", "inf", "x"])
    func sharesOutsideTheWholeAreRefused(text: String) {
        let arguments = ParsedArguments(values: ["n": [text]])
        #expect(throws: UsageError("--n is \"\(text)\"; expected a number from 0 to 1")) { try arguments.share(option) }
    }

    /// A range without another end has one where a number is beyond all that can be read.
    @Test(arguments: [
        ("9223372036854775808", " to 9223372036854775807"), ("-1", ""), ("x", ""), ("1.5", ""), ("", ""),
    ])
    func theLargestNumberIsNamedWhereItIsPassed(text: String, end: String) {
        let arguments = ParsedArguments(values: ["n": [text]])
        #expect(throws: UsageError("--n is \"\(text)\"; expected a whole number from 0\(end)")) {
            try arguments.integer(option, in: 0...Int.max)
        }
    }

    @Test
    func audienceIsWhoIsAskedFor() throws {
        #expect(try ParsedArguments().audience().progress == .some)
        #expect(try ParsedArguments(values: ["verbose": [""]]).audience().progress == .all)
        #expect(try ParsedArguments(values: ["quiet": [""], "tensorboard": ["x"]]).audience().events == "x")
        #expect(throws: UsageError("--quiet and --verbose are both given; expected one of them")) {
            try ParsedArguments(values: ["quiet": [""], "verbose": [""]]).audience()
        }
        // Before a folder is made for a run that could not write there.
        #expect(throws: UsageError("--tensorboard /dev/null cannot be made: it is a file; expected a folder")) {
            try ParsedArguments(values: ["tensorboard": ["/dev/null"]]).audience()
        }
    }

    @Test
    func givenAndAbsentValues() throws {
        let given = ParsedArguments(values: ["n": ["1"]])
        #expect(try given.integer(option, in: 1...10) == 1)
        #expect(try given.share(option) == 1)
        #expect(try given.word(.option("n", "1|2", "one of them")) == "1")
        #expect(throws: UsageError("--n is \"1\"; expected one of a, b")) { try given.word(.option("n", "a|b", "")) }
        let absent = ParsedArguments()
        #expect(try absent.integer(option, in: 1...10) == nil)
        #expect(!absent.isGiven(option))
        #expect(throws: UsageError("--n N is missing; it has no default")) {
            try absent.required(option, absent.integer(option, in: 1...10))
        }
    }
}
