#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Architecture
@testable import NeuralNetwork

/// A network with cells as its definition has it, in Double: every tensor in full, one loop an operation.
struct CellNetworkReference {
    /// Numbers `[picture, side, side, channels]`.
    struct Tensor {
        let pictures, side, channels: Int
        var values: [Double]

        init(pictures: Int, side: Int, channels: Int, values: [Double]? = nil) {
            (self.pictures, self.side, self.channels) = (pictures, side, channels)
            self.values = values ?? [Double](repeating: 0, count: pictures * side * side * channels)
        }

        func place(_ picture: Int, _ y: Int, _ x: Int, _ channel: Int) -> Int {
            ((picture * side + y) * side + x) * channels + channel
        }

        /// A pixel; 0 beyond the edges.
        func pixel(_ picture: Int, _ y: Int, _ x: Int, _ channel: Int) -> Double {
            (0..<side).contains(y) && (0..<side).contains(x) ? values[place(picture, y, x, channel)] : 0
        }
    }

    let blueprint: Blueprint
    /// Each tensor's numbers, by its name.
    var weights: [String: [Double]]
    /// What a group's batch norms normalise by where it is given: mean and variance of each, by its name.
    var statistics: [String: (means: [Double], variances: [Double])]?

    /// Which branches are left out; nil for none.
    var dropping: Dropping?

    /// The logits of each picture.
    func logits(_ pictures: Tensor) -> [[Double]] {
        var (outputs, branch) = ([pictures], 0)
        for (index, block) in blueprint.blocks.dropLast().enumerated() {
            let last = outputs[outputs.count - 1]
            switch block {
            case .convolution(let convolution):
                let raw = self.convolution(
                    last, "blocks.\(index)", kernel: convolution.kernel, stride: convolution.stride,
                    outputs: convolution.outputChannels)
                outputs.append(rectified(normalized(raw, "blocks.\(index)")))
            case .cell(let cell):
                outputs.append(
                    self.cell(cell, earlier: outputs[outputs.count - 2], last: last, "blocks.\(index)", &branch))
            default: outputs.append(last)
            }
        }
        let features = outputs[outputs.count - 1]
        let (matrix, bias) = (weights["classifier.weight"] ?? [], weights["classifier.bias"] ?? [])
        return (0..<features.pictures).map { picture in
            let pixels = features.side * features.side
            let pooled = (0..<features.channels).map { channel in
                (0..<pixels).reduce(0) { $0 + features.values[(picture * pixels + $1) * features.channels + channel] }
                    / Double(pixels)
            }
            return bias.indices.map { output in
                pooled.indices.reduce(bias[output]) { $0 + pooled[$1] * matrix[$1 * bias.count + output] }
            }
        }
    }

    /// The mean cross-entropy with label smoothing.
    func loss(_ pictures: Tensor, labels: [Int], smoothing: Double) -> Double {
        zip(logits(pictures), labels).reduce(0) { sum, picture in
            let (logits, label) = picture
            let largest = logits.max() ?? 0
            let total = largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
            let mean = logits.reduce(0) { $0 + (total - $1) } / Double(logits.count)
            return sum + (1 - smoothing) * (total - logits[label]) + smoothing * mean
        } / Double(labels.count)
    }

    /// The branches that may be left out: all but inputs that are handed on as they are.
    private var branches: Int {
        blueprint.blocks.reduce(0) { sum, block in
            guard case .cell(let cell) = block else { return sum }
            return sum + cell.genotype.nodes.joined().count { Self.isBranch($0, of: cell) }
        }
    }

    private static func isBranch(_ edge: Genotype.Edge, of cell: Blueprint.Cell) -> Bool {
        edge.operation != .skip || edge.input < 2 && cell.stride > 1
    }

    /// A branch's numbers times the factor that each picture has for it.
    private func scaled(_ term: Tensor, branch: Int) -> Tensor {
        guard let dropping else { return term }
        var scaled = term
        let count = term.values.count / term.pictures
        for place in term.values.indices {
            scaled.values[place] *= Double(dropping.factor(branch: branch, of: branches, place: place / count))
        }
        return scaled
    }

    private func cell(
        _ cell: Blueprint.Cell, earlier: Tensor, last: Tensor, _ name: String, _ branch: inout Int
    ) -> Tensor {
        let width = cell.outputChannels / 4
        var states = [
            earlier.side == last.side
                ? normalized(
                    convolution(rectified(earlier), "\(name).earlier", kernel: 1, outputs: width), "\(name).earlier")
                : reduction(earlier, "\(name).earlier", outputs: width),
            normalized(convolution(rectified(last), "\(name).last", kernel: 1, outputs: width), "\(name).last"),
        ]
        for (number, edges) in cell.genotype.nodes.enumerated() {
            let terms = edges.enumerated().map { place, edge in
                let term = operation(
                    edge.operation, states[edge.input], "\(name).nodes.\(number).\(place)",
                    stride: edge.input < 2 ? cell.stride : 1)
                guard Self.isBranch(edge, of: cell) else { return term }
                branch += 1
                return scaled(term, branch: branch)
            }
            var sum = terms[0]
            for term in terms.dropFirst() {
                for place in sum.values.indices { sum.values[place] += term.values[place] }
            }
            states.append(sum)
        }
        let nodes = states.dropFirst(2)
        var whole = Tensor(pictures: last.pictures, side: states[2].side, channels: width * nodes.count)
        for picture in 0..<whole.pictures {
            for y in 0..<whole.side {
                for x in 0..<whole.side {
                    for channel in 0..<whole.channels {
                        whole.values[whole.place(picture, y, x, channel)] = states[2 + channel / width].pixel(
                            picture, y, x, channel % width)
                    }
                }
            }
        }
        return whole
    }

