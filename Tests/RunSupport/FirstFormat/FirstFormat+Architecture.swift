extension FirstFormat {
    /// `architecture.json` of the same run.
    package static let architecture = """
        {
          "space": {
            "description": "quickstart: 3x32x32, 10 classes, width 1.0, stem 16/2, stages 3x24/2 3x32/2 2x48/1, head \
        128, operations k3e1 k5e1 k3e3 k5e3 k3e6 k5e6 id, identity convolution, relu in bottlenecks, relu in stem and \
        head, squeeze hswish/hsigmoid",
            "macro": {
              "name": "quickstart",
              "side": 32,
              "channels": 3,
              "classes": 10,
              "stem_channels": 16,
              "stem_stride": 2,
              "fixed_channels": null,
              "stages": [
                {
                  "channels": 24,
                  "layers": 3,
                  "stride": 2
                },
                {
                  "channels": 32,
                  "layers": 3,
                  "stride": 2
                },
                {
                  "channels": 48,
                  "layers": 2,
                  "stride": 1
                }
              ],
              "head_channels": 128
            },
            "operations": ["k3e1", "k5e1", "k3e3", "k5e3", "k3e6", "k5e6", "id"],
            "width": 1,
            "identity": "convolution",
            "activation": "relu",
            "stem_activation": "relu",
            "squeeze_activation": "hswish",
            "gate_activation": "hsigmoid"
          },
          "choices": [2, 5, 2, 0, 6, 6, 1, 4],
          "names": "k3e3 k5e6 k3e3 k3e1 id id k5e1 k3e6",
          "macs": 1980544,
          "params": 61402,
          "notation": "3x32x32 relu c3:16/2 k3e3:24/2 k5e6 k3e3 k3e1:32/2 id id k5e1:48 k3e6 c1:128 fc:10",
          "blocks": [
            {
              "block": "c3:16/2",
              "kind": "convolution",
              "kernel": 3,
              "stride": 2,
              "activation": "relu",
              "input_channels": 3,
              "input_side": 32,
              "output_channels": 16,
              "output_side": 16,
              "macs": 110592,
              "params": 464
            },
            {
              "block": "k3e3:24/2",
              "kind": "inverted_bottleneck",
              "kernel": 3,
              "stride": 2,
              "expansion": 3,
              "hidden_channels": 48,
              "squeeze": 0,
              "activation": "relu",
              "residual": false,
              "input_channels": 16,
              "input_side": 16,
              "output_channels": 24,
              "output_side": 8,
              "macs": 297984,
              "params": 2592
            },
            {
              "block": "k5e6",
              "kind": "inverted_bottleneck",
              "kernel": 5,
              "stride": 1,
              "expansion": 6,
              "hidden_channels": 144,
              "squeeze": 0,
              "activation": "relu",
              "residual": true,
              "input_channels": 24,
              "input_side": 8,
              "output_channels": 24,
              "output_side": 8,
              "macs": 672768,
              "params": 11136
            },
            {
              "block": "k3e3",
              "kind": "inverted_bottleneck",
              "kernel": 3,
              "stride": 1,
              "expansion": 3,
              "hidden_channels": 72,
              "squeeze": 0,
              "activation": "relu",
              "residual": true,
              "input_channels": 24,
              "input_side": 8,
              "output_channels": 24,
              "output_side": 8,
              "macs": 262656,
              "params": 4440
            },
            {
              "block": "k3e1:32/2",
              "kind": "inverted_bottleneck",
              "kernel": 3,
              "stride": 2,
              "expansion": 1,
              "hidden_channels": 24,
              "squeeze": 0,
              "activation": "relu",
              "residual": false,
              "input_channels": 24,
              "input_side": 8,
              "output_channels": 32,
              "output_side": 4,
              "macs": 15744,
              "params": 1096
            },
            {
              "block": "id",
              "kind": "identity",
              "input_channels": 32,
              "input_side": 4,
              "output_channels": 32,
              "output_side": 4,
              "macs": 0,
              "params": 0
            },
            {
              "block": "id",
              "kind": "identity",
              "input_channels": 32,
              "input_side": 4,
              "output_channels": 32,
              "output_side": 4,
              "macs": 0,
              "params": 0
            },
            {
              "block": "k5e1:48",
              "kind": "inverted_bottleneck",
              "kernel": 5,
              "stride": 1,
              "expansion": 1,
              "hidden_channels": 32,
              "squeeze": 0,
              "activation": "relu",
              "residual": false,
              "input_channels": 32,
              "input_side": 4,
              "output_channels": 48,
              "output_side": 4,
              "macs": 37376,
              "params": 2496
            },
            {
              "block": "k3e6",
              "kind": "inverted_bottleneck",
              "kernel": 3,
              "stride": 1,
              "expansion": 6,
              "hidden_channels": 288,
              "squeeze": 0,
              "activation": "relu",
              "residual": true,
              "input_channels": 48,
              "input_side": 4,
              "output_channels": 48,
              "output_side": 4,
              "macs": 483840,
              "params": 31488
            },
            {
              "block": "c1:128",
              "kind": "convolution",
              "kernel": 1,
              "stride": 1,
              "activation": "relu",
              "input_channels": 48,
              "input_side": 4,
              "output_channels": 128,
              "output_side": 4,
              "macs": 98304,
              "params": 6400
            },
            {
              "block": "fc:10",
              "kind": "classifier",
              "input_channels": 128,
              "input_side": 4,
              "output_channels": 10,
              "output_side": 1,
              "macs": 1280,
              "params": 1290
            }
          ],
          "provenance": {
            "scenario": "quickstart",
            "seed": 1,
            "supernet_sha256": "33b213bf58e5c872060e7e6da1477f6828f76c4851d99c02a59398b2c1921283",
            "method": "nsga2",
            "search_seed": 1,
            "evaluated": 16,
            "images": 200,
            "accuracy": 0.16,
            "loss": 2.281667338013649
          }
        }
        """
}
