import Datasets
import Testing

struct TrainingOrderTests {
    private static let indices = (0..<23).map { $0 * 3 }

    @Test(arguments: [1, 4, 7, 11, 23])
    func epochIsTheBeginningOfAPermutation(batch: Int) throws {
        var order = try TrainingOrder(indices: Self.indices, batch: batch, seed: 1)
        #expect(order.batchesPerEpoch == 23 / batch)
        for epoch in 0..<5 {
            let steps = epoch * order.batchesPerEpoch..<(epoch + 1) * order.batchesPerEpoch
            let batches = steps.map { order.batch(at: $0) }
            #expect(batches.allSatisfy { $0.count == batch })
            let seen = batches.flatMap { $0 }
            #expect(Set(seen).count == seen.count && Set(seen).isSubset(of: Self.indices))
        }
    }

    @Test func stepDecidesAlone() throws {
        var order = try TrainingOrder(indices: Self.indices, batch: 5, seed: 1)
        let batches = (0..<40).map { order.batch(at: $0) }
        var backwards = try TrainingOrder(indices: Self.indices, batch: 5, seed: 1)
        #expect((0..<40).reversed().map { backwards.batch(at: $0) } == batches.reversed())
        #expect(Set(batches).count == 40)
        var other = try TrainingOrder(indices: Self.indices, batch: 5, seed: 2)
        #expect((0..<40).map { other.batch(at: $0) } != batches)
    }

    @Test func remainderIsAnotherOneInEveryEpoch() throws {
        var order = try TrainingOrder(indices: Self.indices, batch: 20, seed: 1)
        let dropped = (0..<200).map { Set(Self.indices).subtracting(order.batch(at: $0)) }
        #expect(dropped.reduce(into: Set()) { $0.formUnion($1) }.count == 23)
    }

    @Test func impossibleBatchesAreRefused() {
        expectSentence("24", "23") { _ = try TrainingOrder(indices: Self.indices, batch: 24, seed: 1) }
        expectSentence("is 0") { _ = try TrainingOrder(indices: Self.indices, batch: 0, seed: 1) }
        expectSentence("is -3") { _ = try TrainingOrder(indices: Self.indices, batch: -3, seed: 1) }
        expectSentence("1", "0 training pictures") { _ = try TrainingOrder(indices: [], batch: 1, seed: 1) }
    }
}
