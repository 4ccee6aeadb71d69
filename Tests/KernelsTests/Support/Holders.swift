import Synchronization

/// Who holds which number at the moment.
final class Holders: Sendable {
    private let held = Mutex<[Bool]>([])

    init(count: Int) { held.withLock { $0 = [Bool](repeating: false, count: count) } }

    /// Takes the number; false when somebody has it already.
    func take(_ number: Int) -> Bool {
        held.withLock { held in
            defer { held[number] = true }
            return !held[number]
        }
    }

    func give(_ number: Int) { held.withLock { $0[number] = false } }
}
