extension Macro {
    /// The outline of GreedyNAS for ImageNet: 21 layers in 6 stages (You et al., CVPR 2020).
    public static let imagenet = Macro(
        name: "imagenet", side: 224, classes: 1000, stemChannels: 32, stemStride: 2, fixedChannels: 16,
        stages: mobileStages(strides: [2, 2, 2, 1, 2, 1]), headChannels: 1280)

    /// The same stages for pictures of 32x32: the stem and the first stage keep the side.
    public static let cifar = Macro(
        name: "cifar", side: 32, classes: 10, stemChannels: 32, stemStride: 1, fixedChannels: 16,
        stages: mobileStages(strides: [1, 2, 2, 1, 2, 1]), headChannels: 1280)

    /// The outline of NAS-Bench-Macro for CIFAR-10: 8 layers in 3 stages (Su et al., CVPR 2021).
    public static let nasBenchMacro = Macro(
        name: "nas-bench-macro", side: 32, classes: 10, stemChannels: 32, stemStride: 1, fixedChannels: nil,
        stages: [
            Stage(channels: 64, layers: 2, stride: 2),
            Stage(channels: 128, layers: 3, stride: 2),
            Stage(channels: 256, layers: 3, stride: 2),
        ],
        headChannels: 1280)

    /// A small outline whose supernet trains in minutes on two cores.
    public static let quickstart = Macro(
        name: "quickstart", side: 32, classes: 10, stemChannels: 16, stemStride: 2, fixedChannels: nil,
        stages: [
            Stage(channels: 24, layers: 3, stride: 2),
            Stage(channels: 32, layers: 3, stride: 2),
            Stage(channels: 48, layers: 2, stride: 1),
        ],
        headChannels: 128)

    /// The outlines that come with the engine.
    public static let all = [imagenet, cifar, nasBenchMacro, quickstart]

    /// The outline of that exact name that comes with the engine, if there is one.
    public static func named(_ name: String) -> Macro? {
        all.first { $0.name == name }
    }

    private static func mobileStages(strides: [Int]) -> [Stage] {
        let sizes = [(32, 4), (40, 4), (80, 4), (96, 4), (192, 4), (320, 1)]
        return zip(sizes, strides).map { size, stride in Stage(channels: size.0, layers: size.1, stride: stride) }
    }
}
