import Architecture
import Reproducibility
import Testing

struct SearchSpacePathsTests {
    @Test func pathCountsAreExact() throws {
        func space(_ macro: Macro, _ operations: [Architecture.Operation], _ identity: SearchSpace.IdentityPolicy)
            throws
            -> SearchSpace
        {
            try SearchSpace(macro: macro, operations: operations, identity: identity)
        }
        let seven = try space(.imagenet, SearchSpace.operations7, .convolution)
        #expect(seven.pathCount == "558545864083284007")
        #expect(seven.pathCountIfSmall == 558_545_864_083_284_007)
        let thirteen = try space(.imagenet, SearchSpace.operations13, .convolution)
        #expect(thirteen.pathCount == "247064529073450392704413")
        #expect(thirteen.pathCountIfSmall == nil)
        let excluded = try space(.cifar, SearchSpace.operations7, .excluded)
        #expect(excluded.pathCount == "221502229807900608")
        #expect(excluded.pathCountIfSmall == 221_502_229_807_900_608)
        let macro = try space(.nasBenchMacro, SearchSpace.operationsNASBenchMacro, .convolution)
        #expect(macro.pathCount == "6561")
        let single = try space(.imagenet, [.identity], .convolution)
        #expect(single.pathCount == "1")
        #expect(single.pathCountIfSmall == 1)
        #expect(single.log10PathCount == 0)
        #expect(abs(seven.log10PathCount - 17.747_058_8) < 1e-7)
        #expect(abs(thirteen.log10PathCount - 23.392_810_4) < 1e-7)
    }

    /// 10^30: the count is built from groups of nine digits, and groups of zeros must be written out.
    @Test func countsWithZerosAreWrittenOut() throws {
        var macro = Macro.quickstart
        macro.stages = [Macro.Stage(channels: 16, layers: 30, stride: 1)]
        let ten = (1...10).map {
            Architecture.Operation.invertedBottleneck(kernel: 3, expansion: $0, squeezeExcitation: false)
        }
        let space = try SearchSpace(macro: macro, operations: ten)
        #expect(space.pathCount == "1" + String(repeating: "0", count: 30))
    }

    /// Critical values of chi-squared at 1 in 10,000 for 5, 6, 11 and 12 degrees of freedom; the seed is fixed.
    @Test(arguments: [7, 13], SearchSpace.IdentityPolicy.allCases)
    func drawsAreUniformInEveryLayer(operationCount: Int, identity: SearchSpace.IdentityPolicy) throws {
        let operations = operationCount == 7 ? SearchSpace.operations7 : SearchSpace.operations13
        let space = try SearchSpace(macro: .cifar, operations: operations, identity: identity)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: operations.count), count: space.layers.count)
        var stream = RandomStream(seed: 11, purpose: .pathSampling, index: operationCount)
        let draws = 13_000
        for _ in 0..<draws {
            let path = space.randomPath(using: &stream)
            #expect(space.contains(path))
            for (layer, choice) in path.choices.enumerated() { counts[layer][Int(choice)] += 1 }
        }
        let critical = [6: 25.74, 7: 27.86, 12: 37.37, 13: 39.13]
        for (layer, row) in zip(space.layers, counts) {
            let expected = Double(draws) / Double(layer.choices.count)
            let statistic = layer.choices.reduce(0.0) { sum, choice in
                let difference = Double(row[Int(choice)]) - expected
                return sum + difference * difference / expected
            }
            #expect(statistic < critical[layer.choices.count] ?? 0, "\(row)")
        }
    }

    /// Pairs of neighbouring layers over 49 cells; the critical value is that of 1 in 10,000.
    @Test func layersAreDrawnIndependently() throws {
        let space = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7)
        var stream = RandomStream(seed: 12, purpose: .pathSampling)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 49), count: 20)
        let draws = 9800
        for _ in 0..<draws {
            let choices = space.randomPath(using: &stream).choices.map { Int($0) }
            for layer in 0..<20 { counts[layer][7 * choices[layer] + choices[layer + 1]] += 1 }
        }
        for row in counts {
            let statistic = row.reduce(0.0) { $0 + (Double($1) - 200) * (Double($1) - 200) / 200 }
            #expect(statistic < 93.2)
        }
    }

    @Test func theSameStreamDrawsTheSamePaths() throws {
        let space = try SearchSpace(macro: .cifar, operations: SearchSpace.operations7)
        func paths(seed: UInt64) -> [Path] {
            var stream = RandomStream(seed: seed, purpose: .pathSampling)
            return (0..<10).map { _ in space.randomPath(using: &stream) }
        }
        #expect(paths(seed: 1) == paths(seed: 1))
        #expect(Set(paths(seed: 1) + paths(seed: 2)).count == 20)
    }
}
