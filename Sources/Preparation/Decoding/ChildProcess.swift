import Documents
import Foundation

/// A program of the system that is run to its end.
///
/// No shell is involved, so that no character of a path has a meaning. Foundation's `Process` takes several times as long to
/// start one, which is felt where each of a million pictures has its own.
enum ChildProcess {
    /// How a program ended.
    enum End: Equatable {
        case code(Int32)
        case signal(Int32)
    }

    /// What a program has written.
    struct Output {
        let end: End
        /// At most so many bytes as were asked for.
        let bytes: [UInt8]
        /// Whether it wrote more and was ended for that.
        let isCut: Bool
    }

    /// Which of its outputs is kept.
    enum Stream: Int32 {
        case output = 1
        case errors = 2
    }

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: Without its own name.
    ///   - stream: The output that is kept; the other one goes nowhere.
    ///   - limit: The most bytes that it may write there.
    /// - Throws: `Failure` where it cannot be started.
    static func run(
        _ program: String, _ arguments: [String], keeping stream: Stream = .output, atMost limit: Int
    ) throws(Failure) -> Output {
        let pipe = try Self.pipe()
        defer { close(pipe.read) }
        let child = try start(program, arguments, keeping: stream, into: pipe.write)
        var bytes: [UInt8] = []
        var isCut = false
        let chunk = 1 << 16
        while true {
            let count = unsafe withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 16) { buffer in
                let count = unsafe read(pipe.read, buffer.baseAddress, chunk)
                if count > 0 { unsafe bytes.append(contentsOf: buffer.prefix(count)) }
                return count
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { break }
            if bytes.count > limit {
                isCut = true
                kill(child, SIGKILL)
                break
            }
        }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
        // As the macros of sys/wait.h take it apart.
        let signal = status & 0x7F
        return Output(end: signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal), bytes: bytes, isCut: isCut)
    }

    private static func start(
        _ program: String, _ arguments: [String], keeping stream: Stream, into descriptor: Int32
    ) throws(Failure) -> pid_t {
        defer { close(descriptor) }
        #if canImport(Darwin)
        var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
        #else
        var (actions, attributes) = unsafe (posix_spawn_file_actions_t(), posix_spawnattr_t())
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // Signals mean to it what they mean by themselves, whatever this process does with them.
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let other: Stream = stream == .output ? .errors : .output
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, other.rawValue, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, stream.rawValue)
        let words: [UnsafeMutablePointer<CChar>?] = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        let variables: [UnsafeMutablePointer<CChar>?] = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var child: pid_t = 0
        let error = unsafe posix_spawn(&child, program, &actions, &attributes, words, variables)
        guard error == 0 else {
            throw Failure("\(program) cannot be started: \(unsafe String(cString: strerror(error)))")
        }
        return child
    }

    /// Programs print English messages, since these are quoted.
    private static let environment: [String] =
        ProcessInfo.processInfo.environment.filter { $0.key != "LC_ALL" }.map { "\($0.key)=\($0.value)" } + ["LC_ALL=C"]

    /// Both ends close in programs that are started later; one that is started in this very moment keeps the reader waiting
    /// until it ends, and no longer.
    private static func pipe() throws(Failure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe Foundation.pipe(&ends) == 0 else {
            throw Failure("no program can be started: \(SystemReason.ofLastCall)")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
