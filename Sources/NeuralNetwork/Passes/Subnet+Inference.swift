public import Layout
public import Workers

extension Subnet {
    /// Classifies pictures by statistics that are given, one by one as it were.
    ///
    /// Statistics come from elsewhere, so a picture's logits do not depend on the pictures around it, not in a single bit.
    ///
    /// - Parameters:
    ///   - batch: Labelled pictures.
    ///   - places: The pictures' places in the batch; not empty. Any part will do.
    ///   - weights: The arena of weights, read only.
    ///   - statistics: Of this network.
    ///   - crew: The threads of the job that this is a part of.
    ///   - memory: Memory for the crew's team.
    public func classify(
        _ batch: PictureBatch, places: Range<Int>, weights: FloatBuffer, statistics: NetworkStatistics, crew: Crew,
        memory: PassMemory
    ) -> ClassificationOutcome {
        inferred(batch, places, weights, statistics, crew, memory) { logits in
            var outcome = ClassificationOutcome(classes: classes)
            for (row, place) in places.enumerated() {
                outcome.add(logits + row * classes, label: batch.labels[place])
            }
            return outcome
        }
    }

    /// The logits `[pictures, classes]` of pictures by statistics that are given, as `classify` computes them.
    public func logits(
        _ batch: PictureBatch, places: Range<Int>, weights: FloatBuffer, statistics: NetworkStatistics, crew: Crew,
        memory: PassMemory
    ) -> [Float] {
        inferred(batch, places, weights, statistics, crew, memory) { logits in
            Array(UnsafeBufferPointer(start: logits, count: places.count * classes))
        }
    }

    private func inferred<Result>(
        _ batch: PictureBatch, _ places: Range<Int>, _ weights: FloatBuffer, _ statistics: NetworkStatistics,
        _ crew: Crew, _ memory: PassMemory, _ body: (UnsafePointer<Float>) -> Result
    ) -> Result {
        precondition(statistics.means.count == normalizedChannels, "statistics of another network were given")
        return withForwardPass(.inferring(statistics), pictures: places.count, weights, crew, memory) { pass in
            pass.forward(batch, places: places)
            pass.classify(batch, places: places)
            return body(pass.classification.logits)
        }
    }

    /// The moments that the batch norms see of a group of pictures, each normalised by the statistics of the group as
    /// `score` does.
    ///
    /// - Parameters:
    ///   - batch: Pictures; their labels are not looked at.
    ///   - group: The places that are normalised together; not empty.
    ///   - weights: The arena of weights, read only.
    ///   - crew: The threads of the job that this is a part of.
    ///   - memory: Memory for the crew's team.
    public func moments(
        _ batch: PictureBatch, group: Range<Int>, weights: FloatBuffer, crew: Crew, memory: PassMemory
    ) -> NetworkMoments {
        var moments = NetworkMoments(of: self)
        moments.record(pictures: group.count) { record in
            withForwardPass(.recording(record), pictures: group.count, weights, crew, memory) {
                $0.forward(batch, places: group)
            }
        }
        return moments
    }
}
