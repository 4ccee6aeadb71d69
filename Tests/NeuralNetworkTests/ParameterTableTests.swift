import Architecture
import Layout
import Optimizers
import Testing
import Workers

struct ParameterTableTests {
    static let spaces: [(Macro, [Architecture.Operation], SearchSpace.IdentityPolicy)] = [
        (.cifar, SearchSpace.operations7, .convolution), (.cifar, SearchSpace.operations13, .excluded),
        (.nasBenchMacro, SearchSpace.operationsNASBenchMacro, .convolution),
        (.quickstart, SearchSpace.operationsQuickstart, .convolution),
    ]

    @Test(arguments: spaces.indices) func tensorsLieInOrderWithoutOverlap(index: Int) throws {
        let (macro, operations, identity) = Self.spaces[index]
        let table = SupernetLayout(try SearchSpace(macro: macro, operations: operations, identity: identity)).table
        var end = 0
        for parameter in table.parameters {
            #expect(parameter.offset >= end, "\(parameter.name)")
            // Rows of 16 floats: no gap is longer than what alignment takes.
            #expect(parameter.offset - end < 16, "\(parameter.name)")
            #expect(parameter.count == parameter.shape.reduce(1, *) && parameter.count > 0, "\(parameter.name)")
            #expect(parameter.range.count == parameter.count, "\(parameter.name)")
            end = parameter.range.upperBound
        }
        #expect(end == table.count)
        #expect(table.parameterCount == table.parameters.reduce(0) { $0 + $1.count })
        #expect(Set(table.parameters.map(\.name)).count == table.parameters.count)
    }

    @Test func gapsBetweenTensorsStayZero() throws {
        let net = try TinySupernet()
        var isGap = [Bool](repeating: true, count: net.weights.count)
        for parameter in net.layout.table.parameters { for place in parameter.range { isGap[place] = false } }
        #expect(isGap.contains(true))
        #expect(isGap.indices.filter { isGap[$0] }.allSatisfy { net.weights.pointer[$0].bitPattern == 0 })
    }

