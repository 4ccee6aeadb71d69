import NeuralNetwork
import Testing

struct PictureBatchTests {
    @Test func groupsAreAsFewAsTheSizeAllowsAndEqualWithinOnePicture() {
        for count in 0...40 {
            let batch = PictureBatch(labels: [Int](repeating: 0, count: count)) { _, _ in }
            for size in 1...45 {
                let groups = batch.groups(of: size)
                #expect(groups.flatMap { Array($0) } == Array(0..<count))
                #expect(groups.count == (count + size - 1) / size)
                let sizes = groups.map(\.count)
                #expect((sizes.max() ?? 0) <= size)
                #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
            }
        }
    }

    @Test func paperBatchesMakeEightGroupsOf128() {
        let batch = PictureBatch(labels: [Int](repeating: 0, count: 1024)) { _, _ in }
        #expect(batch.groups(of: 128).map(\.count) == [Int](repeating: 128, count: 8))
        let remainder = PictureBatch(labels: [Int](repeating: 0, count: 12)) { _, _ in }
        #expect(remainder.groups(of: 5) == [0..<4, 4..<8, 8..<12])
    }
}
