/// A squeeze-and-excitation module (Hu et al., CVPR 2018) over a few pictures: its sizes, weights and scratch.
///
/// `gate = g(f(mean(x) * reduce + reduceBias) * expand + expandBias)`, `y = x * gate`, the gate being one number a
/// picture and channel. Layouts: x `[pictures, pixels, channels]`, gate `[pictures, channels]`.
public struct SqueezeExcitation {
    /// Pictures treated together.
    public var pictures: Int
    /// Pixels of a picture.
    public var pixels: Int
    /// Channels of the input.
    public var channels: Int
    /// Channels after the reduction.
    public var squeezed: Int
    /// The nonlinearity between the two linear layers.
    public var reduceActivation: ActivationFunction
    /// The nonlinearity that makes the gate.
    public var gateActivation: ActivationFunction
    /// Weights, in this order: `[channels, squeezed]`, `[squeezed]`, `[squeezed, channels]`, `[channels]`.
    public var weights: UnsafePointer<Float>

    /// A gate of these sizes whose weights stay in memory of the caller's; nothing is read or written here.
    public init(
        pictures: Int, pixels: Int, channels: Int, squeezed: Int, reduceActivation: ActivationFunction,
        gateActivation: ActivationFunction, weights: UnsafePointer<Float>
    ) {
        self.pictures = pictures
        self.pixels = pixels
        self.channels = channels
        self.squeezed = squeezed
        self.reduceActivation = reduceActivation
        self.gateActivation = gateActivation
        self.weights = weights
    }

    /// Floats of weights and biases of a module.
    public static func weightCount(channels: Int, squeezed: Int) -> Int {
        2 * channels * squeezed + squeezed + channels
    }

    /// Floats of scratch that `forward` and `backward` need.
    public static func scratchCount(pictures: Int, channels: Int, squeezed: Int) -> Int {
        pictures * (6 * channels + 4 * squeezed)
    }

    private var reduceBias: UnsafePointer<Float> { weights + channels * squeezed }
    private var expand: UnsafePointer<Float> { reduceBias + squeezed }
    private var expandBias: UnsafePointer<Float> { expand + channels * squeezed }

    private var reducing: LinearLayer {
        LinearLayer(rows: pictures, inputs: channels, outputs: squeezed, weights: weights, bias: reduceBias)
    }
    private var expanding: LinearLayer {
        LinearLayer(rows: pictures, inputs: squeezed, outputs: channels, weights: expand, bias: expandBias)
    }

    /// The parts of the scratch: what the forward pass leaves, then what the backward pass adds.
    private struct Parts {
        let mean, reduced, activated, logits, gate: UnsafeMutablePointer<Float>
        let gateGradient, logitsGradient, activatedGradient, reducedGradient, meanGradient: UnsafeMutablePointer<Float>
        init(_ scratch: UnsafeMutablePointer<Float>, wide: Int, narrow: Int) {
            mean = scratch
            logits = mean + wide
            gate = logits + wide
            gateGradient = gate + wide
            logitsGradient = gateGradient + wide
            meanGradient = logitsGradient + wide
            reduced = meanGradient + wide
            activated = reduced + narrow
            activatedGradient = activated + narrow
            reducedGradient = activatedGradient + narrow
        }
    }

    private func parts(_ scratch: UnsafeMutablePointer<Float>) -> Parts {
        Parts(scratch, wide: pictures * channels, narrow: pictures * squeezed)
    }

    /// Computes the gate and scales `x` by it.
    ///
    /// - Parameters:
    ///   - x: The input.
    ///   - y: Overwritten; may be `x`.
    ///   - scratch: `scratchCount` floats, overwritten; `backward` reads what is left there.
    public func forward(
        _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let parts = parts(scratch)
        globalAverageForward(x, pictures: pictures, pixels: pixels, channels: channels, into: parts.mean)
        reducing.forward(parts.mean, into: parts.reduced)
        activationForward(reduceActivation, parts.reduced, into: parts.activated, count: pictures * squeezed)
        expanding.forward(parts.activated, into: parts.logits)
        activationForward(gateActivation, parts.logits, into: parts.gate, count: pictures * channels)
        for picture in 0..<pictures {
            let start = picture * pixels * channels
            scale(x + start, by: parts.gate + picture * channels, into: y + start)
        }
    }

