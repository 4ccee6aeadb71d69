import Datasets
import Host

/// What it takes one thread to make a picture ready for a network, in microseconds of processor time.
public struct AssemblyCost: Hashable, Sendable {
    /// Pictures as they are scored and tested.
    public let plain: Double
    /// Pictures that the supernet is trained on.
    public let supernet: Double
    /// Pictures that the found network is trained on.
    public let retrain: Double

    /// Makes up so many pictures of each kind, one after another.
    static let pictures = 1_000

    /// Takes the figures.
    init(plain: Double, supernet: Double, retrain: Double) {
        self.plain = plain
        self.supernet = supernet
        self.retrain = retrain
    }

    /// Measures two ways to augment the same pictures, on the calling thread.
    init(supernet: BatchAssembler, retrain: BatchAssembler) {
        func microseconds(_ assembler: BatchAssembler, _ write: (Int, UnsafeMutablePointer<Float>) -> Void) -> Double {
            var values = [Float](repeating: 0, count: assembler.valuesPerPicture)
            return unsafe values.withUnsafeMutableBufferPointer { values in
                guard let target = values.baseAddress else { return 0 }
                let start = ProcessorTime.thread
                for number in 0..<Self.pictures { unsafe write(number, target) }
                return (ProcessorTime.thread - start) / Double(Self.pictures) * 1e6
            }
        }
        func augmented(_ assembler: BatchAssembler) -> Double {
            unsafe microseconds(assembler) { number, target in
                unsafe assembler.write(
                    number % assembler.pictures.count, into: target, step: number, place: 0, seed: 1)
            }
        }
        plain = unsafe microseconds(supernet) { number, target in
            unsafe supernet.write(number % supernet.pictures.count, into: target)
        }
        self.supernet = augmented(supernet)
        self.retrain = augmented(retrain)
    }
}
