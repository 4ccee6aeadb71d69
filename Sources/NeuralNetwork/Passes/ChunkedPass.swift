import Layout
import Workers

/// A pass of a group of pictures, cut into chunks that the threads of a crew treat.
protocol ChunkedPass {
    var crew: Crew { get }
    var memory: PassMemory { get }
    var chunks: Chunks { get }
    /// Floats of a thread's scratch.
    var scratchCount: Int { get }
}

/// A pass that computes logits, whatever the network is made of.
protocol ForwardPass: ChunkedPass {
    /// Runs the pictures through the network.
    ///
    /// - Parameter places: The pictures' places in the batch; as many as the pass was made for.
    func forward(_ batch: PictureBatch, places: Range<Int>)
    /// The features of a chunk's pictures before the classifier, `[pictures, channels]`.
    func pooledFeatures(_ pictures: Range<Int>, _ scratch: inout Scratch) -> UnsafeMutablePointer<Float>
    /// The logits and the outcomes, in their places.
    var classification: Classification { get }
}

extension ForwardPass {
    /// Computes logits and losses, without label smoothing.
    func classify(_ batch: PictureBatch, places: Range<Int>) {
        let classification = classification
        let classes = classification.classifier.classes
        forEachChunk { _, pictures, scratch in
            let logits = classification.writeLogits(of: pooledFeatures(pictures, &scratch), pictures)
            for (row, picture) in pictures.enumerated() {
                classification.note(
                    picture, logits: logits + row * classes, label: batch.labels[places.lowerBound + picture])
            }
        }
    }
}

extension ChunkedPass {
    /// Runs the body for every chunk, each with the scratch of the thread that treats it.
    func forEachChunk(_ body: (_ chunk: Int, _ pictures: Range<Int>, _ scratch: inout Scratch) -> Void) {
        crew.forEach(chunks.count) { chunk, worker in
            let buffer = memory.scratch(worker: worker, count: scratchCount)
            var scratch = Scratch(buffer.pointer, count: buffer.count)
            body(chunk, chunks[chunk], &scratch)
        }
    }
}

extension Crew {
    /// Runs the body for slices of a range, on whatever threads have time.
    func forEachSlice(of count: Int, size: Int, _ body: (Range<Int>) -> Void) {
        forEach((count + size - 1) / size) { index, _ in body(index * size..<min(count, (index + 1) * size)) }
    }
}
