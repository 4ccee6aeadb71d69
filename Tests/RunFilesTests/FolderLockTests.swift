import Documents
import Foundation
import RunSupport
import TestSupport
import Testing
@testable import RunFiles

/// One process at a time, with the system's locks and without.
struct FolderLockTests {
    private let folder = TemporaryFolder()

    /// What file systems without locks answer.
    private static let unsupported = [ENOSYS, ENOLCK, EOPNOTSUPP]

    private func lock(_ error: Int32 = ENOSYS) throws(Refusal) -> FolderLock {
        try FolderLock(of: folder.path) { _ in error }
    }

    private func write(_ holder: LockHolder) throws { try folder.write(".lock-holder", holder.json.description) }

    /// A process of this machine that has ended.
    private func ended() throws -> LockHolder {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exit 0"]
        try process.run()
        process.waitUntilExit()
        let own = LockHolder.current
        return LockHolder(
            host: own.host, machine: own.machine, process: Int(process.processIdentifier), began: own.began)
    }

    @Test func onlyTheSystemsWordForItMeansInUse() throws {
        #expect(
            sentence { try lock(EWOULDBLOCK) }
                == "the output folder \(folder.path) is in use by another run; expected an unused folder")
        let held = try FolderLock(of: folder.path)
        #expect(FileLock.take(unsafe open(folder.path(".lock"), O_RDWR)) == EWOULDBLOCK)
        withExtendedLifetime(held) {}
    }

    /// A folder that nobody has is told from one in use, and from one of which nothing is known.
    @Test func killedProcessesLeaveTheirFolders() throws {
        #expect(!FolderLock.isAbandoned(folder.path))
        #expect(try folder.contents() == [])
        var held: FolderLock? = try FolderLock(of: folder.path)
        #expect(!FolderLock.isAbandoned(folder.path))
        withExtendedLifetime(held) {}
        held = nil
        #expect(FolderLock.isAbandoned(folder.path))
        #expect(!FolderLock.isAbandoned(folder.path) { _ in ENOLCK })
        try write(.current)
        #expect(!FolderLock.isAbandoned(folder.path))
        try write(ended())
        #expect(FolderLock.isAbandoned(folder.path) { _ in ENOLCK })
    }

    @Test(arguments: unsupported) func fileNamesTheProcessWhereThereAreNoLocks(error: Int32) throws {
        let own = LockHolder.current
        for _ in 0..<2 {
            let held = try lock(error)
            #expect(held.note == nil)
            #expect(try LockHolder(file: folder.path(".lock-holder")) == own)
            do throws(Refusal) {
                _ = try FolderLock(of: folder.path) { _ in error }
                Issue.record("locked twice")
            } catch {
                #expect(error.isInUse)
                #expect(
                    "\(error)"
                        == "the output folder \(folder.path) is in use by process \(own.process) on \(own.host), as "
                        + "\(folder.path)/.lock-holder says; expected an unused folder")
            }
            withExtendedLifetime(held) {}
        }
        #expect(try folder.contents() == [".lock"])
    }

    /// One process may be able to ask the system where another one could not.
    @Test func processThatTheFileNamesHasTheFolderWhateverTheSystemSays() throws {
        let held = try lock()
        do throws(Refusal) {
            _ = try lock(0)
            Issue.record("locked twice")
        } catch {
            #expect(error.isInUse)
        }
        withExtendedLifetime(held) {}
        try write(try ended())
        #expect(try lock(0).note == nil)
    }

    @Test func whatAProcessOfThisMachineLeftIsTakenOver() throws {
        let ended = try ended()
        try write(ended)
        let held = try lock()
        #expect(
            held.note
                == "\(folder.path)/.lock-holder was left by process \(ended.process) of this machine, which has ended: "
                + "taken over")
        #expect(try LockHolder(file: folder.path(".lock-holder")) == .current)
        #expect(try folder.contents() == [".lock", ".lock-holder"])
        withExtendedLifetime(held) {}
    }

    /// The system gives numbers anew: another beginning is another process.
    @Test func numberThatWasGivenAnewIsNotTheProcess() throws {
        let own = LockHolder.current
        try write(LockHolder(host: own.host, machine: own.machine, process: own.process, began: own.began + 1))
        #expect(try lock().note != nil)
    }

    @Test func processOfAnotherMachineIsLeftAlone() throws {
        let other = LockHolder(host: "node7", machine: "node7 x", process: try ended().process, began: 5)
        try write(other)
        #expect(
            sentence { try lock() }
                == "the output folder \(folder.path) is in use by process \(other.process) on node7, as "
                + "\(folder.path)/.lock-holder says; expected an unused folder, or that file removed where the process "
                + "has ended")
        #expect(try LockHolder(file: folder.path(".lock-holder")) == other)
    }

    /// As another process leaves it that is just about to write it.
    @Test func fileThatSaysNothingIsLeftAlone() throws {
        try folder.write(".lock-holder", "")
        #expect(
            sentence { try lock() }
                == "the output folder \(folder.path) is in use by another process, as \(folder.path)/.lock-holder says; "
                + "expected an unused folder, or that file removed where the process has ended")
    }
}
