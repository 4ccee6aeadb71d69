/// Values out of a file of Python's `pickle`, as far as the Python version of CIFAR needs them.
///
/// Pickle is a small language that may call anything by name. Only operations that build numbers, texts, lists, dictionaries
/// and arrays of bytes are known here; a file with any other one is refused before anything of it is used. Operations as
/// described in Python's `pickletools`; the published files have protocol 2.
struct Pickle {
    /// The bytes of the file, into which `text` and arrays point.
    let bytes: [UInt8]
    /// What the file holds.
    private(set) var value = Value.nothing
    /// The file.
    let path: String

    /// A value of the file.
    indirect enum Value {
        case nothing
        case number(Int)
        /// A text, or the bytes of an array: where they are in the file.
        case text(Range<Int>)
        /// A function or class, by module and name.
        case name(String)
        case tuple([Value])
        /// A list or a dictionary, keys and values in turn; what holds it sees what is added later.
        case list(Box)
        case dictionary(Box)
        /// What a class makes of its arguments, and the state that it is given afterwards.
        case object(String, arguments: [Value], state: Box)
    }

    /// Values that several places share.
    final class Box {
        var values: [Value] = []
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes of it that are read.
    /// - Throws: `DatasetsError` where it cannot be read, has an unknown operation, or ends too early.
    init(path: String, atMost limit: Int = .max) throws {
        let file = try PlainFile(path: path)
        bytes = try file.readAll(min(file.byteCount, limit))
        self.path = path
        var machine = PickleMachine(bytes: bytes, path: path)
        value = try machine.run()
    }

    /// The value of a key of the file's dictionary; nil where it has none.
    func entry(_ key: String) -> Value? {
        guard case .dictionary(let box) = value else { return nil }
        for place in stride(from: 0, to: box.values.count - 1, by: 2) where text(of: box.values[place]) == key {
            return box.values[place + 1]
        }
        return nil
    }

    /// A value as a text; nil where it is none.
    func text(of value: Value) -> String? {
        guard case .text(let range) = value, range.count <= 1 << 16 else { return nil }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// The whole numbers of a list; nil where the value is something else.
    func numbers(of value: Value) -> [Int]? {
        guard case .list(let box) = value else { return nil }
        let numbers = box.values.compactMap { if case .number(let number) = $0 { number } else { nil } }
        return numbers.count == box.values.count ? numbers : nil
    }

    /// The texts of a list; nil where the value is something else.
    func texts(of value: Value) -> [String]? {
        guard case .list(let box) = value else { return nil }
        let texts = box.values.compactMap(text)
        return texts.count == box.values.count ? texts : nil
    }

    /// A NumPy array of bytes `[rows, columns]`, row-major: where it lies in the file; nil where the value is something else.
    func byteArray(of value: Value) -> (rows: Int, columns: Int, bytes: Range<Int>)? {
        // The state: version, shape, type, whether columns come first, bytes.
        guard case .object("numpy.core.multiarray _reconstruct", _, let state) = value,
            case .tuple(let parts)? = state.values.last, parts.count == 5,
            case .tuple(let shape) = parts[1], shape.count == 2, case .number(let rows) = shape[0],
            case .number(let columns) = shape[1], case .object("numpy dtype", let type, _) = parts[2],
            let name = type.first.flatMap(text), name == "u1", case .number(0) = parts[3],
            case .text(let range) = parts[4], rows >= 0, columns >= 0,
            rows.multipliedReportingOverflow(by: columns) == (range.count, false)
        else { return nil }
        return (rows, columns, range)
    }
}
