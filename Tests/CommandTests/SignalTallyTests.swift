import Foundation
import Testing
@testable import CommandLineTool

struct SignalTallyTests {
    private func answers(_ signals: Int32...) -> [SignalTally.Answer] {
        var tally = SignalTally()
        return signals.map { tally.count($0) }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGUSR1]) func theFirstSignalAsks(signal: Int32) {
        #expect(answers(signal) == [.ask])
    }

    @Test func impatienceEndsAtOnce() {
        #expect(answers(SIGINT, SIGINT) == [.ask, .end])
        #expect(answers(SIGTERM, SIGTERM) == [.ask, .end])
        #expect(answers(SIGHUP, SIGINT, SIGINT) == [.ask, .nothing, .end])
    }

    /// A checkpoint that is being written must not be lost to them.
    @Test func signalsThatComeInPairsAskOnce() {
        #expect(answers(SIGHUP, SIGHUP, SIGTERM) == [.ask, .nothing, .nothing])
        #expect(answers(SIGUSR1, SIGTERM) == [.ask, .nothing])
        #expect(answers(SIGUSR1, SIGUSR1) == [.ask, .nothing])
    }
}
