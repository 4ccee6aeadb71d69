import Reproducibility
import Testing

@testable import Supernet

/// The queue alone, put through thousands of histories.
struct AccessQueueTests {
    /// What has happened, told by whoever asks.
    private struct History {
        var queue = AccessQueue()
        var asked: [(ticket: Int, access: AccessQueue.Access)] = []
        var begun: [Int] = []
        var withdrawn: Set<Int> = []
        var open: [Int] = []

        func access(of ticket: Int) -> AccessQueue.Access { asked[ticket].access }

        mutating func begin(_ tickets: [Int]) {
            begun += tickets
            open += tickets
        }

        /// What holds at any time.
        func check() {
            let leases = open.count { access(of: $0) == .lease }
            #expect(leases == 0 || open.count == 1, "a lease is not alone")
            #expect(queue.isLeased == (leases == 1) && queue.loans == open.count - leases)
            // Tickets count up, so that the order of asking is theirs.
            #expect(begun == begun.sorted(), "somebody overtook")
            let waiting = asked.map(\.ticket).filter { !begun.contains($0) && !withdrawn.contains($0) }
            #expect(queue.waiting.map(\.ticket) == waiting)
            guard let first = waiting.first else { return }
            // Whoever is first waits for a reason.
            #expect(!open.isEmpty && (leases == 1 || access(of: first) == .lease), "nobody is in the way of the first")
        }
    }

    @Test(arguments: 0..<200) func anyHistoryKeepsWritersAloneAndEverybodyInOrder(seed: Int) {
        var random = RandomStream(seed: UInt64(seed), purpose: .simulation, index: 0)
        var history = History()
        for _ in 0..<120 {
            switch random.integer(below: 5) {
            case 0, 1:
                let ticket = history.asked.count
                let access: AccessQueue.Access = random.integer(below: 3) == 0 ? .lease : .loan
                history.asked.append((ticket, access))
                if history.queue.ask(access, ticket: ticket) { history.begin([ticket]) }
            case 2, 3:
                guard !history.open.isEmpty else { continue }
                let ticket = history.open.remove(at: random.integer(below: history.open.count))
                history.begin(history.queue.end(history.access(of: ticket)))
            default:
                // Anybody: one that waits, one that has begun, one that is gone.
                guard !history.asked.isEmpty else { continue }
                let ticket = random.integer(below: history.asked.count)
                if history.queue.waiting.contains(where: { $0.ticket == ticket }) { history.withdrawn.insert(ticket) }
                history.begin(history.queue.withdraw(ticket))
            }
            history.check()
        }
        // Whoever waits gets in when those before it are through.
        while let ticket = history.open.popLast() {
            history.begin(history.queue.end(history.access(of: ticket)))
            history.check()
        }
        #expect(history.queue.waiting.isEmpty)
        #expect(history.begun.count + history.withdrawn.count == history.asked.count)
    }

    @Test func loanThatIsReturnedTwiceStops() async {
        await #expect(processExitsWith: .failure) {
            var queue = AccessQueue()
            _ = queue.ask(.loan, ticket: 0)
            _ = queue.end(.loan)
            _ = queue.end(.loan)
        }
    }

    @Test func leaseThatIsEndedTwiceStops() async {
        await #expect(processExitsWith: .failure) {
            var queue = AccessQueue()
            _ = queue.ask(.lease, ticket: 0)
            _ = queue.end(.lease)
            _ = queue.end(.lease)
        }
    }
}
