import TestSupport
import Testing
@testable import CommandLineTool

struct CompletionTests {
    @Test(arguments: [
        ("DIR", Completion.folders), ("FILE", .files), ("DIR|NETWORK...", .files), ("[NAME]", .nothing),
        ("FOLDER|SCENARIO", .scenarios), ("train|score", .words(["train", "score"])), ("N", .nothing),
        ("KEY=VALUE", .keys(suffix: "=")), ("[PREFIX]", .keys(suffix: "")), ("I/N", .nothing),
    ])
    func placeholdersSayWhatIsOffered(placeholder: String, completion: Completion) {
        #expect(Completion(of: placeholder) == completion)
    }

    /// Whatever the table has is in every script, and each shell that is installed reads its own.
    @Test(arguments: Shell.allCases)
    func scriptsHaveEveryCommandAndOption(shell: Shell) throws {
        let script = shell.script(CommandTable.commands)
        for command in CommandTable.commands {
            #expect(script.contains(command.words.last ?? ""))
            for option in command.allOptions {
                #expect(script.contains(shell == .fish ? "-l \(option.name)" : "--\(option.name)"), "\(command.name)")
            }
        }
        let folder = TemporaryFolder()
        let arguments = ["-n", try folder.write("script", script)]
        guard let status = try? SystemProgram.run(shell.rawValue, arguments).status, status != 127 else { return }
        #expect(status == 0)
    }

    /// Bash is asked as it asks the function itself.
    @Test(arguments: [
        (["re"], ["resume", "retrain", "report"]), (["data", ""], ["inspect", "fetch", "pack", "generate"]),
        (["run", "--u"], ["--until"]), (["run", "x.json", "--until", "s"], ["supernet", "search"]),
        (["data", "generate", "--t"], ["--training", "--test"]), (["bench", "--mode", "tr"], ["train"]),
        (["run", "--set", "supernet.po"], ["supernet.pool.size=", "supernet.pool.admit="]),
        (["completion", "z"], ["zsh"]), (["keys", "simulation.h"], ["simulation.harm"]), (["theorem", "x"], []),
    ])
    func bashOffersWhatFits(words: [String], offered: [String]) throws {
        let folder = TemporaryFolder()
        let script = try folder.write("script", Shell.bash.script(CommandTable.commands))
        let line = (["greedynas"] + words).map(Shell.quoted).joined(separator: " ")
        let code = """
            compopt() { :; }
            source \(Shell.quoted(script))
            COMP_WORDS=(\(line)); COMP_CWORD=\(words.count); _greedynas; printf '%s\\n' "${COMPREPLY[@]}"
            """
        let output = try SystemProgram.run("bash", ["-c", code]).output
        #expect(output.split(separator: "\n").map { String($0) } == offered)
    }
}