    /// The gradients of the module's input and weights.
    ///
    /// - Parameters:
    ///   - x: The input of `forward`.
    ///   - gradient: The gradient of `y`; overwritten with the gradient of `x`.
    ///   - weightGradient: In the order of `weights`, *added to*.
    ///   - scratch: As `forward` left it.
    public func backward(
        _ x: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
        weightGradient: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) {
        let parts = parts(scratch)
        for picture in 0..<pictures {
            let start = picture * pixels * channels
            let place = picture * channels
            sumOfProducts(x + start, gradient + start, into: parts.gateGradient + place)
        }
        activationBackward(
            gateActivation, parts.logits, yGradient: parts.gateGradient, into: parts.logitsGradient,
            count: pictures * channels)
        let reduceBiasGradient = weightGradient + channels * squeezed
        let expandGradient = reduceBiasGradient + squeezed
        expanding.backward(
            parts.activated, outputGradient: parts.logitsGradient, weightGradient: expandGradient,
            biasGradient: expandGradient + channels * squeezed, inputGradient: parts.activatedGradient)
        activationBackward(
            reduceActivation, parts.reduced, yGradient: parts.activatedGradient, into: parts.reducedGradient,
            count: pictures * squeezed)
        reducing.backward(
            parts.mean, outputGradient: parts.reducedGradient, weightGradient: weightGradient,
            biasGradient: reduceBiasGradient, inputGradient: parts.meanGradient)
        for picture in 0..<pictures {
            let start = picture * pixels * channels
            let place = picture * channels
            scale(gradient + start, by: parts.gate + place, plus: parts.meanGradient + place, into: gradient + start)
        }
    }

    /// `y[pixel, c] = x[pixel, c] * factor[c] + summand[c] / pixels`, of one picture; without summand, 0.
    private func scale(
        _ x: UnsafePointer<Float>, by factor: UnsafePointer<Float>, plus summand: UnsafePointer<Float>? = nil,
        into y: UnsafeMutablePointer<Float>
    ) {
        struct Kernel: ChannelKernel {
            let x, factor: UnsafePointer<Float>
            let summand: UnsafePointer<Float>?
            let y: UnsafeMutablePointer<Float>
            let pixels, channels: Int
            @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
                let factor = L.load(factor + channel)
                let share = summand.map { L.load($0 + channel) * L(repeating: 1 / Float(pixels)) } ?? .zero
                for pixel in 0..<pixels {
                    let place = pixel &* channels &+ channel
                    L.multiplyAdd(L.load(x + place), factor, share).store(y + place)
                }
            }
        }
        Kernel(x: x, factor: factor, summand: summand, y: y, pixels: pixels, channels: channels)
            .sweep(channels: channels)
    }

    /// `sum[c] = sum over pixels of a[pixel, c] * b[pixel, c]`, of one picture.
    private func sumOfProducts(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into sum: UnsafeMutablePointer<Float>
    ) {
        struct Kernel: ChannelKernel {
            let a, b: UnsafePointer<Float>
            let sum: UnsafeMutablePointer<Float>
            let pixels, channels: Int
            @inline(__always) func run<L: Lanes>(_: L.Type, channel: Int) {
                var total = L.zero
                for pixel in 0..<pixels {
                    let place = pixel &* channels &+ channel
                    total.accumulate(L.load(a + place), L.load(b + place))
                }
                total.store(sum + channel)
            }
        }
        Kernel(a: a, b: b, sum: sum, pixels: pixels, channels: channels).sweep(channels: channels)
    }
}
