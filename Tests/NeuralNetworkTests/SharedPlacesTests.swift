import Reproducibility
import Testing

@testable import NeuralNetwork

struct SharedPlacesTests {
    /// Places are taken and given back at random: no two in use overlap, each begins at a cache line, and when all are given
    /// back one gap is left, as large as ever.
    @Test func placesInUseNeverOverlap() {
        var random = RandomStream(seed: 1, purpose: .simulation)
        var places = SharedPlaces(from: 32)
        var used: [(start: Int, count: Int)] = []
        for _ in 0..<2000 {
            if used.count > 20 || (!used.isEmpty && random.uniform() < 0.45) {
                let place = used.remove(at: random.integer(below: used.count))
                places.giveBack(place.start, count: place.count)
            } else {
                let count = 1 + random.integer(below: 100)
                let start = places.take(count)
                #expect(start >= 32 && start % 16 == 0 && start + count <= places.count)
                #expect(used.allSatisfy { start + count <= $0.start || $0.start + $0.count <= start })
                used.append((start, count))
            }
        }
        for place in used { places.giveBack(place.start, count: place.count) }
        let most = places.count
        #expect(places.take(most - 32) == 32 && places.count == most)
    }

    @Test func lastGapGrows() {
        var places = SharedPlaces(from: 0)
        let (first, second) = (places.take(16), places.take(16))
        places.giveBack(second, count: 16)
        #expect(places.take(64) == second && places.count == 80)
        places.giveBack(first, count: 16)
        #expect(places.take(17) == 80 && places.take(16) == first)
    }
}
