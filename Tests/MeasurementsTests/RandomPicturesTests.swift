import Architecture
import NeuralNetwork
import Testing
@testable import Measurements

struct RandomPicturesTests {
    @Test func largerSetsBeginAnewAndThePicturesDiffer() throws {
        let space = try BenchPlan(mode: .score, macro: .cifar, width: 0.05).space
        let batch = RandomPictures(count: 3, for: space).batch(7)
        let pixels = try (0..<7).map { place in
            let values = [Float](unsafeUninitializedCapacity: 32 * 32 * 3) { buffer, count in
                if let first = buffer.baseAddress { batch.write(place, first) }
                count = buffer.count
            }
            return try #require(values.count == 3072 ? values : nil)
        }
        #expect(batch.count == 7)
        #expect(batch.labels.allSatisfy { (0..<10).contains($0) })
        #expect(Set(RandomPictures(count: 40, for: space).batch(40).labels).count > 5)
        for place in 3..<7 {
            #expect(pixels[place] == pixels[place - 3])
            #expect(batch.labels[place] == batch.labels[place - 3])
        }
        #expect(pixels[0] != pixels[1] && pixels[1] != pixels[2])
        let mean = pixels[0].reduce(0, +) / 3072
        let square = pixels[0].reduce(0) { $0 + $1 * $1 } / 3072
        // Standard errors of 3072 numbers: 0.018 and 0.026.
        #expect(abs(mean) < 0.09 && abs(square - 1) < 0.13)
    }
}
