import Foundation

/// The system's own words for what went wrong with a file.
package enum SystemReason {
    /// Those of an error, without Foundation's around them.
    package static func of(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code = underlying ?? (error as NSError) as NSError?, code.domain == NSPOSIXErrorDomain else {
            return error.localizedDescription
        }
        return unsafe String(cString: strerror(Int32(code.code)))
    }

    /// Those of the last call of the system that failed.
    package static var ofLastCall: String { unsafe String(cString: strerror(errno)) }
}
