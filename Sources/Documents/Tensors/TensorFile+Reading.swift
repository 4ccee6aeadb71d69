package import Foundation

extension TensorFile {
    /// The reference reader of safetensors takes no longer header either.
    package static let longestHeader = 100_000_000

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - limit: The most bytes of tensors that it may have.
    ///   - what: What it is expected to be, for the sentences.
    /// - Throws: As `init(_:file:)`, and `Refusal` where the file cannot be read.
    package init(of file: String, atMost limit: Int, what: String) throws(Refusal) {
        // Mapped, so that a file that only claims to be as large is refused by its header, before its bytes are looked at.
        let data = try FileBytes.mapped(file, atMost: 8 + Self.longestHeader + limit, what: what)
        try self.init(data, file: file)
    }

    /// Reads the bytes of a file.
    ///
    /// Nothing in it is believed before it is compared: the header's length, every type, shape and place, and that each
    /// byte belongs to one tensor. What the numbers are is not looked at.
    ///
    /// - Parameter file: The file's path, for the sentences.
    /// - Throws: `Refusal` where the bytes are no safetensors, cut short or damaged, or hold anything but 32-bit floats.
    package init(_ data: Data, file: String) throws(Refusal) {
        let (header, start) = try Self.header(of: data, file: file)
        var entries: [(name: String, shape: [Int], place: Range<Int>)] = []
        metadata = []
        for (name, entry) in try header.members() {
            if name == "__metadata__" {
                metadata = try Self.texts(of: entry)
            } else {
                entries.append((name, try entry.integers("shape"), try Self.place(of: entry)))
            }
        }
        try Self.check(entries.map(\.place), cover: data.endIndex - start, of: file)
        tensors = entries.map { name, shape, place in
            Tensor(
                name: name, shape: shape, bytes: data[start + place.lowerBound..<start + place.upperBound])
        }
        self.file = file
    }

    /// Refuses numbers that are not finite.
    ///
    /// - Throws: `Refusal` naming the first tensor that has one.
    package func checkFinite() throws(Refusal) {
        guard let wrong = tensors.first(where: { !$0.floats.allSatisfy(\.isFinite) }) else { return }
        throw Refusal("\(file): \(wrong.name) holds a number that is not finite; expected finite ones")
    }

    /// Refuses places that are not exactly the bytes that there are, each once.
    private static func check(_ places: [Range<Int>], cover size: Int, of file: String) throws(Refusal) {
        let places = places.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        let end = places.reduce(0) { max($0, $1.upperBound) }
        guard end == size else {
            throw Refusal("\(file) has \(size) bytes of tensors; expected \(end), so the file is damaged")
        }
        var next = 0
        for place in places {
            guard place.lowerBound == next else {
                throw Refusal(
                    "\(file) has tensors that \(place.lowerBound < next ? "share bytes" : "leave bytes out"); expected each "
                        + "byte to belong to one")
            }
            next = place.upperBound
        }
    }

    /// The header, and the index at which the floats begin.
    private static func header(of data: Data, file: String) throws(Refusal) -> (JSONSection, Int) {
        guard data.count >= 8 else {
            throw Refusal(
                "\(file) has \(data.count) bytes; expected safetensors, which begin with 8 bytes of length")
        }
        if let packing = Compression(of: data) {
            throw Refusal("\(file) is compressed by \(packing.rawValue); expected safetensors as they are")
        }
        let length = data.count(at: data.startIndex)
        guard length <= UInt64(longestHeader), length <= UInt64(data.count - 8) else {
            throw Refusal(
                "\(file) says that its header has \(length) bytes, but only \(data.count - 8) follow; expected a complete "
                    + "safetensors file")
        }
        let first = data.startIndex + 8
        let end = first + Int(length)
        let object: JSONValue
        do throws(JSONSyntaxError) {
            object = try JSONValue(parsing: Array(data[first..<end]))
        } catch {
            throw Refusal("\(file): the header cannot be read: \(error)")
        }
        guard case .object = object else {
            throw Refusal("\(file): the header is \(object.kind); expected an object with the tensors")
        }
        return (JSONSection(file: file, object: object), end)
    }

    private static func texts(of entry: JSONSection) throws(Refusal) -> [Text] {
        guard case .object(let members) = entry.object else { return [] }
        return try members.map { member throws(Refusal) in (member.key, try entry.text(member.key)) }
    }

    /// Where a tensor's bytes lie behind the header, if it is whole.
    private static func place(of entry: JSONSection) throws(Refusal) -> Range<Int> {
        guard try entry.text("dtype") == "F32" else {
            throw entry.wrong("dtype", expected: "\"F32\", the only type of numbers that is read here")
        }
        // No product or difference of hostile numbers may overflow: each is bounded before it is used.
        var bytes = MemoryLayout<Float>.size
        for side in try entry.integers("shape") {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: side)
            guard side >= 0, !overflow else { throw entry.wrong("shape", expected: "sizes that a file can have") }
            bytes = product
        }
        let offsets = try entry.integers("data_offsets")
        guard offsets.count == 2, offsets.allSatisfy({ $0 >= 0 }), offsets[1] - offsets[0] == bytes else {
            throw entry.wrong("data_offsets", expected: "two places \(bytes) bytes apart in the file")
        }
        return offsets[0]..<offsets[1]
    }
}
