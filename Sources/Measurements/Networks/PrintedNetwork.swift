import Architecture

/// A network of the paper's Table 2 as it is printed there.
struct PrintedNetwork: Hashable, Sendable {
    /// The name.
    let name: String
    /// Top-1 accuracy on ImageNet in percent.
    let top1: Double
    /// Multiply-accumulates in millions, which the paper calls FLOPs.
    let macs: Int
    /// Milliseconds; nil where none are printed.
    let latency: Int?
    /// Trainable parameters in millions.
    let params: Double
    /// Days of training on one GPU; nil where none are printed.
    let training: Int?
    /// Days of search on one GPU in words; nil where none are printed.
    let search: String?

    /// The network as it is built here.
    var blueprint: Blueprint {
        guard let network = PublishedNetwork.named(name == "DARTS" ? "DARTS_V2" : name) else {
            preconditionFailure("\(name) is a published network")
        }
        return network.blueprint
    }

    /// The table, in its order (You et al., CVPR 2020).
    static let tableTwo = [
        PrintedNetwork("SCARLET-C", 75.6, macs: 280, latency: 67, params: 6.0, training: 10, search: "12"),
        PrintedNetwork("MnasNet-A1", 75.2, macs: 312, latency: 55, params: 3.9, training: 288, search: nil),
        PrintedNetwork("GreedyNAS-C", 76.2, macs: 284, latency: 70, params: 4.7, training: 7, search: "< 1"),
        PrintedNetwork("FairNAS-C", 74.7, macs: 321, latency: 75, params: 4.4, training: 10, search: "2"),
        PrintedNetwork("GreedyNAS-B", 76.8, macs: 324, latency: 110, params: 5.2, training: 7, search: "< 1"),
        PrintedNetwork("SCARLET-B", 76.3, macs: 329, latency: 104, params: 6.5, training: 10, search: "12"),
        PrintedNetwork("SCARLET-A", 76.9, macs: 365, latency: 118, params: 6.7, training: 10, search: "12"),
        PrintedNetwork("EfficientNet-B0", 76.3, macs: 390, latency: 82, params: 5.3, training: nil, search: nil),
        PrintedNetwork("DARTS", 73.3, macs: 574, latency: nil, params: 4.7, training: 4, search: nil),
        PrintedNetwork("GreedyNAS-A", 77.1, macs: 366, latency: 77, params: 6.5, training: 7, search: "< 1"),
    ]

    private init(
        _ name: String, _ top1: Double, macs: Int, latency: Int?, params: Double, training: Int?, search: String?
    ) {
        self.name = name
        self.top1 = top1
        self.macs = macs
        self.latency = latency
        self.params = params
        self.training = training
        self.search = search
    }
}
