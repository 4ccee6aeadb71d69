extension PublishedNetwork {
    /// The networks that come with the engine, each with the figures of its authors.
    ///
    /// GreedyNAS-A, B, C: You et al., CVPR 2020. ProxylessNAS: Cai et al., ICLR 2019. MobileNetV2: Sandler et al., CVPR 2018.
    /// FairNAS: Chu et al., ICCV 2021. SCARLET: Chu et al., ICCV Workshops 2021. MnasNet: Tan et al., CVPR 2019.
    /// EfficientNet: Tan and Le, ICML 2019. DARTS_V2: Liu et al., ICLR 2019; its MACs as FairNAS prints them. The exact counts
    /// of GreedyNAS-A, SCARLET-B and EfficientNet-B0 lie about 1 % off the printed ones; the MACs printed for DARTS, 8 % above
    /// the exact ones, count more than convolutions and classifier.
    public static let all: [PublishedNetwork] = [
        PublishedNetwork(
            "GreedyNAS-A", macs: 366_000, params: 6_500, top1: 77.1, top5: 93.3,
            """
            3x224x224 se:hswish/hsigmoid relu c3:32/2 hswish k3e1:16 k5e3se12:32/2 k3e3 id k3e3se24
            k5e3:40/2 k7e3 k3e6se60 k5e6se60 k5e3se30:80/2 k7e3se60 k7e6 k5e3 k5e3se60:96 k3e3se72 k3e6 k7e3se72
            k7e3se72:192/2 k7e6se288 k5e3 k3e6se288 k7e6se288:320 relu c1:1280 fc:1000
            """),
        PublishedNetwork(
            "GreedyNAS-B", macs: 324_000, params: 5_200, top1: 76.8, top5: 93.0,
            """
            3x224x224 se:hswish/hsigmoid relu c3:32/2 hswish k3e1:16 k5e3se12:32/2 k5e3se24 k5e3se24 id
            k5e3se24:40/2 k7e3se30 k5e3se30 k3e3 k5e6:80/2 id k7e3se60 k7e3se60 k3e3se60:96 k5e3 k5e3 k7e3se72
            k5e6se144:192/2 k7e3se144 k3e3se144 k7e3se144 k7e6se288:320 relu c1:1280 fc:1000
            """),
        PublishedNetwork(
            "GreedyNAS-C", macs: 284_000, params: 4_700, top1: 76.2, top5: 92.5,
            """
            3x224x224 se:hswish/hsigmoid relu c3:32/2 hswish k3e1:16 k7e3:32/2 id id k3e3se24
            k5e3se24:40/2 id k3e3se30 k3e3se30 k7e3se30:80/2 k5e6se120 k5e3se60 id k5e3se60:96 k5e3 k3e6 k7e3
            k5e3se72:192/2 k3e3 k7e3se144 k5e3 k7e6se288:320 relu c1:1280 fc:1000
            """),
        PublishedNetwork(
            "ProxylessNAS-R-mobile", macs: 320_400, params: 4_080, top1: 74.6, top5: 92.2,
            """
            3x224x224 relu6 c3:32/2 k3e1:16 k5e3:32/2 k3e3 id id k7e3:40/2 k3e3 k5e3 k5e3 k7e6:80/2 k5e3 k5e3 k5e3
            k5e6:96 k5e3 k5e3 k5e3 k7e6:192/2 k7e6 k7e3 k7e3 k7e6:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "MobileNetV2-1.0", macs: 300_000, params: 3_400, top1: 72.0, top5: 91.0,
            """
            3x224x224 relu6 c3:32/2 k3e1:16 k3e6:24/2 k3e6 k3e6:32/2 k3e6 k3e6 k3e6:64/2 k3e6 k3e6 k3e6
            k3e6:96 k3e6 k3e6 k3e6:160/2 k3e6 k3e6 k3e6:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "FairNAS-A", macs: 388_000, params: 4_600, top1: 75.34, top5: 92.4,
            """
            3x224x224 relu6 c3:32/2 k3e1:16 k7e3:32/2 k3e3 k7e3:40/2 k3e6 k7e6 k3e3 k3e3:80/2 k7e6 k7e6 k5e3
            k3e6:96 k5e3 k5e3 k3e6 k3e6:192/2 k7e6 k3e6 k7e6 k5e6:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "FairNAS-B", macs: 345_000, params: 4_500, top1: 75.10, top5: 92.3,
            """
            3x224x224 relu6 c3:32/2 k3e1:16 k5e3:32/2 k3e3 k5e3:40/2 k3e3 k3e6 k5e3 k7e3:80/2 k3e3 k3e6 k5e3
            k3e3:96 k3e6 k7e3 k3e3 k7e6:192/2 k5e6 k7e6 k3e6 k5e6:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "FairNAS-C", macs: 321_000, params: 4_400, top1: 74.69, top5: 92.1,
            """
            3x224x224 relu6 c3:32/2 k3e1:16 k5e3:32/2 k3e3 k7e3:40/2 k3e3 k3e3 k3e3 k3e3:80/2 k3e3 k3e3 k3e6
            k3e3:96 k3e3 k3e3 k3e3 k7e6:192/2 k7e6 k3e6 k3e6 k5e6:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "SCARLET-A", macs: 365_000, params: 6_700, top1: 76.9, top5: 93.4,
            """
            3x224x224 se:relu/hsigmoid relu6 c3:32/2 k3e1:16 hswish k7e3:32/2 k5e6
            k5e3:40/2 k7e3se30 k3e6se60 k5e3se30 k3e6se60:80/2 k3e3 k7e3se60 k7e3 k5e3:96 k7e3se72 k3e3 k7e3se72
            k3e6se144:192/2 k5e6se288 k3e3se144 k3e6se288 k7e6se288:320 relu6 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "SCARLET-B", macs: 329_000, params: 6_500, top1: 76.3, top5: 93.0,
            """
            3x224x224 se:relu/hsigmoid relu6 c3:32/2 k3e1:16 hswish k3e3se12:32/2 k5e3se24
            k3e3se24:40/2 k7e6se60 k3e3 k5e3 k7e6se60:80/2 k3e3se60 id k5e3 k3e3se60:96 k3e3se72 k7e6se144 k3e3se72
            k5e6se144:192/2 k5e6se288 id k7e6se288 k5e6se288:320 relu6 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "SCARLET-C", macs: 280_000, params: 6_000, top1: 75.6, top5: 92.6,
            """
            3x224x224 se:relu/hsigmoid relu6 c3:32/2 k3e1:16 hswish k5e3se12:32/2 k3e3se24 k5e3se24:40/2 id id k3e3
            k7e6se60:80/2 k3e3se60 k3e3se60 k5e3 k7e3se60:96 k7e3 k3e3se72 k7e3se72
            k3e3se72:192/2 id k3e6se288 k7e6se288 k5e6se288:320 relu6 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "MnasNet-A1", macs: 312_000, params: 3_900, top1: 75.2, top5: 92.5,
            """
            3x224x224 se:relu/sigmoid relu c3:32/2 k3e1:16 k3e6:24/2 k3e6 k5e3se6:40/2 k5e3se10 k5e3se10
            k3e6:80/2 k3e6 k3e6 k3e6 k3e6se20:112 k3e6se28 k5e6se28:160/2 k5e6se40 k5e6se40 k3e6:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "EfficientNet-B0", macs: 390_000, params: 5_300, top1: 76.3, top5: 93.2,
            """
            3x224x224 se:swish/sigmoid swish c3:32/2 k3e1se8:16 k3e6se4:24/2 k3e6se6 k5e6se6:40/2 k5e6se10
            k3e6se10:80/2 k3e6se20 k3e6se20 k5e6se20:112 k5e6se28 k5e6se28 k5e6se28:192/2 k5e6se48 k5e6se48 k5e6se48
            k3e6se48:320 c1:1280 fc:1000
            """),
        PublishedNetwork(
            "DARTS_V2", macs: 574_000, params: 4_700, top1: 73.3, top5: 91.3,
            """
            3x224x224 relu c3:24/2 c3:48/2 c3/2 normal:192 normal normal normal reduction:384/2 normal normal normal
            normal reduction:768/2 normal normal normal normal fc:1000
            """),
    ]
}
