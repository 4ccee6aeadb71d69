import Dispatch
import NeuralNetwork
import TestSupport
import Testing

@testable import Supernet

struct SharedPicturesTests {
    /// Large enough for copies to overlap with assemblies.
    private let size = 10_000

    /// Pictures whose floats tell picture and place; every assembly is noted down.
    private func batch(_ number: Int, count: Int, log: Log<Int>) -> PictureBatch {
        let size = size
        return PictureBatch(labels: (0..<count).map { $0 + number }) { place, target in
            log.append(place)
            for index in 0..<size { target[index] = Float(1000 * number + place) + Float(index % 640) / 64 }
        }
    }

    @Test func everyPictureIsAssembledByTheFirstWhoAsks() {
        let (plain, shared) = (Log<Int>(), Log<Int>())
        let expected = batch(1, count: 8, log: plain).bits(valuesPerPicture: size)
        let memory = SharedPictures(count: 10, valuesPerPicture: size)
        let found = memory.share(batch(1, count: 8, log: shared))
        #expect(found.labels == Array(1...8))
        #expect(found.bits(of: 5, valuesPerPicture: size) == expected[5])
        for _ in 0..<3 { #expect(found.bits(valuesPerPicture: size) == expected) }
        #expect(shared.entries == [5, 0, 1, 2, 3, 4, 6, 7])
    }

    @Test func clearedMemoryHoldsTheNextPictures() {
        let log = Log<Int>()
        let memory = SharedPictures(count: 4, valuesPerPicture: size)
        _ = memory.share(batch(1, count: 4, log: log)).bits(valuesPerPicture: size)
        memory.clear()
        let next = batch(2, count: 3, log: log)
        let expected = next.bits(valuesPerPicture: size)
        let found = memory.share(next)
        for _ in 0..<2 { #expect(found.bits(valuesPerPicture: size) == expected) }
        #expect(log.entries.count == 4 + 3 + 3)
    }

    /// Threads that ask for the same pictures at once: each finds the right ones, at most one assembly a thread.
    @Test func threadsThatAskTogetherFindTheSamePictures() {
        let (count, threads) = (12, 8)
        let expected = batch(3, count: count, log: Log()).bits(valuesPerPicture: size)
        for _ in 0..<20 {
            let (log, wrong) = (Log<Int>(), Log<Int>())
            let found = SharedPictures(count: count, valuesPerPicture: size).share(batch(3, count: count, log: log))
            let size = size
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for place in 0..<count {
                    let place = thread.isMultiple(of: 2) ? place : count - 1 - place
                    if found.bits(of: place, valuesPerPicture: size) != expected[place] { wrong.append(place) }
                }
            }
            #expect(wrong.entries.isEmpty)
            #expect(Set(log.entries).count == count && log.entries.count <= count * threads)
            let before = log.entries.count
            #expect(found.bits(valuesPerPicture: size) == expected)
            #expect(log.entries.count == before)
        }
    }
}
