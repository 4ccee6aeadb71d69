import Architecture
import Datasets
import Documents
import Layout
import NeuralNetwork
import Retraining
import RunFiles

/// A network as a Python file: a module of plain `torch.nn` that loads its weights from the safetensors file beside it.
struct PyTorchModule {
    private let network: ExportedNetwork
    private let name: String

    /// Writes a network down.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - name: The file's name without its ending, which is also that of the weights.
    init(_ network: ExportedNetwork, name: String) {
        self.network = network
        self.name = name
    }

    /// A text as a part of a Python text in quotes: whoever wrote it, it ends neither the text nor a line.
    private static func inText(_ text: String) -> String {
        ForeignText.line(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// The file's text.
    var text: String {
        let (blueprint, input) = (network.trained.network.blueprint, network.input)
        let colours = input.channels == 3 ? "red, green and blue" : "\(input.channels.counted("channel"))"
        return """
            \"\"\"\(Self.inText(network.title)): a network that greedynas has found and trained, for PyTorch.

                from \(name) import CLASS_NAMES, load
                network = load()           # the weights of \(name).safetensors, in the folder of this file
                logits = network(pictures)

            Pictures are floats [batch, \(input.channels), \(input.side), \(input.side)], \(colours), from 0 to 1, as byte / 255 gives them
            and torchvision's ToTensor; the network normalises them itself. \(blueprint.macs) multiply-accumulates for a picture,
            \(blueprint.params) parameters. \(blueprint.description)
            \"\"\"

            import pathlib

            import torch
            from torch import nn

            CLASS_NAMES = \(JSONValue(input.classNames))
            # Of byte / 255, a number for each channel.
            MEAN = \(ExportedNetwork.text(network.normalization.mean))
            DEVIATION = \(ExportedNetwork.text(network.normalization.deviation))
            # Added to the variance in batch norm.
            EPSILON = \(NetworkStatistics.epsilon)

            \(Self.classes)\(blueprint.hasCells ? CellModules.text : "")

            class Network(nn.Module):
                \"\"\"Pictures [batch, \(input.channels), \(input.side), \(input.side)] to logits [batch, \(blueprint.classes)].\"\"\"

                def __init__(self):
                    super().__init__()
                    self.register_buffer("mean", torch.tensor(MEAN).view(1, -1, 1, 1), persistent=False)
                    self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, -1, 1, 1), persistent=False)
                    self.blocks = nn.Sequential(
            \(lines(of: blueprint))
                    )
                    self.classifier = nn.Linear(\(blueprint.blocks.last?.inputChannels ?? 0), \(blueprint.classes))

                def forward(self, pictures):
            \(blueprint.hasCells ? Self.passThroughCells : Self.pass)
                    return self.classifier(x.mean((2, 3)))


            def load(file=None):
                \"\"\"The trained network, ready to classify.\"\"\"
                from safetensors.torch import load_file

                network = Network()
                network.load_state_dict(load_file(file or pathlib.Path(__file__).with_suffix(".safetensors")))
                return network.eval()

            """
    }

    private static let pass = "        x = self.blocks((pictures - self.mean) / self.deviation)"
    private static let passThroughCells = """
                earlier = x = (pictures - self.mean) / self.deviation
                for block in self.blocks:
                    earlier, x = x, block(earlier, x) if isinstance(block, Cell) else block(x)
        """

    /// The pieces of every network.
    private static let classes = """

        class Unit(nn.Module):
            \"\"\"A convolution, batch norm, and what follows.\"\"\"

            def __init__(self, inputs, outputs, kernel, stride=1, groups=1, activation=nn.Identity):
                super().__init__()
                self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
                self.norm = nn.BatchNorm2d(outputs, eps=EPSILON)
                self.activation = activation()

            def forward(self, x):
                return self.activation(self.norm(self.conv(x)))


        class Squeeze(nn.Module):
            \"\"\"Squeeze-and-excitation: scales each channel by a gate that the means of all channels open.\"\"\"

            def __init__(self, channels, squeezed, activation, gate):
                super().__init__()
                self.reduce = nn.Linear(channels, squeezed)
                self.activation = activation()
                self.expand = nn.Linear(squeezed, channels)
                self.gate = gate()

            def forward(self, x):
                gate = self.gate(self.expand(self.activation(self.reduce(x.mean((2, 3))))))
                return x * gate[:, :, None, None]


        class Bottleneck(nn.Module):
            \"\"\"MobileNetV2's inverted bottleneck; the input is added where the shape stays the same.\"\"\"

            def __init__(self, inputs, outputs, kernel, expansion, stride=1, activation=nn.ReLU, squeeze=None):
                super().__init__()
                hidden = inputs * expansion
                self.expand = Unit(inputs, hidden, 1, activation=activation) if expansion > 1 else nn.Identity()
                self.depthwise = Unit(hidden, hidden, kernel, stride, groups=hidden, activation=activation)
                self.squeeze = Squeeze(hidden, *squeeze) if squeeze else nn.Identity()
                self.project = Unit(hidden, outputs, 1)
                self.is_residual = stride == 1 and inputs == outputs

            def forward(self, x):
                y = self.project(self.squeeze(self.depthwise(self.expand(x))))
                return x + y if self.is_residual else y

        """

    private func lines(of blueprint: Blueprint) -> String {
        blueprint.blocks.dropLast().map { block in
            "                " + Self.call(block, of: blueprint) + ","
        }.joined(separator: "\n")
    }

    private static func call(_ block: Blueprint.Block, of blueprint: Blueprint) -> String {
        switch block {
        case .convolution(let convolution):
            return "Unit(\(convolution.inputChannels), \(convolution.outputChannels), \(convolution.kernel), "
                + "stride=\(convolution.stride), activation=\(layer(convolution.activation)))"
        case .invertedBottleneck(let bottleneck):
            let squeeze =
                bottleneck.squeeze > 0
                ? ", squeeze=(\(bottleneck.squeeze), \(layer(blueprint.squeezeActivation)), "
                    + "\(layer(blueprint.gateActivation)))" : ""
            return "Bottleneck(\(bottleneck.inputChannels), \(bottleneck.outputChannels), \(bottleneck.kernel), "
                + "\(bottleneck.expansion), stride=\(bottleneck.stride), activation=\(layer(bottleneck.activation))\(squeeze))"
        case .identity: return "nn.Identity()"
        case .cell(let cell):
            return
                "Cell(\(cell.earlierChannels), \(cell.inputChannels), \(cell.width), \(cell.kind.rawValue.uppercased()), "
                + "stride=\(cell.stride), reduces_earlier=\(cell.reducesEarlier ? "True" : "False"))"
        case .classifier: preconditionFailure("a classifier is no block of the sequence")
        }
    }

    /// PyTorch's class of an activation.
    private static func layer(_ activation: Activation) -> String {
        switch activation {
        case .none: "nn.Identity"
        case .relu: "nn.ReLU"
        case .relu6: "nn.ReLU6"
        case .hswish: "nn.Hardswish"
        case .swish: "nn.SiLU"
        case .sigmoid: "nn.Sigmoid"
        case .hsigmoid: "nn.Hardsigmoid"
        }
    }
}
