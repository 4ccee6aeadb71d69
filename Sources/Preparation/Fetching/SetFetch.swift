import Datasets
package import Documents
import Foundation

/// Brings the files of a set into a folder: downloaded by the system's `curl`, checked, unpacked by its `tar` or `gzip`.
///
/// An interrupted download continues where it stopped. Complete files with the right checksum are not downloaded again.
package struct SetFetch: Sendable {
    /// The files that are wanted.
    package let files: [PublishedSet.File]
    /// The addresses of folders that have them, tried in turn.
    package let addresses: [String]
    /// Where they go.
    package let folder: String

    /// Prepares a download; nothing is done yet.
    ///
    /// - Parameters:
    ///   - files: The files that are wanted.
    ///   - addresses: Where they are: `https://`, `http://` or `file://`.
    ///   - folder: Where they go; it is made where it is not there.
    package init(_ files: [PublishedSet.File], from addresses: [String], to folder: String) {
        self.files = files
        self.addresses = addresses
        self.folder = folder
    }

    /// How far a download has come.
    package struct Moment: Sendable, Hashable {
        /// The file.
        package let name: String
        /// Its bytes that are there.
        package let done: Int
        /// All its bytes.
        package let all: Int
    }

    /// Downloads, checks and unpacks.
    ///
    /// - Parameter told: Is told how far a file has come, a few times a second.
    /// - Throws: `Failure` where an address does not answer, a file is not what its checksum says, or it cannot be unpacked.
    package func fetch(_ told: (Moment) -> Void = { _ in }) throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure("\(folder) cannot be made: \(SystemReason.of(error))")
        }
        for file in files {
            if try !isRight("\(folder)/\(file.name)", file) { try download(file, told) }
            try unpack(file)
        }
    }

    private func download(_ file: PublishedSet.File, _ told: (Moment) -> Void) throws(Failure) {
        let part = "\(folder)/\(file.name).part"
        var failure: Failure?
        for address in addresses {
            do throws(Failure) {
                let place = "\(FilePath.plain(address))/\(file.name)"
                try download(file, from: place, to: part, told)
                try check(part, file, from: place)
                failure = nil
                break
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        guard unsafe rename(part, "\(folder)/\(file.name)") == 0 else {
            throw Failure("\(folder)/\(file.name) cannot be written: \(SystemReason.ofLastCall)")
        }
    }

    /// Refuses wrong bytes and removes them, since continuing from them would fail again.
    private func check(_ part: String, _ file: PublishedSet.File, from address: String) throws(Failure) {
        guard try !isRight(part, file) else { return }
        let length = Self.length(of: part)
        unsafe unlink(part)
        throw Failure(
            "\(address) as downloaded has \(length) bytes and is not the published file of \(file.byteCount) bytes with the "
                + "SHA-256 \(file.sha256); it was removed")
    }

    private func download(
        _ file: PublishedSet.File, from address: String, to part: String, _ told: (Moment) -> Void
    ) throws(Failure) {
        // A whole file would make the server complain that there is nothing behind it.
        if Self.length(of: part) >= file.byteCount { return }
        let arguments = ["--fail", "--location", "--silent", "--show-error", "--retry", "2", "--output", part]
        let watch = { told(Moment(name: file.name, done: Self.length(of: part), all: file.byteCount)) }
        var end = try SystemTool.run("curl", arguments + ["--continue-at", "-", address], watch)
        // 33: a server that cannot send a part of a file; 36: one that has nothing behind it.
        if [33, 36].contains(end.code) {
            unsafe unlink(part)
            end = try SystemTool.run("curl", arguments + [address], watch)
        }
        guard end.code == 0 else {
            throw Failure(
                "\(address) cannot be downloaded: \(end.words); expected the file there; repeat the command to continue where "
                    + "it stopped")
        }
    }

    private func unpack(_ file: PublishedSet.File) throws(Failure) {
        let path = "\(folder)/\(file.name)"
        let end =
            file.name.hasSuffix(".tar.gz")
            ? try SystemTool.run("tar", ["-xzf", path, "-C", folder])
            : try SystemTool.run("gzip", ["-dkf", path])
        guard end.code == 0 else { throw Failure("\(path) cannot be unpacked: \(end.words)") }
    }

    /// Whether a file is there and the published one.
    private func isRight(_ path: String, _ file: PublishedSet.File) throws(Failure) -> Bool {
        guard Self.length(of: path) == file.byteCount else { return false }
        do {
            return try SourceFile(path: path).sha256 == file.sha256
        } catch {
            throw Failure("\(error)")
        }
    }

    private static func length(of path: String) -> Int {
        var entry = stat()
        return unsafe stat(path, &entry) == 0 ? Int(entry.st_size) : 0
    }
}
