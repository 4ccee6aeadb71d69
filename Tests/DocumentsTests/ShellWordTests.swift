import Foundation
import Testing
@testable import Documents

struct ShellWordTests {
    @Test(arguments: [
        ("runs/quickstart-seed1", "runs/quickstart-seed1"), ("/a/b_c.d", "/a/b_c.d"), ("my run", "'my run'"),
        ("it's", #"'it'\''s'"#), ("", "''"), ("-x", "./-x"), ("- x", "'./- x'"), ("a;b", "'a;b'"), ("~", "'~'"),
        ("größe", "'größe'"),
    ]) func wordsAreQuotedWhereTheyMustBe(text: String, word: String) {
        #expect(ShellWord.quoted(text) == word)
    }

    /// The shell itself takes the word for the text.
    @Test(arguments: ["a b", "it's 'so'", "$HOME `id` \"x\" \\ * ? [a] # & | < > ( ) { } ! ~", "line\nbreak", ""])
    func shellReadsTheText(text: String) throws {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "printf %s \(ShellWord.quoted(text))"]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(String(decoding: data, as: UTF8.self) == text)
    }
}
