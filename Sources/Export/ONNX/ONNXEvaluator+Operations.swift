#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The operations, by the specification of ONNX; nil where tensors do not fit together.
extension ONNXEvaluator {
    static func sigmoid(_ number: Float) -> Float { Float(1 / (1 + exp(-Double(number)))) }

    static func mapped(_ value: Value, _ function: (Float) -> Float) -> Value {
        Value(shape: value.shape, numbers: value.numbers.map(function))
    }

    /// Two tensors number by number, where a size of 1 stands for any.
    static func combined(_ inputs: [Value], _ function: (Float, Float) -> Float) -> Value? {
        guard inputs.count == 2 else { return nil }
        let (first, second) = (inputs[0], inputs[1])
        guard first.shape.count == second.shape.count,
            zip(first.shape, second.shape).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 })
        else { return nil }
        let shape = zip(first.shape, second.shape).map { max($0, $1) }
        /// For each size of the result, how far apart the numbers of a tensor lie; 0 where it has one for all.
        func strides(_ value: Value) -> [Int] {
            var strides: [Int] = []
            var step = 1
            for size in value.shape.reversed() {
                strides.append(size == 1 ? 0 : step)
                step *= size
            }
            return strides.reversed()
        }
        let (left, right) = (strides(first), strides(second))
        let count = shape.reduce(1, *)
        let numbers = (0..<count).map { place in
            var (rest, one, other) = (place, 0, 0)
            for axis in shape.indices.reversed() {
                let index = rest % shape[axis]
                rest /= shape[axis]
                one += index * left[axis]
                other += index * right[axis]
            }
            return function(first.numbers[one], second.numbers[other])
        }
        return Value(shape: shape, numbers: numbers)
    }

    /// A convolution in groups, with as much zero padding for rows as for columns.
    static func convolution(_ node: ONNXModel.Node, _ inputs: [Value]) -> Value? {
        guard inputs.count >= 2, inputs[0].shape.count == 4, inputs[1].shape.count == 4 else { return nil }
        let (input, kernels) = (inputs[0], inputs[1])
        let stride = first(of: node, "strides") ?? 1
        let padding = first(of: node, "pads") ?? 0
        let behind = last(of: node, "pads") ?? 0
        let dilation = first(of: node, "dilations") ?? 1
        let groups = if case .integer(let number)? = node.attributes["group"] { number } else { 1 }
        let (channels, height, width) = (input.shape[1], input.shape[2], input.shape[3])
        let (outputs, perGroup, kernel) = (kernels.shape[0], kernels.shape[1], kernels.shape[2])
        let reach = (kernel - 1) * dilation + 1
        guard groups > 0, stride > 0, padding >= 0, behind >= 0, dilation > 0, channels == groups * perGroup,
            outputs % groups == 0, kernels.shape[3] == kernel, height + padding + behind >= reach,
            width + padding + behind >= reach
        else { return nil }
        let rows = (height + padding + behind - reach) / stride + 1
        let columns = (width + padding + behind - reach) / stride + 1
        var numbers = [Float](repeating: 0, count: input.shape[0] * outputs * rows * columns)
        var place = 0
        for picture in 0..<input.shape[0] {
            for output in 0..<outputs {
                let firstInput = output / (outputs / groups) * perGroup
                let bias = inputs.count > 2 ? inputs[2].numbers[output] : 0
                for row in 0..<rows {
                    for column in 0..<columns {
                        var sum = bias
                        for inner in 0..<perGroup {
                            let plane = (picture * channels + firstInput + inner) * height
                            for down in 0..<kernel {
                                let y = row * stride + down * dilation - padding
                                guard y >= 0, y < height else { continue }
                                let weights = ((output * perGroup + inner) * kernel + down) * kernel
                                for right in 0..<kernel {
                                    let x = column * stride + right * dilation - padding
                                    guard x >= 0, x < width else { continue }
                                    sum += input.numbers[(plane + y) * width + x] * kernels.numbers[weights + right]
                                }
                            }
                        }
                        numbers[place] = sum
                        place += 1
                    }
                }
            }
        }
        return Value(shape: [input.shape[0], outputs, rows, columns], numbers: numbers)
    }

    /// Batch norm by statistics that are given.
    static func normalization(_ node: ONNXModel.Node, _ inputs: [Value]) -> Value? {
        guard inputs.count == 5, inputs[0].shape.count == 4, case .float(let epsilon)? = node.attributes["epsilon"]
        else {
            return nil
        }
        let (input, channels) = (inputs[0], inputs[0].shape[1])
        guard inputs.dropFirst().allSatisfy({ $0.shape == [channels] }) else { return nil }
        let pixels = input.shape[2] * input.shape[3]
        var numbers = input.numbers
        for place in numbers.indices {
            let channel = place / pixels % channels
            let scale = inputs[1].numbers[channel] / (inputs[4].numbers[channel] + epsilon).squareRoot()
            numbers[place] = (numbers[place] - inputs[3].numbers[channel]) * scale + inputs[2].numbers[channel]
        }
        return Value(shape: input.shape, numbers: numbers)
    }

    /// The largest number of each window, as much padding on every edge, which is never the largest.
    static func largest(_ node: ONNXModel.Node, _ value: Value) -> Value? {
        guard value.shape.count == 4, let kernel = first(of: node, "kernel_shape") else { return nil }
        let (stride, padding) = (first(of: node, "strides") ?? 1, first(of: node, "pads") ?? 0)
        let (planes, height, width) = (value.shape[0] * value.shape[1], value.shape[2], value.shape[3])
        guard stride > 0, (0..<kernel).contains(padding), height + 2 * padding >= kernel, width + 2 * padding >= kernel
        else { return nil }
        let rows = (height + 2 * padding - kernel) / stride + 1
        let columns = (width + 2 * padding - kernel) / stride + 1
        var numbers: [Float] = []
        for plane in 0..<planes {
            for row in 0..<rows {
                for column in 0..<columns {
                    let down = max(0, row * stride - padding)..<min(height, row * stride - padding + kernel)
                    let right = max(0, column * stride - padding)..<min(width, column * stride - padding + kernel)
                    let window = down.flatMap { y in right.map { value.numbers[(plane * height + y) * width + $0] } }
                    guard let largest = window.max() else { return nil }
                    numbers.append(largest)
                }
            }
        }
        return Value(shape: [value.shape[0], value.shape[1], rows, columns], numbers: numbers)
    }

    /// The channels of several tensors one behind the other.
    static func joined(_ values: [Value]) -> Value? {
        guard let first = values.first, first.shape.count == 4,
            values.allSatisfy({
                $0.shape.count == 4 && $0.shape[0] == first.shape[0] && $0.shape[2...] == first.shape[2...]
            })
        else { return nil }
        let pixels = first.shape[2] * first.shape[3]
        let numbers = (0..<first.shape[0]).flatMap { picture in
            values.flatMap { value in
                value.numbers[picture * value.shape[1] * pixels..<(picture + 1) * value.shape[1] * pixels]
            }
        }
        return Value(
            shape: [first.shape[0], values.reduce(0) { $0 + $1.shape[1] }] + first.shape[2...], numbers: numbers)
    }

    /// The mean of each channel.
    static func means(_ value: Value) -> Value? {
        guard value.shape.count == 4 else { return nil }
        let pixels = value.shape[2] * value.shape[3]
        let numbers = (0..<value.shape[0] * value.shape[1]).map { plane in
            Float(value.numbers[plane * pixels..<(plane + 1) * pixels].reduce(0.0) { $0 + Double($1) } / Double(pixels))
        }
        return Value(shape: [value.shape[0], value.shape[1], 1, 1], numbers: numbers)
    }

    /// All sizes behind the first as one.
    static func flat(_ value: Value) -> Value? {
        guard let first = value.shape.first, first > 0 else { return nil }
        return Value(shape: [first, value.numbers.count / first], numbers: value.numbers)
    }

    /// A matrix `[rows, inputs]` times the transpose of `[outputs, inputs]`, and a bias.
    static func linear(_ inputs: [Value]) -> Value? {
        guard inputs.count == 3, inputs[0].shape.count == 2, inputs[1].shape.count == 2,
            inputs[0].shape[1] == inputs[1].shape[1], inputs[2].shape == [inputs[1].shape[0]]
        else { return nil }
        let (rows, outputs, size) = (inputs[0].shape[0], inputs[1].shape[0], inputs[0].shape[1])
        var numbers: [Float] = []
        for row in 0..<rows {
            for output in 0..<outputs {
                var sum = inputs[2].numbers[output]
                for place in 0..<size {
                    sum += inputs[0].numbers[row * size + place] * inputs[1].numbers[output * size + place]
                }
                numbers.append(sum)
            }
        }
        return Value(shape: [rows, outputs], numbers: numbers)
    }

    private static func last(of node: ONNXModel.Node, _ name: String) -> Int? {
        if case .integers(let numbers)? = node.attributes[name] { numbers.last } else { nil }
    }

    private static func first(of node: ONNXModel.Node, _ name: String) -> Int? {
        if case .integers(let numbers)? = node.attributes[name] { numbers.first } else { nil }
    }
}
