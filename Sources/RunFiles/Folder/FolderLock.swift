import Documents
import Foundation

/// Keeps a folder for one process for as long as the value lives.
///
/// The system's lock on the file `.lock` does it, which ends with the process. Some shared file systems have no locks; there
/// it is done by the file `.lock-holder`, which only one process can make, and which names that process. One that was killed
/// leaves it behind: a process of the same machine takes it over, since there it is known that nobody of that number and
/// that beginning is left; of another machine's process nothing is known, and somebody has to remove the file.
final class FolderLock: Sendable {
    /// What the caller should be told, a sentence; nil for nothing.
    let note: String?
    /// Holds the system's lock.
    private let file: FileHandle
    /// The file that names this process; nil where the system's lock does.
    private let holder: String?

    /// Locks a folder.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - system: Asks the system for a lock on a descriptor; 0, or the number of its error.
    /// - Throws: `Refusal` where another process has the folder, or it cannot be written.
    init(of folder: String, asking system: (Int32) -> Int32 = FileLock.take) throws(Refusal) {
        let descriptor = unsafe open("\(folder)/\(RunFileName.lock)", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.cannotWrite(folder) }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        switch system(descriptor) {
        case 0:
            // Whoever could not ask the system may have the folder all the same.
            let name = "\(folder)/\(RunFileName.lockHolder)"
            if FolderContents.exists(name), (try? LockHolder(file: name))?.isGone != true {
                throw Self.inUse(folder, by: name)
            }
            (holder, note) = (nil, nil)
        case EWOULDBLOCK:
            throw Refusal(
                "the output folder \(folder) is in use by another run; expected an unused folder", isInUse: true)
        default:
            let name = "\(folder)/\(RunFileName.lockHolder)"
            note = try Self.claim(name, of: folder)
            holder = name
        }
    }

    deinit {
        // Somebody may have removed it and another process have made its own.
        if let holder, (try? LockHolder(file: holder)) == .current { unsafe unlink(holder) }
    }

    /// Whether nobody has the folder in which a run began; false where that is not known.
    ///
    /// A file system that is shared, but whose locks hold on one machine only, does not show a process of another machine.
    ///
    /// Nothing is made: a folder without the file of the lock tells nothing. Where nobody has the lock it is taken, for a
    /// moment.
    static func isAbandoned(_ folder: String, asking system: (Int32) -> Int32 = FileLock.take) -> Bool {
        let descriptor = unsafe open("\(folder)/\(RunFileName.lock)", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        let answer = system(descriptor)
        close(descriptor)
        let name = "\(folder)/\(RunFileName.lockHolder)"
        guard answer != EWOULDBLOCK else { return false }
        guard FolderContents.exists(name) else { return answer == 0 }
        return (try? LockHolder(file: name))?.isGone == true
    }

    /// Makes the file that names this process.
    ///
    /// - Returns: What was found and taken over, a sentence; nil for nothing.
    private static func claim(_ file: String, of folder: String) throws(Refusal) -> String? {
        if try make(file, in: folder) { return nil }
        guard let found = try? LockHolder(file: file), found.isGone else { throw inUse(folder, by: file) }
        // Several may find it gone at once. Each takes away what it finds, and only who has taken away what it has read may
        // go on; a file made in the meantime is put back.
        let aside = "\(file).\(UUID().uuidString)"
        guard unsafe rename(file, aside) == 0 else { throw inUse(folder, by: file) }
        defer { unsafe unlink(aside) }
        guard (try? LockHolder(file: aside)) == found else {
            _ = unsafe link(aside, file)
            throw inUse(folder, by: file)
        }
        guard try make(file, in: folder) else { throw inUse(folder, by: file) }
        return "\(file) was left by process \(found.process) of this machine, which has ended: taken over"
    }

    /// Whether the file was not there and now is.
    private static func make(_ file: String, in folder: String) throws(Refusal) -> Bool {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw cannotWrite(folder)
        }
        do {
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try handle.write(contentsOf: Data((LockHolder.current.json.text(indented: true) + "\n").utf8))
            try handle.close()
            return true
        } catch {
            unsafe unlink(file)
            throw Refusal("the output folder \(folder) cannot be written: \(SystemReason.of(error))")
        }
    }

    private static func inUse(_ folder: String, by file: String) -> Refusal {
        let found = try? LockHolder(file: file)
        let who = found.map { "process \($0.process) on \($0.host)" } ?? "another process"
        let end = found?.isHere == true ? "" : ", or that file removed where the process has ended"
        return Refusal(
            "the output folder \(folder) is in use by \(who), as \(file) says; expected an unused folder\(end)",
            isInUse: true)
    }

    private static func cannotWrite(_ folder: String) -> Refusal {
        Refusal("the output folder \(folder) cannot be written: \(SystemReason.ofLastCall)")
    }
}
