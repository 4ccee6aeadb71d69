import Architecture

/// What a network with cells has beside the pieces of every network, in Python.
enum CellModules {
    /// The classes, and what each kind of cell computes.
    static var text: String {
        let kinds = Blueprint.Cell.Kind.allCases.map { kind in
            let nodes = kind.genotype.nodes.map { edges in
                "    [" + edges.map { "(\"\($0.operation.name)\", \($0.input))" }.joined(separator: ", ") + "],"
            }
            return (["\(kind.rawValue.uppercased()) = ["] + nodes + ["]"]).joined(separator: "\n")
        }
        return classes + kinds.joined(separator: "\n") + "\n\n" + cell
    }

    private static let classes = """

        class Convolution(nn.Module):
            \"\"\"A convolution without batch norm.\"\"\"

            def __init__(self, *sizes, **options):
                super().__init__()
                self.conv = nn.Conv2d(*sizes, bias=False, **options)

            def forward(self, x):
                return self.conv(x)


        class Depthwise(nn.Module):
            \"\"\"ReLU, a depthwise convolution, a 1x1 convolution and batch norm.\"\"\"

            def __init__(self, channels, kernel, stride=1, dilation=1):
                super().__init__()
                self.depthwise = Convolution(
                    channels, channels, kernel, stride, kernel // 2 * dilation, dilation=dilation, groups=channels)
                self.pointwise = Unit(channels, channels, 1)

            def forward(self, x):
                return self.pointwise(self.depthwise(torch.relu(x)))


        class Separable(nn.Module):
            \"\"\"Two of them, the first one with the stride.\"\"\"

            def __init__(self, channels, kernel, stride):
                super().__init__()
                self.first = Depthwise(channels, kernel, stride)
                self.second = Depthwise(channels, kernel)

            def forward(self, x):
                return self.second(self.first(x))


        class Reduction(nn.Module):
            \"\"\"Factorized: two 1x1 convolutions of stride 2 side by side, the second one a pixel further.\"\"\"

            def __init__(self, inputs, outputs):
                super().__init__()
                self.even = Convolution(inputs, outputs // 2, 1, 2)
                self.odd = Convolution(inputs, outputs // 2, 1, 2)
                self.norm = nn.BatchNorm2d(outputs, eps=EPSILON)

            def forward(self, x):
                x = torch.relu(x)
                further = nn.functional.pad(x, (0, 1, 0, 1))[:, :, 1:, 1:]
                return self.norm(torch.cat([self.even(x), self.odd(further)], 1))


        def operation(name, channels, stride):
            if name == "skip_connect":
                return nn.Identity() if stride == 1 else Reduction(channels, channels)
            if name == "max_pool_3x3":
                return nn.MaxPool2d(3, stride, 1)
            kernel = int(name[-1])
            if name.startswith("sep"):
                return Separable(channels, kernel, stride)
            return Depthwise(channels, kernel, stride, dilation=2)


        # For each node, operations and their inputs: 0 is the block before the last one, 1 the last one, 2 the first node.

        """

    private static let cell = """

        class Cell(nn.Module):
            \"\"\"A cell of DARTS: nodes that are sums of operations, side by side.\"\"\"

            def __init__(self, earlier, last, channels, nodes, stride, reduces_earlier):
                super().__init__()
                self.earlier = Reduction(earlier, channels) if reduces_earlier else Unit(earlier, channels, 1)
                self.last = Unit(last, channels, 1)
                self.inputs = [[place for _, place in edges] for edges in nodes]
                self.nodes = nn.ModuleList(
                    nn.ModuleList(operation(name, channels, stride if place < 2 else 1) for name, place in edges)
                    for edges in nodes)

            def forward(self, earlier, last):
                states = [self.earlier(torch.relu(earlier)), self.last(torch.relu(last))]
                for edges, places in zip(self.nodes, self.inputs):
                    states.append(sum(edge(states[place]) for edge, place in zip(edges, places)))
                return torch.cat(states[2:], 1)

        """
}
