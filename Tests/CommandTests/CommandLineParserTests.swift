@testable import CommandLineTool
import Testing

struct CommandLineParserTests {
    private let parser = CommandLineParser(options: [
        .option("seed", "N", "a seed"), .option("set", "KEY=VALUE", repeatable: true, "a setting"),
        .flag("json", "JSON"), .flag("help", "help").lettered("h"),
        .option("output", "DIR", "where").lettered("o"),
    ])

    @Test
    func dividesOptionsFromPositionals() throws {
        let arguments = try parser.parse([
            "a", "--seed", "3", "b", "--json", "--set", "x=1", "--set=y=2=3", "--", "--c",
        ])
        #expect(arguments.positionals == ["a", "b", "--c"])
        #expect(arguments.values == ["seed": ["3"], "json": [""], "set": ["x=1", "y=2=3"]])
    }

    @Test
    func valuesMayBeginWithADashOrBeEmpty() throws {
        #expect(try parser.parse(["--seed", "-1", "-"]).values["seed"] == ["-1"])
        #expect(try parser.parse(["--seed="]).values["seed"] == [""])
        #expect(try parser.parse(["-"]).positionals == ["-"])
        #expect(try parser.parse(["-h"]).values["help"] != nil)
        #expect(try parser.parse(["-o", "x"]).values == ["output": ["x"]])
    }

    @Test(arguments: [
        (["--sed", "1"], "unknown option --sed; the nearest one is --seed"),
        (["--where", "x"], "unknown option --where; expected one of --seed, --set, --json, --help, --output"),
        (["--seed"], "--seed needs a value; expected --seed N"),
        (["--seed", "--json"], "--seed needs a value; expected --seed N"),
        (["--seed", "1", "--seed=2"], "--seed is given twice; expected it once"),
        (["--json", "--json"], "--json is given twice; expected it once"),
        (["--json=yes"], "--json takes no value; found \"yes\""),
        (["-j"], "unknown option -j; expected -h, -o, or a long option that begins with \"--\""),
        (["-o"], "--output needs a value; expected --output DIR"),
        (["-o", "a", "--output=b"], "--output is given twice; expected it once"),
        (["--=x"], "unknown option --; expected one of --seed, --set, --json, --help, --output"),
    ])
    func mistakesAreNamed(words: [String], sentence: String) {
        #expect(throws: UsageError(sentence)) { try parser.parse(words) }
    }
}
