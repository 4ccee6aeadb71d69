public import Documents
public import Foundation

/// The output file of a command: checked before the work, written after it.
public struct OutputFile: Sendable {
    /// The path, as it was given.
    public let path: String

    /// Looks at a path.
    ///
    /// - Parameters:
    ///   - path: The file; one that is there is replaced when it is written.
    ///   - own: The one file of a run that may be replaced; nil for none.
    /// - Throws: `Refusal` where it is a folder or a file that a run has written, or its folder is not there or cannot be
    ///   written.
    public init(_ path: String, replacing own: String? = nil) throws(Refusal) {
        self.path = path
        guard !path.isEmpty else { throw Refusal("the file to write has no name; expected one") }
        guard !FolderContents.isFolder(path) else { throw Refusal("\(path) is a folder; expected a file to write") }
        guard FolderContents.isFolder(folder) else {
            throw Refusal("\(path) cannot be written: there is no folder \(folder); expected an existing folder")
        }
        if !isStream, unsafe access(folder, W_OK) != 0 {
            throw Refusal("\(path) cannot be written: \(SystemReason.ofLastCall)")
        }
        if let run = Self.run(of: folder, name: name), own.map({ Self.resolved($0) != Self.resolved(path) }) ?? true {
            throw Refusal("\(path) is a file of the run in \(run) and is not overwritten; expected another name")
        }
    }

    /// Writes the file as a whole.
    ///
    /// - Throws: `Failure` naming it.
    public func write(_ data: Data) throws(Failure) {
        guard isStream else { return try WholeFile.write(data, to: path) }
        do {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.write(contentsOf: data)
            try handle.close()
        } catch {
            throw Failure("\(path) cannot be written: \(SystemReason.of(error))")
        }
    }

    private var url: URL { URL(fileURLWithPath: path) }
    private var name: String { url.lastPathComponent }
    private var folder: String { url.deletingLastPathComponent().path }

    /// Whether it is a device or a pipe, in whose place no file may be put.
    private var isStream: Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// The folder of the run that a name in a folder is kept for; nil where there is none.
    private static func run(of folder: String, name: String) -> String? {
        if URL(fileURLWithPath: folder).lastPathComponent == RunFileName.checkpoints {
            let above = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            return isRun(above) ? above : nil
        }
        return RunFileName.all.contains(name) && isRun(folder) ? folder : nil
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    // A scenario alone is no run: users keep theirs anywhere.
    private static func isRun(_ folder: String) -> Bool {
        [RunFileName.environment, RunFileName.lock].contains { FolderContents.exists("\(folder)/\($0)") }
    }
}
