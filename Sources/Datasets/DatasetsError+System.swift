import Foundation

extension DatasetsError {
    /// A file that the system refuses, with the system's own reason rather than the number that wraps it.
    static func inaccessible(_ path: String, because error: any Error) -> DatasetsError {
        .inaccessible(path: path, reason: reason(of: error))
    }

    /// The innermost reason, as part of a sentence.
    static func reason(of error: any Error) -> String {
        var error = error as NSError
        while let inner = error.userInfo[NSUnderlyingErrorKey] as? NSError { error = inner }
        return unsafe error.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(clamping: error.code)))
            : "the system refuses it (\(error.domain) \(error.code))"
    }
}
