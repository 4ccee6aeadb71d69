import Analysis
public import Documents
import Host

/// What a training's rounds take with its own pictures, and on one cached batch.
public struct FeedBenchResult: Hashable, Sendable {
    /// The scenario's name.
    public let scenario: String
    /// The rounds that were repeated.
    public let rounds: Int
    /// Threads that computed.
    public let workers: Int
    /// Pictures that pass through a path, forward or forward and backward, in one repetition.
    public let images: Int
    /// The mean loss of the own pictures; the same for any number of workers.
    public let loss: Double
    /// The seconds of each repetition with the scenario's own pictures, in their order.
    public let allSeconds: [Double]
    /// The seconds of each repetition on the cached batch, in their order.
    public let allCachedSeconds: [Double]
    /// The processor seconds of all threads in each repetition with the scenario's own pictures.
    public let allProcessorSeconds: [Double]
    /// The processor seconds of all threads in each repetition on the cached batch.
    public let allCachedProcessorSeconds: [Double]
    /// What a picture takes to be made.
    public let assembly: AssemblyCost
    /// Seconds that reading, dividing and measuring the data set took, once, before the first round.
    public let preparationSeconds: Double
    /// The most memory that the process occupied, in MiB.
    public let peakMemory: Double

    /// The median seconds with the scenario's own pictures.
    public var seconds: Double { allSeconds.median }

    /// The median seconds on the cached batch.
    public var cachedSeconds: Double { allCachedSeconds.median }

    /// How many times as long the own pictures take; 1 where they cost nothing.
    public var ratio: Double { seconds / cachedSeconds }

    /// The same of processor seconds, to which other programs add nothing.
    public var processorRatio: Double { allProcessorSeconds.median / allCachedProcessorSeconds.median }

    /// Pictures a second that pass through one path, with the scenario's own pictures.
    public var imagesPerSecond: Double { Double(images) / seconds }

    /// Pictures a second that pass through one path, on the cached batch.
    public var cachedImagesPerSecond: Double { Double(images) / cachedSeconds }

    /// The result as one JSON document.
    public var json: JSONValue {
        [
            "scenario": .string(scenario), "rounds": .integer(rounds), "workers": .integer(workers),
            "repetitions": .integer(allSeconds.count), "images": .integer(images), "seconds": JSONValue(seconds),
            "cached_seconds": JSONValue(cachedSeconds), "ratio": JSONValue(ratio),
            "images_per_second": JSONValue(imagesPerSecond),
            "cached_images_per_second": JSONValue(cachedImagesPerSecond),
            "all_seconds": .array(allSeconds.map { JSONValue($0) }),
            "all_cached_seconds": .array(allCachedSeconds.map { JSONValue($0) }),
            "processor_seconds": JSONValue(allProcessorSeconds.median),
            "cached_processor_seconds": JSONValue(allCachedProcessorSeconds.median),
            "processor_ratio": JSONValue(processorRatio),
            "microseconds_per_picture": [
                "plain": JSONValue(assembly.plain), "supernet": JSONValue(assembly.supernet),
                "retrain": JSONValue(assembly.retrain),
            ],
            "preparation_seconds": JSONValue(preparationSeconds), "loss": JSONValue(loss),
            "peak_rss_mb": JSONValue(peakMemory), "processor": .string(Processor.model),
        ]
    }

    /// The result as lines for people.
    public var text: String {
        var table = TextTable(
            ["pictures", "s", "pictures a second", "processor s", "all repetitions, s"], leftAligned: [0, 4])
        for (name, all, speed, processor) in [
            ("own", allSeconds, imagesPerSecond, allProcessorSeconds),
            ("one cached batch", allCachedSeconds, cachedImagesPerSecond, allCachedProcessorSeconds),
        ] {
            table.append([
                name, all.median.decimal(places: 3), speed.decimal(places: 1), processor.median.decimal(places: 3),
                all.map { $0.decimal(places: 3) }.joined(separator: ", "),
            ])
        }
        return """
            the first \(rounds) rounds of \(scenario), \(images) pictures: the same paths on both kinds of pictures
            \(workers.counted("worker")) on \(Processor.model)

            \(table.text)

            own / cached: \(ratio.decimal(places: 4)), of processor seconds \(processorRatio.decimal(places: 4)); medians, taken in turn
            one thread makes a picture in \(assembly.plain.decimal(places: 1)) microseconds as it is, \
            \(assembly.supernet.decimal(places: 1)) as the supernet's training varies it, \
            \(assembly.retrain.decimal(places: 1)) as the retraining does
            reading and dividing the pictures, once before the first round: \(preparationSeconds.decimal(places: 3)) s
            peak memory \(peakMemory.decimal(places: 0)) MiB
            """
    }
}
