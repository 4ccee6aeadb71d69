import Architecture
import Documents
import Reproducibility
import Search

/// The paths that every run is scored on.
struct CorrelatedPaths {
    /// Different paths in the order drawn.
    let paths: [Path]
    /// What they are, in words, where they are not as many as were asked for or not of the whole space.
    let remark: String?

    /// Draws paths.
    ///
    /// - Parameters:
    ///   - count: How many different ones.
    ///   - domain: What the supernets were trained on; nil for the whole space.
    ///   - pool: Members whose neighbourhood is drawn from; nil for the whole space, or the domain.
    init(_ count: Int, of space: SearchSpace, within domain: SearchDomain?, around pool: [Path]?, seed: UInt64) {
        if pool == nil, let all = Self.all(of: space, within: domain, atMost: count) {
            paths = all
            let whose = domain == nil ? "The space has" : "The limits leave"
            remark = all.count < count ? "\(whose) \(all.count.counted("path")): all of them are scored." : nil
            return
        }
        var drawn: [Path] = []
        var seen: Set<Path> = []
        // A neighbourhood may have fewer paths than asked for, and repairs towards limits repeat some: then so many draws in a
        // row find nothing new.
        var misses = 0
        var index = 0
        while drawn.count < count, misses < Self.mostMisses {
            var stream = RandomStream(seed: seed, purpose: .pathSampling, index: index)
            index += 1
            let path =
                pool.map { Self.neighbour(of: $0, in: space, &stream) } ?? domain?.randomPath(using: &stream)
                ?? space.randomPath(using: &stream)
            // A neighbour of a member that keeps the limits need not keep them.
            guard domain?.admits(path) ?? true, seen.insert(path).inserted else {
                misses += 1
                continue
            }
            drawn.append(path)
            misses = 0
        }
        paths = drawn
        let shortfall = drawn.count < count ? "no more than \(drawn.count.counted("different one")) were found." : nil
        if let pool {
            let origin =
                "The paths are members of the first run's pool of \(pool.count) with one or two layers drawn again"
            remark = shortfall.map { "\(origin); \($0)" } ?? "\(origin)."
        } else {
            remark = shortfall.map { "Of \(count) paths to draw \($0)" }
        }
    }

    /// All paths where they are no more than so many.
    private static func all(of space: SearchSpace, within domain: SearchDomain?, atMost count: Int) -> [Path]? {
        if let domain {
            let some = domain.admittedPaths(atMost: count + 1)
            return some.count <= count ? some : nil
        }
        return (space.pathCountIfSmall ?? .max) <= count ? space.allPaths : nil
    }

    private static let mostMisses = 10_000

    private static func neighbour(of pool: [Path], in space: SearchSpace, _ stream: inout RandomStream) -> Path {
        var path = pool[stream.integer(below: pool.count)]
        for _ in 0...stream.integer(below: 2) {
            let layer = stream.integer(below: space.layers.count)
            let choices = space.layers[layer].choices
            path.choices[layer] = choices[stream.integer(below: choices.count)]
        }
        return path
    }
}
