import Architecture
import Documents

/// A made-up table of published accuracies over a tiny space, and files of it.
enum PublishedTable {
    /// 3 layers of 2 operations, the first of which changes the shape: 8 paths.
    static func space(width: Double = 1) throws -> SearchSpace {
        try SearchSpace(
            macro: Macro(
                name: "tiny", side: 8, channels: 3, classes: 4, stemChannels: 8, stemStride: 1, fixedChannels: nil,
                stages: [.init(channels: 16, layers: 3, stride: 2)], headChannels: 16),
            operations: [.identity, .invertedBottleneck(kernel: 3, expansion: 3, squeezeExcitation: false)],
            width: width)
    }

    /// A table for a space: accuracies by the path's number, two trainings each.
    static func json(of space: SearchSpace, accuracy: (Int, Path) -> Double) -> JSONValue {
        .object(
            space.allPaths.enumerated().map { index, path in
                let mean = accuracy(index, path)
                return JSONValue.Member(
                    path.choices.map { "\($0)" }.joined(),
                    [
                        "test_acc": [JSONValue(mean - 0.25), JSONValue(mean + 0.25)], "mean_acc": JSONValue(mean),
                        "flops": 1,
                    ])
            })
    }
}
