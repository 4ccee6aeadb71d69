import Architecture

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

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
    /// A reader who has gone away has read enough: that is no error.
    static func print(_ text: String) throws(WriteError) {
        let error = write(ForeignText.lines(text) + "\n", to: STDOUT_FILENO)
        if error != 0 && error != EPIPE { throw WriteError(reason: unsafe String(cString: strerror(error))) }
    }

    /// Writes a line to standard error, without control characters; where that fails, nobody could be told.
    static func note(_ line: String) {
        _ = write(ForeignText.lines(line) + "\n", to: STDERR_FILENO)
    }

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
