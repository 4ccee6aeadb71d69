/// Writes the operations of a pickle as Python 2 wrote the published files.
package enum PickleWriter {
    /// A dictionary of texts and other values.
    package static func file(_ entries: [(String, [UInt8])]) -> [UInt8] {
        [0x80, 2] + ascii("}q") + [1] + ascii("(") + entries.flatMap { text($0.0) + $0.1 } + ascii("u.")
    }

    /// A short text.
    package static func text(_ text: String) -> [UInt8] { ascii("U") + [UInt8(text.utf8.count)] + Array(text.utf8) }

    /// A whole number of 32 bits.
    package static func number(_ number: Int) -> [UInt8] {
        if number >= 0 && number < 256 { return ascii("K") + [UInt8(number)] }
        if number >= 0 && number < 65_536 { return ascii("M") + bytes(number, 2) }
        return ascii("J") + bytes(number, 4)
    }

    /// A list of values.
    package static func list(_ items: [[UInt8]]) -> [UInt8] {
        ascii("]q") + [2] + ascii("(") + items.flatMap { $0 } + ascii("e")
    }

    /// A NumPy array of bytes.
    package static func array(rows: Int, columns: Int, _ data: [UInt8]) -> [UInt8] {
        let made =
            ascii("cnumpy.core.multiarray\n_reconstruct\nq") + [3] + ascii("cnumpy\nndarray\nq") + [4] + number(0)
            + [0x85] + text("b") + [0x87] + ascii("R")
        let type =
            ascii("cnumpy\ndtype\nq") + [5] + text("u1") + number(0) + number(1) + [0x87] + ascii("R(") + number(3)
            + text("|") + ascii("NNN") + number(-1) + number(-1) + number(0) + ascii("tb")
        let state =
            ascii("(") + number(1) + number(rows) + number(columns) + [0x86] + type + [0x89] + ascii("T")
            + bytes(data.count, 4) + data + ascii("t")
        return made + state + ascii("b")
    }

    /// The bytes of a text.
    package static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
