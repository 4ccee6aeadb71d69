import Architecture

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

import Reporting

/// Standard output and standard error of the process.
enum StandardStreams {
    /// Text that could not be written.
    struct WriteError: Error, CustomStringConvertible {
        let reason: String

        var description: String { "standard output cannot be written: \(reason)" }
    }

    /// Makes the streams safe to write to, whatever the caller did to them.
    ///
    /// Writing to a closed pipe becomes an error of that write instead of the end of the process. A descriptor that is
    /// closed from the start is taken, for reading only, so that no file opened later gets its number and the output.
    static func secure() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }

    /// Writes a text and a line break to standard output; control characters, as files may bring them, become escapes.
    ///
    /// A closed pipe is no error: its reader has read enough.
    static func print(_ text: String) throws(WriteError) {
        try show(ForeignText.lines(text) + "\n")
    }

    /// Writes a text to standard output as it is.
    static func show(_ text: String) throws(WriteError) {
        let error = write(text, to: STDOUT_FILENO)
        if error != 0 && error != EPIPE { throw WriteError(reason: unsafe String(cString: strerror(error))) }
    }

    /// Says on standard error what happens.
    static func note(_ sentence: String) { tell("greedynas: \(ForeignText.lines(sentence))") }

    /// Says on standard error what is good to know.
    static func hint(_ sentence: String) {
        tell(Terminal.errors.styled("greedynas: \(ForeignText.lines(sentence))", .dim))
    }

    /// Says what is probably not meant, on standard error.
    static func warn(_ sentence: String) {
        tell("greedynas: \(Terminal.errors.styled("warning:", .yellow)) \(ForeignText.lines(sentence))")
    }

    /// Says why a command cannot be carried out, on standard error.
    static func fail(_ sentence: String) {
        tell("greedynas: \(Terminal.errors.styled("error:", .red)) \(ForeignText.lines(sentence))")
    }

    /// Where the line cannot be written, nobody could be told.
    private static func tell(_ line: String) { _ = write(line + "\n", to: STDERR_FILENO) }

    /// Writes all bytes; the result is 0 or the system's error number.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                // Somebody else made the descriptor non-blocking: wait until it takes bytes again.
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&request, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
