/// A NumPy array as pictures: which of its sizes is which, and its numbers as bytes.
struct NPYPictures {
    let count: Int
    let height: Int
    let width: Int
    let channels: Int
    /// Whether a picture is stored channel by channel.
    private let hasPlanes: Bool
    private let file: NPYFile

    /// Tells the sizes apart.
    ///
    /// - Throws: `DatasetsError.notNPY` for other sizes than those of pictures, sizes that could be read both ways, and numbers
    ///   that are neither bytes nor Float32.
    init(_ file: NPYFile) throws {
        let shape = file.shape
        guard shape.count == 3 || shape.count == 4, shape.allSatisfy({ $0 > 0 }) else {
            throw DatasetsError.notNPY(path: file.path, problem: "holds \(shape) numbers, which are no pictures")
        }
        guard file.number == .integer(bytes: 1, isSigned: false) || file.number == .float32 else {
            throw DatasetsError.notNPY(path: file.path, problem: "holds pictures that are neither bytes nor Float32")
        }
        self.file = file
        count = shape[0]
        guard shape.count == 4 else {
            (height, width, channels, hasPlanes) = (shape[1], shape[2], 1, false)
            return
        }
        let (first, last) = (Self.channels.contains(shape[1]), Self.channels.contains(shape[3]))
        guard first != last else {
            throw DatasetsError.notNPY(
                path: file.path,
                problem:
                    "holds \(shape) numbers, of which \(first ? "both the second and the last" : "neither the second nor the last") "
                    + "can be the channels, 1 or 3")
        }
        hasPlanes = first
        (height, width, channels) = first ? (shape[2], shape[3], shape[1]) : (shape[1], shape[2], shape[3])
    }

    private static let channels = [1, 3]

    /// Height, width and channels.
    var sizes: [Int] { [height, width, channels] }

    /// The bytes of all pictures, `[count, height, width, channels]`, row-major.
    ///
    /// - Throws: `DatasetsError` where the file cannot be read, or a Float32 is not from 0 to 1.
    func pixels() throws -> [UInt8] {
        var bytes = try file.bytes()
        if file.number == .float32 { bytes = try Self.bytes(ofFloats: bytes, path: file.path) }
        guard hasPlanes, channels > 1 else { return bytes }
        let plane = height * width
        return unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { target, initialised in
            for picture in 0..<count {
                let start = picture * plane * channels
                for pixel in 0..<plane {
                    for channel in 0..<channels {
                        unsafe target[start + pixel * channels + channel] = bytes[start + channel * plane + pixel]
                    }
                }
            }
            initialised = bytes.count
        }
    }

    /// Each number times 255, rounded.
    private static func bytes(ofFloats floats: [UInt8], path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(floats.count / 4)
        for start in stride(from: 0, to: floats.count, by: 4) {
            let word = (0..<4).reduce(UInt32(0)) { $0 | UInt32(floats[start + $1]) << (8 * UInt32($1)) }
            let value = Float(bitPattern: word)
            guard (0...1).contains(value) else {
                throw DatasetsError.notNPY(
                    path: path, problem: "holds the number \(value), and Float32 pictures are from 0 to 1")
            }
            bytes.append(UInt8((value * 255).rounded()))
        }
        return bytes
    }
}
