/// Runs the operations of a pickle: a stack of values, marks on it, and a memory of values to be used again.
struct PickleMachine {
    private let bytes: [UInt8]
    private let path: String
    private var place = 0
    private var stack: [Pickle.Value] = []
    private var marks: [Int] = []
    private var memory: [Int: Pickle.Value] = [:]
    private var holders = 0

    init(bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
    }

    /// The value that is left when the file says that it is over.
    ///
    /// - Throws: `DatasetsError.notCIFARPickle`.
    mutating func run() throws -> Pickle.Value {
        while true {
            let start = place
            let operation = try byte()
            if operation == UInt8(ascii: ".") { return try pop() }
            guard try perform(operation) else {
                throw DatasetsError.notCIFARPickle(
                    path: path, problem: "has the operation \(operation) at byte \(start), which its kind never has")
            }
        }
    }

    /// Takes one step; false for an operation that is not known.
    private mutating func perform(_ operation: UInt8) throws -> Bool {
        switch Character(UnicodeScalar(operation)) {
        case "\u{80}": return try byte() == 2
        case "}": try push(.dictionary(Pickle.Box()))
        case "]": try push(.list(Pickle.Box()))
        case ")": try push(.tuple([]))
        case "(": marks.append(stack.count)
        case "N": stack.append(.nothing)
        case "\u{88}": stack.append(.number(1))
        case "\u{89}": stack.append(.number(0))
        case "K": stack.append(.number(try number(of: 1)))
        case "M": stack.append(.number(try number(of: 2)))
        case "J": stack.append(.number(Int(Int32(truncatingIfNeeded: try number(of: 4)))))
        case "U": stack.append(.text(try range(of: try number(of: 1))))
        case "T", "X": stack.append(.text(try range(of: try number(of: 4))))
        case "c": stack.append(.name("\(try line()) \(try line())"))
        case "q": memory[try number(of: 1)] = try top()
        case "r": memory[try number(of: 4)] = try top()
        case "h": try remember(try number(of: 1))
        case "j": try remember(try number(of: 4))
        case "\u{85}", "\u{86}", "\u{87}":
            let values = try (0..<Int(operation) - 0x84).map { _ in try pop() }
            try push(.tuple(values.reversed()))
        case "t": try push(.tuple(try sinceMark()))
        case "R": try reduce()
        case "b": try build()
        case "a": try add([try pop()], isList: true)
        case "e": try add(try sinceMark(), isList: true)
        case "s":
            let value = try pop()
            try add([try pop(), value], isList: false)
        case "u": try add(try sinceMark(), isList: false)
        default: return false
        }
        return true
    }

    /// Puts a value on the stack that may hold others.
    ///
    /// Values within values without end would overflow the stack of whoever takes them apart.
    private mutating func push(_ holder: Pickle.Value) throws {
        holders += 1
        guard holders <= Self.mostHolders else { throw broken("nests more values than its kind does") }
        stack.append(holder)
    }

    private mutating func reduce() throws {
        guard case .tuple(let arguments) = try pop(), case .name(let name) = try pop(), Self.classes.contains(name)
        else {
            throw broken("calls something that its kind never calls")
        }
        try push(.object(name, arguments: arguments, state: Pickle.Box()))
    }

    private mutating func build() throws {
        let state = try pop()
        guard case .object(_, _, let box) = try top() else { throw broken("gives a state to what takes none") }
        box.values = [state]
    }

    private mutating func add(_ values: [Pickle.Value], isList: Bool) throws {
        switch try top() {
        case .list(let box) where isList: box.values += values
        case .dictionary(let box) where !isList && values.count % 2 == 0: box.values += values
        default: throw broken("adds to what is no list")
        }
    }

    private mutating func remember(_ number: Int) throws {
        guard let value = memory[number] else { throw broken("uses a value before it is set") }
        stack.append(value)
    }

    private mutating func sinceMark() throws -> [Pickle.Value] {
        guard let mark = marks.popLast(), mark <= stack.count else { throw broken("has no beginning to an end") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private func top() throws -> Pickle.Value {
        guard let value = stack.last else { throw broken("uses a value before it is set") }
        return value
    }

    private mutating func pop() throws -> Pickle.Value {
        let value = try top()
        stack.removeLast()
        return value
    }

    private mutating func byte() throws -> UInt8 {
        guard place < bytes.count else { throw broken("ends too early") }
        defer { place += 1 }
        return bytes[place]
    }

    /// A number of so many bytes, the lowest first.
    private mutating func number(of count: Int) throws -> Int {
        let range = try range(of: count)
        return bytes[range].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func range(of count: Int) throws -> Range<Int> {
        guard count <= bytes.count - place else { throw broken("ends too early") }
        defer { place += count }
        return place..<place + count
    }

    /// What stands before the next line feed, of a name's length at most.
    private mutating func line() throws -> String {
        guard let end = bytes[place...].prefix(Self.longestName).firstIndex(of: 10) else {
            throw broken("ends too early")
        }
        defer { place = end + 1 }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }

    private func broken(_ problem: String) -> DatasetsError { .notCIFARPickle(path: path, problem: problem) }

    private static let longestName = 64
    /// The published files have about ten.
    private static let mostHolders = 1_000
    /// What the published files make: NumPy's arrays and their types.
    private static let classes = ["numpy.core.multiarray _reconstruct", "numpy dtype"]
}
