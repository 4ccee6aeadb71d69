import Architecture
import Documents
import Foundation
import Reproducibility

/// The paths that a measurement runs: those of a file, or drawn ones.
enum BenchPaths {
    /// A file of paths takes a few kilobytes; more is another kind of file.
    private static let largest = 1 << 20
    private static let mostPaths = 10_000

    /// Draws paths uniformly, the same ones every time.
    static func drawn(_ count: Int, from space: SearchSpace) -> [Path] {
        (0..<count).map { index in
            var stream = RandomStream(seed: 1, purpose: .pathSampling, index: index)
            return space.randomPath(using: &stream)
        }
    }

    /// Reads the paths of a file.
    ///
    /// It is JSON: an object with `paths`, a list of lists of choices. Where it has them, `choices` must name the space's
    /// operations in their order, and `plans` the MACs of the paths under a key such as `cifar-0.5` and `macs`. Other keys
    /// are passed over.
    ///
    /// - Throws: `Refusal` where the file cannot be read, a path is not one of the space, or its operations or MACs are
    ///   counted otherwise there.
    static func read(_ file: String, for space: SearchSpace) throws(Refusal) -> [Path] {
        let root: JSONValue
        do {
            root = try JSONValue(parsing: bytes(of: file))
        } catch let error as JSONSyntaxError {
            throw Refusal("\(file), \(error)")
        } catch {
            throw Refusal("the paths \(file) cannot be read: \(error)")
        }
        return try paths(of: root, file: file, for: space)
    }

    /// The paths of a document that is named `file` in messages.
    static func paths(of root: JSONValue, file: String, for space: SearchSpace) throws(Refusal) -> [Path] {
        guard case .object = root else {
            throw Refusal("\(file) is \(root.kind); expected an object with the key paths")
        }
        guard case .array(let rows)? = root["paths"], !rows.isEmpty else {
            throw Refusal(
                "\(file): paths is \(root["paths"].map(found) ?? "missing"); expected a list of paths, each a list of "
                    + "choices")
        }
        guard rows.count <= mostPaths else {
            throw Refusal("\(file): paths has \(rows.count) paths; expected at most \(mostPaths)")
        }
        try check(operations: root["choices"], file: file, of: space)
        var paths: [Path] = []
        for (index, row) in rows.enumerated() {
            let place = "\(file): path \(index + 1)"
            guard let choices = integers(row) else {
                throw Refusal("\(place) is not a list of whole numbers; expected one choice for each layer")
            }
            do {
                paths.append(try space.path(from: choices))
            } catch {
                throw Refusal("\(place): \(error)")
            }
        }
        try check(macs: root["plans"]?["\(space.macro.name)-\(space.width)"]?["macs"], of: paths, file: file, in: space)
        return paths
    }

    private static func check(operations: JSONValue?, file: String, of space: SearchSpace) throws(Refusal) {
        guard let operations else { return }
        var read: [Architecture.Operation]?
        if case .array(let names) = operations {
            read = names.compactMap { if case .string(let name) = $0 { Operation(name: name) } else { nil } }
        }
        guard read == space.operations else {
            throw Refusal(
                "\(file): choices is \(operations.text(indented: false).prefix(120)); expected "
                    + space.operations.map(\.name).joined(separator: ", "))
        }
    }

    private static func check(
        macs: JSONValue?, of paths: [Path], file: String, in space: SearchSpace
    ) throws(Refusal) {
        guard let macs else { return }
        let place = "\(file): macs of \(space.macro.name)-\(space.width)"
        guard let numbers = integers(macs), numbers.count == paths.count else {
            throw Refusal("\(place) are not \(paths.count) whole numbers; expected one for each path")
        }
        for (index, (path, number)) in zip(paths, numbers).enumerated() {
            let counted = space.blueprint(of: path).macs
            guard counted == number else {
                throw Refusal("\(place): \(number) for path \(index + 1); expected \(counted), as counted here")
            }
        }
    }

    private static func integers(_ value: JSONValue) -> [Int]? {
        guard case .array(let elements) = value else { return nil }
        let numbers = elements.compactMap { if case .integer(let number) = $0 { number } else { nil } }
        return numbers.count == elements.count ? numbers : nil
    }

    private static func found(_ value: JSONValue) -> String {
        if case .array(let elements) = value, elements.isEmpty { return "an empty list" }
        return value.kind
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw Refusal("there is no such file, or the system refuses to open it")
        }
        defer { try? handle.close() }
        let data: Data
        do {
            data = try handle.read(upToCount: largest + 1) ?? Data()
        } catch {
            throw Refusal(error.localizedDescription)
        }
        guard data.count <= largest else { throw Refusal("it is larger than 1 MiB; expected a file of paths") }
        return Array(data)
    }
}
