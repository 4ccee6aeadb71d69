#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

StandardStreams.secure()
exit(await Program.run(Array(CommandLine.arguments.dropFirst())))
