import Kernels

/// A batch whose chunks' scatters are added up piece by piece, and merged.
struct ChannelScatterTrial {
    /// How many rows are added at a time, for every chunk.
    let chunks: [[Int]]
    let channels: Int
    var x: [Float]

    struct Results {
        /// Means and products of each chunk, one after another.
        var scatters: [GuardedFloats]
        var means, covariance: GuardedFloats
    }

    init(chunks: [[Int]], channels: Int, middle: Float = 0.2) {
        var samples = Samples(channels + 31 * chunks.count)
        self.chunks = chunks
        self.channels = channels
        x = samples.floats(chunks.joined().reduce(0, +) * channels, middle: middle)
    }

    /// The same batch with channels `range` alone.
    func only(_ range: Range<Int>) -> ChannelScatterTrial {
        var trial = ChannelScatterTrial(chunks: chunks, channels: range.count)
        trial.x = x.only(range, of: channels)
        return trial
    }

    /// - Parameter slices: The rows of the covariance that are merged at a time.
    func run(in arena: GuardedArena, slices: [Range<Int>]? = nil) -> Results {
        let input = arena.floats(x)
        var scatters: [ChannelScatter] = []
        var memory: [GuardedFloats] = []
        var first = 0
        for pieces in chunks {
            let place = arena.poison(ChannelScatter.floatCount(channels: channels))
            var scatter = ChannelScatter(count: 0, memory: place.pointer, channels: channels)
            for rows in pieces {
                scatter.add(
                    input.pointer + first * channels, rows: rows, channels: channels,
                    scratch: arena.poison(ChannelScatter.scratchCount(channels: channels)).pointer)
                first += rows
            }
            scatters.append(scatter)
            memory.append(place)
        }
        let results = Results(
            scatters: memory, means: arena.poison(channels), covariance: arena.poison(channels * channels))
        mergeMeans(
            chunkCount: scatters.count, chunks: { scatters[$0] }, channels: channels, into: results.means.pointer)
        for rows in slices ?? [0..<channels] {
            mergeScatters(
                chunkCount: scatters.count, chunks: { scatters[$0] }, channels: channels, rows: rows,
                means: results.means.pointer, into: results.covariance.pointer)
        }
        return results
    }

    /// The scatter of all chunks.
    var expected: ScatterReference { ScatterReference(x.exact.values, channels: channels, chunks: chunks) }

    /// The scatter of one chunk.
    func expected(chunk: Int) -> ScatterReference {
        let rows = chunks.map { $0.reduce(0, +) }
        let first = rows[..<chunk].reduce(0, +)
        let part = x[(first * channels)..<((first + rows[chunk]) * channels)]
        return ScatterReference(Array(part).exact.values, channels: channels, chunks: [chunks[chunk]])
    }
}
