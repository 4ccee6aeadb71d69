import NeuralNetwork
import Synchronization
import Workers

/// Memory for pictures that many passes read: whoever asks for one first assembles it, everybody later gets a copy.
///
/// Nobody waits: who asks while somebody else assembles the same picture assembles it too, with the same result.
// Unchecked: a place of `values` is written by the one who took it, and read only after it was found to be ready.
@safe final class SharedPictures: @unchecked Sendable {
    private let values: FloatBuffer
    private let valuesPerPicture: Int
    private let count: Int
    private let states: UnsafeMutablePointer<Atomic<UInt8>>

    private static let (empty, taken, ready): (UInt8, UInt8, UInt8) = (0, 1, 2)

    /// Makes room for `count` pictures of `valuesPerPicture` floats.
    init(count: Int, valuesPerPicture: Int) {
        self.count = count
        self.valuesPerPicture = valuesPerPicture
        values = FloatBuffer(count: count * valuesPerPicture)
        unsafe states = .allocate(capacity: count)
        for place in 0..<count { unsafe (states + place).initialize(to: Atomic(Self.empty)) }
    }

    deinit {
        unsafe states.deinitialize(count: count)
        unsafe states.deallocate()
    }

    /// Forgets all pictures.
    ///
    /// - Precondition: Nobody else uses this memory.
    func clear() {
        for place in 0..<count { unsafe states[place].store(Self.empty, ordering: .relaxed) }
    }

    /// The same pictures, each assembled once unless several ask for it at the same time.
    ///
    /// - Precondition: There are no more than the memory has room for, and all batches since it was cleared are equal.
    func share(_ batch: PictureBatch) -> PictureBatch {
        precondition(batch.count <= count)
        return unsafe PictureBatch(labels: batch.labels) { [self] place, target in
            let kept = unsafe values.pointer + place * valuesPerPicture
            if unsafe states[place].load(ordering: .acquiring) == Self.ready {
                unsafe target.update(from: kept, count: valuesPerPicture)
                return
            }
            unsafe batch.write(place, target)
            let (isOurs, _) = unsafe states[place].compareExchange(
                expected: Self.empty, desired: Self.taken, ordering: .relaxed)
            guard isOurs else { return }
            unsafe kept.update(from: target, count: valuesPerPicture)
            unsafe states[place].store(Self.ready, ordering: .releasing)
        }
    }
}
