import Documents
import Reproducibility
import Testing

struct JSONValueTests {
    /// As editors of some systems write it, with a mark in front or without.
    @Test(
        arguments: [
            [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], [0xFE, 0xFF, 0, 0x7B, 0, 0x7D], [0x7B, 0, 0x7D, 0], [0, 0x7B, 0, 0x7D],
        ] as [[UInt8]])
    func otherEncodingsAreNamed(bytes: [UInt8]) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.description == "line 1: the text is UTF-16; expected UTF-8")
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0], "is UTF-32; expected UTF-8"),
            ([0x1F, 0x8B, 8, 0], "is compressed by gzip; expected it as it was before"),
            ([0x50, 0x4B, 3, 4], "is compressed by zip; expected it as it was before"),
        ] as [([UInt8], String)])
    func whatIsNoTextIsNamed(bytes: [UInt8], words: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.description == "line 1: the text \(words)")
    }

    /// No document does anything to the terminal that it is printed on.
    @Test func controlCharactersAreWrittenAsEscapes() throws {
        let value: JSONValue = ["\u{1B}[31m": "a\nb\u{7F}\u{9B}\u{0}"]
        #expect(value.description == #"{"\u001b[31m": "a\nb\u007f\u009b\u0000"}"#)
        #expect(try JSONValue(parsing: value.description) == value)
    }

    @Test(arguments: [
        ("{a: 1, 'b': [1, 2.5, -3,], \"c\": {},}", #"{"a": 1, "b": [1, 2.5, -3], "c": {}}"#),
        ("// first\n[true, false, null] /* last */", "[true, false, null]"),
        ("[0x1F, +5, .5, 5., 1e3, 1E+2, 2e-1, -0, 0.0, 1.0]", "[31, 5, 0.5, 5, 1000, 100, 0.2, 0, 0, 1]"),
        (#"["\u00e9\n\t\"\\\/", 'it''s']"#.replacing("''", with: #"\'"#), #"["é\n\t\"\\/", "it's"]"#),
        (#"["\ud83d\ude00", "\x41", "a\#nb"]"#.replacing("a\nb", with: "a\\\nb"), #"["😀", "A", "ab"]"#),
        ("\u{FEFF} {ключ_1: $x}".replacing("$x", with: "'y'"), #"{"ключ_1": "y"}"#),
        ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "9.223372036854776e+18"), ("\"\u{1}\"", #""\u0001""#),
        ("{a:\u{A0}1}", #"{"a": 1}"#), ("/**/1", "1"), ("/***/1", "1"),
    ])
    func readsWhatPeopleWrite(text: String, expected: String) throws {
        #expect(try JSONValue(parsing: text).description == expected)
    }

    @Test(arguments: [
        ("", 1, "the end of the text"), ("{a: 1\n, b: \n}", 3, "expected a value"), ("{a: 1,\n a: 2}", 2, "twice"),
        ("{\na: 1\nb: 2}", 3, "expected \",\""), ("[1,\r\n2,\r\n3}", 3, "expected \",\" or \"]\""),
        ("{a: tru}", 1, "\"tru\""), ("{a:\n 'x\n'}", 2, "no closing quote"), ("1 /* a\n", 1, "no closing */"),
        ("{} x", 1, "\"x\" follows the end"), ("[01]", 1, "\"01\" is not a number"), ("[1_000]", 1, "not a number"),
        ("[NaN]", 1, "not finite"), ("[-Infinity]", 1, "not a number"), ("[1e999]", 1, "too large"),
        ("[\"\\u12\"]", 1, "hexadecimal"), ("[\"\\ud83d\"]", 1, "no Unicode"), ("{1: 2}", 1, "expected a key"),
        ("[.]", 1, "not a number"), ("[1.2.3]", 1, "not a number"), ("[+]", 1, "not a number"),
        ("[0x]", 1, "not a number"),
        ("[0x-1]", 1, "not a number"), ("[--1]", 1, "not a number"), ("{a 1}", 1, "expected \":\""),
        ("{,}", 1, "a key"),
        ("[1e5e5]", 1, "not a number"), ("/", 1, "a comment or a value"), ("[1e]", 1, "not a number"),
        ("[,]", 1, "a value"),
    ])
    func namesTheLineOfAMistake(text: String, line: Int, problem: String) {
        do {
            let value = try JSONValue(parsing: text)
            Issue.record("read as \(value)")
        } catch {
            #expect(error.line == line, "\(error)")
            #expect(error.problem.contains(problem), "\(error)")
        }
    }

    @Test
    func refusesDeepNestingAndBrokenUTF8() {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: String(repeating: "[", count: 100_000)) }
        #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: Never.self) {
            try JSONValue(parsing: String(repeating: "[", count: 100) + String(repeating: "]", count: 100))
        }
    }

    /// Cut off or damaged at every place, a document is read or refused; the parser itself never fails.
    @Test
    func survivesEveryCutAndDamage() throws {
        let text = Array(#"{a: [1, -2.5e+3, "x\u00e9", 'y'], /* c */ "b": {c: null, d: 0x1f}} // end"#.utf8)
        let whole = try JSONValue(parsing: text)
        let end = try #require(text.lastIndex(of: UInt8(ascii: "}"))) + 1
        for cut in text.indices {
            // Before its last brace a document is not one; behind it only the comment is shortened.
            let value = try? JSONValue(parsing: Array(text[..<cut]))
            #expect(value == nil || cut >= end, "cut at \(cut)")
            if cut >= end && cut != end + 2 { #expect(value == whole, "cut at \(cut)") }
        }
        for place in text.indices {
            for byte: UInt8 in [0, 0x22, 0x27, 0x2F, 0x5C, 0x7B, 0x7D, 0x80, 0xC2, 0xFF] {
                var damaged = text
                damaged[place] = byte
                // What is read of a damaged document is a document: it is written and read back equal.
                if let value = try? JSONValue(parsing: damaged) {
                    #expect(try JSONValue(parsing: value.description) == value, "byte \(byte) at \(place)")
                }
            }
        }
    }

    @Test
    func writtenNumbersReadBackBitForBit() throws {
        var stream = RandomStream(seed: 1, purpose: .simulation)
        for _ in 0..<2_000 {
            let number = Double(bitPattern: stream.next())
            guard number.isFinite else { continue }
            let value = JSONValue(number)
            #expect(try JSONValue(parsing: value.description) == value)
        }
        #expect(JSONValue(4e-5).description == "4e-05")
        #expect(JSONValue(2).description == "2")
        #expect(JSONValue.number(.nan).description == "null")
    }

    @Test
    func indentsObjectsAndKeepsScalarListsOnOneLine() {
        let value: JSONValue = ["b": [1, 2], "a": ["x": [], "y": [["z": 1]]], "c": [:]]
        #expect(
            value.text(indented: true) == """
                {
                  "b": [1, 2],
                  "a": {
                    "x": [],
                    "y": [
                      {
                        "z": 1
                      }
                    ]
                  },
                  "c": {}
                }
                """)
        #expect(
            value.text(indented: false, sortedKeys: true) == #"{"a": {"x": [], "y": [{"z": 1}]}, "b": [1, 2], "c": {}}"#
        )
    }

    @Test
    func settingAKeyKeepsItsPlace() {
        let value: JSONValue = ["a": 1, "b": 2]
        #expect(value.setting("a", to: 3) == ["a": 3, "b": 2])
        #expect(value.setting("c", to: 3) == ["a": 1, "b": 2, "c": 3])
        #expect(value["b"] == 2)
        #expect(value["x"] == nil)
    }
}
