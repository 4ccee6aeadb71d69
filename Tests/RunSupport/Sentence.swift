import Documents

/// The sentence with which something is refused; it says so where nothing is thrown, or another kind of error.
///
/// - Parameters:
///   - kind: The kind of error that is expected.
///   - body: What is to be refused.
package func sentence<Value>(
    of kind: any Error.Type = Refusal.self, _ body: () throws -> Value
) -> String {
    do {
        _ = try body()
        return "accepted"
    } catch {
        return type(of: error) == kind ? "\(error)" : "a \(type(of: error)): \(error)"
    }
}

/// The same of what takes its time.
package func sentence<Value>(
    of kind: any Error.Type = Refusal.self, _ body: () async throws -> Value
) async -> String {
    do {
        _ = try await body()
        return "accepted"
    } catch {
        return type(of: error) == kind ? "\(error)" : "a \(type(of: error)): \(error)"
    }
}
