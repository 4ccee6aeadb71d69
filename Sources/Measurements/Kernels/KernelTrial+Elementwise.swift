import Kernels
import NeuralNetwork
import Optimizers
import Workers

extension KernelTrial {
    /// Everything that passes over its numbers once or twice: activations, sums, pooling, gates, the loss, the optimiser.
    static var elementwise: [KernelTrial] {
        activations + pools + squeezes + losses + [
            KernelTrial("accumulate", "\(weights) floats", .floats(3 * weights)) {
                let (x, sum) = (operand(weights), operand(weights))
                return { unsafe accumulate(x.pointer, into: sum.pointer, count: weights) }
            }
        ] + momentum
    }

    /// Weights of a middling path.
    private static let weights = 1_000_000

    private static var activations: [KernelTrial] {
        let count = pictures * 32 * 32 * 96
        return [(ActivationFunction.relu6, "relu6"), (.hswish, "hswish")].flatMap { function, name in
            [
                KernelTrial("\(name) forward", "\(count) floats", .floats(2 * count)) {
                    let (u, y) = (operand(count), operand(count))
                    return { unsafe activationForward(function, u.pointer, into: y.pointer, count: count) }
                },
                KernelTrial("\(name) backward", "\(count) floats", .floats(3 * count)) {
                    let (u, gradient, target) = (operand(count), operand(count), operand(count))
                    return {
                        unsafe activationBackward(
                            function, u.pointer, yGradient: gradient.pointer, into: target.pointer, count: count)
                    }
                },
            ]
        }
    }

    /// The pools behind the head, at `cifar` and at `imagenet`.
    private static var pools: [KernelTrial] {
        [4, 7].flatMap { side in
            let (pixels, channels) = (side * side, 1280)
            let shape = "\(pictures)x\(side)x\(side)x\(channels)"
            let work = Work.floats(pictures * (pixels + 1) * channels)
            return [
                KernelTrial("pooling forward", shape, work) {
                    let (input, output) = (operand(pictures * pixels * channels), operand(pictures * channels))
                    return {
                        unsafe globalAverageForward(
                            input.pointer, pictures: pictures, pixels: pixels, channels: channels,
                            into: output.pointer)
                    }
                },
                KernelTrial("pooling backward", shape, work) {
                    let (input, output) = (operand(pictures * pixels * channels), operand(pictures * channels))
                    return {
                        unsafe globalAverageBackward(
                            output.pointer, pictures: pictures, pixels: pixels, channels: channels,
                            into: input.pointer)
                    }
                },
            ]
        }
    }

    private static var squeezes: [KernelTrial] {
        [(32, 96), (14, 480)].flatMap { side, channels in
            let count = pictures * side * side * channels
            let shape = "\(pictures)x\(side)x\(side)x\(channels) to \(channels / 4)"
            return [
                // The picture is read for its mean, then read and written.
                KernelTrial("squeeze forward", shape, .floats(3 * count)) {
                    let memory = SqueezeOperands(side: side, channels: channels)
                    return {
                        unsafe memory.module.forward(
                            memory.input.pointer, into: memory.output.pointer, scratch: memory.scratch.pointer)
                    }
                },
                // Input and gradient are read for the gate, then the gradient is read and written.
                KernelTrial("squeeze backward", shape, .floats(4 * count)) {
                    let memory = SqueezeOperands(side: side, channels: channels)
                    unsafe memory.module.forward(
                        memory.input.pointer, into: memory.output.pointer, scratch: memory.scratch.pointer)
                    return {
                        unsafe memory.module.backward(
                            memory.input.pointer, gradient: memory.output.pointer,
                            weightGradient: memory.weightGradient.pointer, scratch: memory.scratch.pointer)
                    }
                },
            ]
        }
    }

    private static var losses: [KernelTrial] {
        [10, 1000].map { classes in
            let count = pictures * classes
            return KernelTrial("cross entropy", "\(pictures)x\(classes)", .floats(2 * count)) {
                let (logits, gradient) = (operand(count), operand(count))
                return {
                    for start in stride(from: 0, to: count, by: classes) {
                        _ = unsafe crossEntropy(
                            logits.pointer + start, classes: classes, label: 0,
                            logitsGradient: gradient.pointer + start)
                    }
                }
            }
        }
    }

    private static var momentum: [KernelTrial] {
        let step = MomentumStep(rate: 0.01, momentum: 0.9, weightDecay: 4e-5, isNesterov: true)
        return [
            KernelTrial("momentum step", "\(weights) floats", .floats(6 * weights)) {
                let (w, gradients, velocities) = (operand(weights), operand(weights), operand(weights))
                return {
                    unsafe step.apply(
                        weights: w.pointer, gradients: gradients.pointer, velocities: velocities.pointer,
                        count: weights)
                }
            },
            KernelTrial("momentum step's check", "\(weights) floats", .floats(3 * weights)) {
                let (w, gradients, velocities) = (operand(weights), operand(weights), operand(weights))
                return {
                    _ = unsafe step.staysFinite(
                        weights: w.pointer, gradients: gradients.pointer, velocities: velocities.pointer,
                        count: weights)
                }
            },
        ]
    }
}

/// The tensors of squeeze-and-excitation.
private struct SqueezeOperands {
    let input, output, weights, weightGradient, scratch: FloatBuffer
    let module: SqueezeExcitation

    init(side: Int, channels: Int) {
        let pictures = KernelTrial.pictures
        let squeezed = channels / 4
        input = KernelTrial.operand(pictures * side * side * channels)
        output = KernelTrial.operand(pictures * side * side * channels)
        let weightCount = SqueezeExcitation.weightCount(channels: channels, squeezed: squeezed)
        weights = FloatBuffer(count: weightCount)
        // A gate of exactly 1: the gradient, which is overwritten call after call, neither fades nor grows.
        unsafe (weights.pointer + weightCount - channels).update(repeating: 10, count: channels)
        weightGradient = KernelTrial.operand(weightCount)
        scratch = KernelTrial.operand(
            SqueezeExcitation.scratchCount(pictures: pictures, channels: channels, squeezed: squeezed))
        module = unsafe SqueezeExcitation(
            pictures: pictures, pixels: side * side, channels: channels, squeezed: squeezed, reduceActivation: .hswish,
            gateActivation: .hsigmoid, weights: weights.pointer)
    }
}
