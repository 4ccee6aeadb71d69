/// Decides who may use the arenas of a supernet and who waits: many readers or one writer, first come first served.
///
/// Who asks is known by a ticket. Nobody overtakes: a reader that comes after a waiting writer waits behind it, so readers
/// that come one after another never keep a writer out.
struct AccessQueue {
    /// What somebody asks for.
    enum Access {
        /// To read, beside others that read.
        case loan
        /// To write, alone.
        case lease
    }

    /// How many read now.
    private(set) var loans = 0
    /// Whether somebody writes now.
    private(set) var isLeased = false
    /// Those that wait, in the order in which they asked.
    private(set) var waiting: [(ticket: Int, access: Access)] = []

    /// Asks for access.
    ///
    /// - Returns: Whether it begins now; otherwise the ticket waits until `end` or `withdraw` names it.
    mutating func ask(_ access: Access, ticket: Int) -> Bool {
        guard waiting.isEmpty, isFree(for: access) else {
            waiting.append((ticket, access))
            return false
        }
        begin(access)
        return true
    }

    /// Ends an access that has begun.
    ///
    /// - Returns: The tickets whose access begins now, in their order.
    mutating func end(_ access: Access) -> [Int] {
        switch access {
        case .loan:
            precondition(loans > 0, "a loan was returned twice")
            loans -= 1
        case .lease:
            precondition(isLeased, "a lease was ended twice")
            isLeased = false
        }
        return admit()
    }

    /// Lets a ticket wait no longer; one that does not wait is ignored.
    ///
    /// - Returns: The tickets whose access begins now, since nobody before them waits any more.
    mutating func withdraw(_ ticket: Int) -> [Int] {
        waiting.removeAll { $0.ticket == ticket }
        return admit()
    }

    private mutating func admit() -> [Int] {
        var admitted: [Int] = []
        while let first = waiting.first, isFree(for: first.access) {
            begin(first.access)
            admitted.append(first.ticket)
            waiting.removeFirst()
        }
        return admitted
    }

    private func isFree(for access: Access) -> Bool {
        switch access {
        case .loan: !isLeased
        case .lease: !isLeased && loans == 0
        }
    }

    private mutating func begin(_ access: Access) {
        switch access {
        case .loan: loans += 1
        case .lease: isLeased = true
        }
    }
}