    @Test func sameSeedGivesTheSameBitsAndAnotherSeedOthers() throws {
        let table = try TinySupernet().layout.table
        let (first, again, other) = (
            table.initialWeights(seed: 3), table.initialWeights(seed: 3), table.initialWeights(seed: 4)
        )
        #expect(first.bytes.elementsEqual(again.bytes))
        for parameter in table.parameters where parameter.shape.count > 1 {
            #expect(
                parameter.range.contains { first.pointer[$0] != other.pointer[$0] }, "\(parameter.name)")
        }
    }

    /// Whoever says nothing has the first weights that scenarios have.
    @Test func firstWeightsAreTheStandardOnesUnlessAskedForOthers() throws {
        let table = try TinySupernet().layout.table
        let plain = table.initialWeights(seed: 3)
        let (standard, authors) = (
            table.initialWeights(seed: 3, by: .standard), table.initialWeights(seed: 3, by: .authors)
        )
        // Bytes live as long as their buffer does.
        withExtendedLifetime((plain, standard, authors)) {
            #expect(plain.bytes.elementsEqual(standard.bytes))
            #expect(!plain.bytes.elementsEqual(authors.bytes))
        }
    }

    @Test func tensorsOfTheSameShapeStartDifferently() throws {
        let net = try TinySupernet()
        var seen: Set<[Float]> = []
        let weights = net.layout.table.parameters.filter { $0.shape.count > 1 }
        for parameter in weights { seen.insert(parameter.range.prefix(8).map { net.weights.pointer[$0] }) }
        #expect(seen.count == weights.count)
    }

    /// `sqrt(2 / (kernel^2 * out))` for convolutions, squeeze-and-excitation being two of kernel 1.
    ///
    /// The sample deviation of n normal numbers has a standard error of `deviation / sqrt(2 n)`; 5 of them, since some
    /// two hundred tensors are looked at. A uniform number within b has the deviation `b / sqrt(3)`.
    @Test func firstWeightsHaveTheDeviationsOfTheAuthorsCode() throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operations13)
        let table = SupernetLayout(space).table
        let weights = table.initialWeights(seed: 21, by: .authors)
        for parameter in table.parameters {
            let values = parameter.range.map { Double(weights.pointer[$0]) }
            if parameter.shape.count == 1 {
                let expected: Double = parameter.name.hasSuffix(".gamma") ? 1 : 0
                #expect(values.allSatisfy { $0 == expected }, "\(parameter.name)")
                continue
            }
            let output = Double(parameter.shape[parameter.shape.count - 1])
            let isClassifier = parameter.name == "classifier.weight"
            let kernel = parameter.shape.count == 2 ? 1 : Double(parameter.shape[0] * parameter.shape[1])
            let deviation =
                isClassifier ? (1 / output / 3).squareRoot() : (2 / (kernel * output)).squareRoot()
            let count = Double(values.count)
            let mean = values.reduce(0, +) / count
            let sampled = (values.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
            #expect(abs(mean) < 5 * deviation / count.squareRoot(), "\(parameter.name)")
            #expect(abs(sampled - deviation) < 5 * deviation / (2 * count).squareRoot(), "\(parameter.name)")
            if isClassifier {
                let bound = 1 / output.squareRoot()
                #expect(values.allSatisfy { abs($0) <= bound })
                #expect(values.contains { abs($0) > 0.9 * bound })
            }
        }
    }

    /// Uniform within `1 / sqrt(fan_in)`, and the factors that end a residual branch as asked for.
    @Test(arguments: [Float(0), 0.25, 1]) func firstWeightsByFanIn(gamma: Float) throws {
        let space = try SearchSpace(macro: .quickstart, operations: SearchSpace.operations13)
        let table = SupernetLayout(space).table
        let weights = table.initialWeights(
            seed: 21, by: Initialization(scheme: .fanIn, residualGamma: gamma))
        let residuals = space.layers.indices.filter { space.layers[$0].keepsShape }
        var ends = 0
        for parameter in table.parameters {
            let values = parameter.range.map { Double(weights.pointer[$0]) }
            if parameter.shape.count == 1 {
                let endsResidual =
                    parameter.name.hasSuffix(".project.gamma")
                    && residuals.contains { parameter.name.hasPrefix("layers.\($0).") }
                if endsResidual { ends += 1 }
                let expected = !parameter.name.hasSuffix(".gamma") ? 0 : endsResidual ? Double(gamma) : 1
                #expect(values.allSatisfy { $0 == expected }, "\(parameter.name)")
                continue
            }
            // [kernel, kernel, in, out], [kernel, kernel, channels] or [in, out].
            let inputs = parameter.shape.count == 3 ? parameter.shape.prefix(2) : parameter.shape.dropLast()
            let bound = 1 / Double(inputs.reduce(1, *)).squareRoot()
            let sampled = (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
            #expect(values.allSatisfy { abs($0) <= bound }, "\(parameter.name)")
            #expect(
                abs(sampled - bound / 3.squareRoot()) < 5 * bound / (6 * Double(values.count)).squareRoot(),
                "\(parameter.name)")
        }
        #expect(ends == residuals.count * 12, "every bottleneck of a layer that keeps its shape ends a residual")
    }

    @Test func divergenceIsSeenInEveryNumberBeforeAnythingIsWritten() throws {
        let net = try TinySupernet()
        let table = net.layout.table
        let rule = SGD(momentum: 0.9, weightDecay: 0.1)
        let (gradients, velocities) = (FloatBuffer(count: table.count), FloatBuffer(count: table.count))
        func diverging() -> Parameter? {
            rule.firstDiverging(
                table.parameters, weights: net.weights, gradients: gradients, velocities: velocities, rate: 0.1)
        }
        #expect(diverging() == nil)
        for parameter in table.parameters {
            for place in [parameter.range.lowerBound, parameter.range.upperBound - 1] {
                for bad in [Float.nan, .infinity, -.infinity] {
                    gradients.pointer[place] = bad
                    #expect(diverging() == parameter, "\(parameter.name)")
                    gradients.pointer[place] = 0
                }
            }
        }
        let untouched = try TinySupernet()
        withExtendedLifetime((net, untouched)) {
            #expect(net.weights.bytes.elementsEqual(untouched.weights.bytes))
        }
    }
}
