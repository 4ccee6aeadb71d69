import Exchange
import TestSupport
import Testing
import Workers

struct RanksTests {
    /// All introduce themselves, and each knows which one it is.
    @Test(arguments: [1, 2, 3, 4])
    func ranksKnowEachOther(count: Int) async throws {
        let seen = try await Board.ranks(
            count, member: { Member(build: "b", processor: "p", cores: $0 + 1, host: "host\($0)") }
        ) { ranks in (ranks.rank, ranks.count, ranks.isFirst, ranks.members.map { "\($0.host) \($0.cores)" }) }
        for (index, rank) in seen.enumerated() {
            #expect(rank.0 == index && rank.1 == count && rank.2 == (index == 0))
            #expect(rank.3 == (0..<count).map { "host\($0) \($0 + 1)" })
        }
    }

    /// Another build may change the bits, and is told; another processor does not change those of one build.
    @Test func ranksThatDifferAreNamed() async throws {
        func difference(_ builds: [String], _ processors: [String]) async throws -> String? {
            try await Board.ranks(
                builds.count,
                member: { Member(build: builds[$0], processor: processors[$0], cores: 2, host: "host\($0)") }
            ) { $0.difference }[0]
        }
        #expect(try await difference(["a", "a", "a"], ["p", "q", "p"]) == nil)
        #expect(
            try await difference(["a", "b", "c"], ["p", "q", "p"])
                == "rank 1 on host1 runs greedynas b, and rank 0 on host0 runs a")
    }

    /// One core of eight is what OpenMPI gives to each of two ranks; eight ranks on eight cores have what there is.
    @Test func ranksBoundToOneCoreAreTold() async throws {
        func narrowness(_ ranks: Int, cores: Int) async throws -> String? {
            try await Board.ranks(
                ranks,
                member: { _ in Member(build: "b", processor: "p", cores: cores, machineCores: 8, host: "here") }
            ) { $0.narrowness }[0]
        }
        #expect(try await narrowness(2, cores: 4) == nil)
        #expect(try await narrowness(8, cores: 1) == nil)
        #expect(
            try await narrowness(2, cores: 1)
                == "2 of 2 ranks may use 1 core each, of the 8 of here, since the launcher binds them to it; `mpirun "
                + "--bind-to none`, or `--map-by socket --bind-to socket` with a rank for each socket, gives them more")
    }

    /// An order as several kinds of them are given in a row, and the end.
    @Test func ordersComeInTheirOrder() async throws {
        let heard = try await Board.ranks(3) { ranks in
            if ranks.isFirst {
                ranks.order(["score", "p\u{e4}th"])
                ranks.order(7)
                ranks.end(code: 143)
                return [String]()
            }
            var heard: [String] = try await ranks.next()
            heard.append("\(try await ranks.next(Int.self))")
            do {
                heard.append(try await ranks.next())
            } catch let end as RunEnd {
                heard.append("end \(end.code)")
            }
            return heard
        }
        #expect(heard == [[], ["score", "p\u{e4}th", "7", "end 143"], ["score", "p\u{e4}th", "7", "end 143"]])
    }

    /// Answers of any length, none among them, come in the order of the ranks.
    @Test(arguments: [1, 2, 3, 4])
    func answersComeInTheOrderOfRanks(count: Int) async throws {
        let expected = (0..<count).map { rank in (0..<rank).map { UInt64.max - UInt64($0 * rank) } }
        let answers = try await Board.ranks(count) { ranks in
            let words = await ranks.gather((0..<ranks.rank).map { UInt64.max - UInt64($0 * ranks.rank) })
            let texts = await ranks.gather("rank \(ranks.rank)")
            return (words, texts)
        }
        for answer in answers {
            #expect(answer.0 == expected)
            #expect(answer.1 == (0..<count).map { "rank \($0)" })
        }
    }

    @Test func floatsOfTheFirstAreSharedByAll() async throws {
        let floats = try await Board.ranks(3) { ranks in
            let buffer = FloatBuffer(count: 5)
            for place in 0..<5 { buffer.pointer[place] = ranks.isFirst ? Float(place) * 0.1 : -1 }
            await ranks.share(buffer)
            return buffer.bits
        }
        #expect(Set(floats).count == 1)
        #expect(floats[0] == (0..<5).map { (Float($0) * 0.1).bitPattern })
    }

    /// Whoever is asked to end, the first rank hears it with the next answers.
    @Test func wishOfAnyRankReachesTheFirst() async throws {
        let heard = try await Board.ranks(3) { ranks in
            let log = Log<Int32>()
            ranks.onWish { log.append($0) }
            _ = await ranks.gather("before")
            if ranks.rank == 2 { ranks.wish(signal: 15) }
            _ = await ranks.gather("after")
            return log.entries
        }
        #expect(heard == [[15], [15], [15]])
    }
}