    private func operation(_ operation: CellOperation, _ input: Tensor, _ name: String, stride: Int) -> Tensor {
        switch operation {
        case .separable(let kernel):
            let first = depthwise(input, "\(name).first", kernel: kernel, stride: stride, dilation: 1)
            return depthwise(first, "\(name).second", kernel: kernel, stride: 1, dilation: 1)
        case .dilated(let kernel): return depthwise(input, name, kernel: kernel, stride: stride, dilation: 2)
        case .skip: return stride == 1 ? input : reduction(input, name, outputs: input.channels)
        case .maxPooling:
            return made(input, side: (input.side + stride - 1) / stride, channels: input.channels) { n, y, x, c in
                var largest = -Double.infinity
                for row in max(0, y * stride - 1)...min(input.side - 1, y * stride + 1) {
                    for column in max(0, x * stride - 1)...min(input.side - 1, x * stride + 1) {
                        largest = max(largest, input.pixel(n, row, column, c))
                    }
                }
                return largest
            }
        }
    }

    private func depthwise(_ input: Tensor, _ name: String, kernel: Int, stride: Int, dilation: Int) -> Tensor {
        let (seen, filters) = (rectified(input), weights["\(name).depthwise.weight"] ?? [])
        let filtered = made(input, side: (input.side + stride - 1) / stride, channels: input.channels) { n, y, x, c in
            var sum = 0.0
            for i in 0..<kernel {
                for j in 0..<kernel {
                    let (row, column) = (
                        y * stride + (i - kernel / 2) * dilation, x * stride + (j - kernel / 2) * dilation
                    )
                    sum += seen.pixel(n, row, column, c) * filters[(i * kernel + j) * input.channels + c]
                }
            }
            return sum
        }
        return normalized(
            convolution(filtered, "\(name).pointwise", kernel: 1, outputs: input.channels), "\(name).pointwise")
    }

    private func reduction(_ input: Tensor, _ name: String, outputs: Int) -> Tensor {
        let seen = rectified(input)
        let halves = ["even", "odd"].map { weights["\(name).\($0).weight"] ?? [] }
        let half = outputs / 2
        let raw = made(input, side: (input.side + 1) / 2, channels: outputs) { n, y, x, c in
            let shift = c / half
            return (0..<input.channels).reduce(0) {
                $0 + seen.pixel(n, 2 * y + shift, 2 * x + shift, $1) * halves[shift][$1 * half + c % half]
            }
        }
        return normalized(raw, name)
    }

    private func convolution(
        _ input: Tensor, _ name: String, kernel: Int, stride: Int = 1, outputs: Int
    ) -> Tensor {
        let kernels = weights["\(name).weight"] ?? []
        return made(input, side: (input.side + stride - 1) / stride, channels: outputs) { n, y, x, c in
            var sum = 0.0
            for i in 0..<kernel {
                for j in 0..<kernel {
                    for channel in 0..<input.channels {
                        sum +=
                            input.pixel(n, y * stride + i - kernel / 2, x * stride + j - kernel / 2, channel)
                            * kernels[((i * kernel + j) * input.channels + channel) * outputs + c]
                    }
                }
            }
            return sum
        }
    }

    private func normalized(_ input: Tensor, _ name: String) -> Tensor {
        let (gamma, beta) = (weights["\(name).gamma"] ?? [], weights["\(name).beta"] ?? [])
        var output = input
        let rows = input.values.count / input.channels
        for channel in 0..<input.channels {
            let numbers = (0..<rows).map { input.values[$0 * input.channels + channel] }
            let own = numbers.reduce(0, +) / Double(rows)
            let mean = statistics?[name]?.means[channel] ?? own
            let variance =
                statistics?[name]?.variances[channel]
                ?? (numbers.reduce(0) { $0 + ($1 - own) * ($1 - own) } / Double(rows))
            for row in 0..<rows {
                output.values[row * input.channels + channel] =
                    (numbers[row] - mean) / (variance + 1e-5).squareRoot() * gamma[channel] + beta[channel]
            }
        }
        return output
    }

    private func rectified(_ input: Tensor) -> Tensor {
        var output = input
        for place in output.values.indices { output.values[place] = max(0, output.values[place]) }
        return output
    }

    private func made(
        _ input: Tensor, side: Int, channels: Int,
        _ value: (_ picture: Int, _ y: Int, _ x: Int, _ channel: Int) -> Double
    ) -> Tensor {
        var output = Tensor(pictures: input.pictures, side: side, channels: channels)
        for picture in 0..<input.pictures {
            for y in 0..<side {
                for x in 0..<side {
                    for channel in 0..<channels {
                        output.values[output.place(picture, y, x, channel)] = value(picture, y, x, channel)
                    }
                }
            }
        }
        return output
    }
}
