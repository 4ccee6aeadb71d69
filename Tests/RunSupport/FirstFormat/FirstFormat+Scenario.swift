extension FirstFormat {
    /// `scenario.json` of the same run.
    package static let scenario = """
        {
          "name": "quickstart",
          "seed": 1,
          "until": "retrain",
          "data": {
            "set": "embedded",
            "path": null,
            "files": null,
            "training_pictures": null,
            "generated": {
              "training": 4000,
              "test": 5000
            },
            "shared_holdout": false,
            "filtering": 1000,
            "search": 200,
            "padding": 2,
            "flip": false,
            "cutout": 0
          },
          "space": {
            "macro": "quickstart",
            "operations": "quickstart",
            "width": 1,
            "identity": "convolution",
            "activation": "relu"
          },
          "supernet": {
            "strategy": "greedy",
            "epochs": null,
            "rounds": 12,
            "budget": {
              "matching": null,
              "ratio": 3.33,
              "images": null,
              "mode": null
            },
            "expected_epochs": null,
            "m": 10,
            "k": 5,
            "batch": 64,
            "normalization_batch": null,
            "scoring_pictures": 256,
            "score": "loss",
            "sampling": "distinct",
            "epsilon": {
              "schedule": "linear",
              "maximum": 0.8,
              "warmup": 0.1
            },
            "pool": {
              "size": 20,
              "admit": "survivors"
            },
            "alpha": 0.05,
            "steadiness_rounds": 5,
            "cooldown": 0.1,
            "optimizer": {
              "learning_rate": 0.1,
              "momentum": 0.9,
              "nesterov": false,
              "weight_decay": 4e-05,
              "label_smoothing": 0.1,
              "schedule": "cosine",
              "milestones": [0.5, 0.75],
              "step_factor": 0.1,
              "warmup": 0
            }
          },
          "search": {
            "method": "nsga2",
            "population": 8,
            "generations": 2,
            "objectives": ["error", "macs"],
            "start": "pool",
            "mutation": 0.1,
            "crossover": 0.9,
            "limits": {
              "macs": null,
              "params": null,
              "latency": null
            },
            "latency_table": null,
            "latency_sha256": null,
            "latency_threads": 1,
            "images": null,
            "scoring_batch": 256,
            "seed": null
          },
          "retrain": {
            "epochs": 1,
            "pictures": "all",
            "seed": null,
            "batch": 64,
            "optimizer": {
              "rule": "sgd",
              "momentum": 0.9,
              "weight_decay": 5e-05,
              "nesterov": false,
              "epsilon": 0.001,
              "decay": 0.9
            },
            "learning_rate": {
              "initial": 0.1,
              "schedule": "cosine",
              "warmup_epochs": 0,
              "decay_factor": 0.97,
              "decay_epochs": 2.4,
              "staircase": true,
              "minimum": 0
            },
            "label_smoothing": 0.1,
            "dropout": 0,
            "drop_path": 0,
            "ema_decay": 0,
            "normalization_momentum": "calibrated"
          },
          "benchmark": null,
          "simulation": {
            "landscape": "additive",
            "good_share": 0.6,
            "layer_effects": 1,
            "interactions": 0.5,
            "path_noise": 0.25,
            "trained_loss": 1,
            "loss_spread": 0.1,
            "picture_noise": 1,
            "learning": 0.002,
            "harm": 0.5
          },
          "checkpoint": {
            "minutes": 5,
            "rounds": null
          }
        }
        """
}
