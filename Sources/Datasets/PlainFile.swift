import Foundation

/// A file on disk, read as it stands.
struct PlainFile: ByteSource {
    let path: String
    /// The length of the file when it was opened.
    let byteCount: Int
    private let handle: FileHandle

    var byteLimit: Int { byteCount }
    /// The system's number of the open file.
    var descriptor: Int32 { handle.fileDescriptor }

    init(path: String) throws {
        guard Self.exists(path) else {
            throw DatasetsError.inaccessible(path: path, reason: "there is no such file")
        }
        do {
            handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            byteCount = Int(clamping: try handle.seekToEnd())
            try handle.seek(toOffset: 0)
        } catch {
            throw DatasetsError.inaccessible(path, because: error)
        }
        self.path = path
    }

    func read(upTo count: Int) throws -> [UInt8] {
        do {
            return [UInt8](try handle.read(upToCount: count) ?? Data())
        } catch {
            throw DatasetsError.inaccessible(path, because: error)
        }
    }

    func finish() throws {}

    /// Makes the next byte that is read the first one.
    func rewind() throws {
        do {
            try handle.seek(toOffset: 0)
        } catch {
            throw DatasetsError.inaccessible(path, because: error)
        }
    }

    /// Whether there is a file, not a folder, at the path; links are followed.
    static func exists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// Whether there is a folder at the path; links are followed.
    static func folderExists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The path of a file in a folder.
    static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
