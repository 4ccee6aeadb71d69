import Architecture

/// The path with the most multiply-accumulates within a limit: a knapsack problem, one choice a layer.
///
/// The sums that the first layers can have are put into 65,536 buckets up to the limit, and the largest sum of each is
/// kept. So nothing is lost where sums are few, and otherwise at most a bucket's width a layer: the path found lies within
/// layers / 65,536 of the largest, a share of 0.0003 for 21 layers.
struct LargestPath {
    private static let buckets = 65_536

    private let costs: CostTable
    private let limit: Int

    init(costs: CostTable, macs limit: Int) {
        self.costs = costs
        self.limit = limit
    }

    /// A sum that can be reached, and how.
    private struct Sum {
        let macs: Int
        let choice: UInt8
        /// The place among the sums of the layer before.
        let before: Int
    }

    /// The path, of equal ones the first that was reached; nil where no path keeps the limit.
    var path: Path? {
        // What the layers to come need at least is reserved from the beginning, so that every sum kept leads to a path.
        let least = costs.minimum.macs
        let room = limit - least
        guard room >= 0 else { return nil }
        var layers: [[Sum]] = [[Sum(macs: 0, choice: 0, before: 0)]]
        for layer in costs.space.layers.indices {
            var largest = [Sum?](repeating: nil, count: Self.buckets)
            for (place, sum) in layers[layer].enumerated() {
                for choice in costs.space.layers[layer].choices {
                    let extra = costs.cost(layer: layer, choice: choice).macs - costs.least(layer: layer).macs
                    let macs = sum.macs + extra
                    guard macs <= room else { continue }
                    let bucket = Self.bucket(of: macs, room: room)
                    if macs > largest[bucket]?.macs ?? -1 {
                        largest[bucket] = Sum(macs: macs, choice: choice, before: place)
                    }
                }
            }
            layers.append(largest.compactMap { $0 })
        }
        // Buckets are in ascending order, so the last sum is the largest.
        var place = layers[layers.count - 1].count - 1
        var choices: [UInt8] = []
        for sums in layers.dropFirst().reversed() {
            choices.append(sums[place].choice)
            place = sums[place].before
        }
        return Path(choices: choices.reversed())
    }

    private static func bucket(of macs: Int, room: Int) -> Int {
        room == 0 ? 0 : Int(Double(macs) / Double(room) * Double(buckets - 1))
    }
}
