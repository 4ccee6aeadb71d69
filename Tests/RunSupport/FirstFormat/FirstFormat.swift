import Foundation

/// Files as a build of the first format (commit ea8e4bb) has written them, byte for byte but for what a comment says.
package enum FirstFormat {
    /// Writes the folder of the run.
    package static func write(to runs: TinyRuns, _ name: String) throws {
        let files = [
            ("scenario.json", scenario), ("summary.json", summary), ("front.json", front), ("pool.json", pool),
            ("environment.json", environment), ("architecture.json", architecture), ("metrics.jsonl", metrics),
        ]
        for (file, text) in files { try runs.write(Data((text + "\n").utf8), to: "\(name)/\(file)") }
    }

    /// `summary.json` of a run to its end.
    package static let summary = """
        {
          "scenario": "quickstart",
          "seed": 1,
          "digest": "81bd80f6d56a2d70138936a5cddbf597b97471ff014cc733cb698ccb6d218d54",
          "supernet": {
            "strategy": "greedy",
            "rounds": 12,
            "epochs": 1.3714285714285714,
            "stopped_by": "budget",
            "optimization_images": 3840,
            "evaluation_images": 30720,
            "corrected_optimization_images": 13065,
            "mean_macs_trained": 1726845.8666666667,
            "rescoring_images": 4000,
            "evaluations_per_optimization": 8,
            "measured_cost_ratio": 3.431677723284576,
            "scoring_seconds": 2.519457749,
            "training_seconds": 1.0807458790000002,
            "core_seconds": 7.995454648,
            "seconds": 3.997727324
          },
          "pool": {
            "size": 20,
            "best_loss": 2.254049945771694,
            "best_path": "k5e1 k5e6 k5e3 id k5e3 k5e3 k3e1 k3e6",
            "standing": {
              "uniform_paths": 100,
              "uniform_median_loss": 2.33975511431694,
              "share_beating_it": 0.8,
              "images": 20000
            }
          },
          "search": {
            "method": "nsga2",
            "seed": 1,
            "generations": 2,
            "evaluated": 16,
            "front": 2,
            "images": 3200,
            "seconds": 0.29537151100000003
          },
          "architecture": {
            "choices": [2, 5, 2, 0, 6, 6, 1, 4],
            "names": "k3e3 k5e6 k3e3 k3e1 id id k5e1 k3e6",
            "macs": 1980544,
            "params": 61402,
            "accuracy": 0.16,
            "loss": 2.281667338013649
          },
          "retrain": {
            "epochs": 1,
            "test_top1": 0.276,
            "test_top5": 0.7918,
            "test_loss": 1.9795509812664998,
            "test_pictures": 5000,
            "validation_accuracy": null,
            "training_loss": 2.2149916676834467,
            "macs": 1980544,
            "parameters": 61402,
            "training_pictures": 4000,
            "training_images": 3968,
            "seconds": 2.890283429,
            "class_names": ["disc", "ring", "crescent", "square", "triangle", "cross", "star", "stripes", "checks", \
        "spots"],
            "confusion": [
              [227, 24, 43, 91, 42, 5, 24, 19, 18, 7],
              [9, 244, 57, 17, 17, 15, 10, 61, 63, 7],
              [21, 84, 277, 11, 13, 4, 10, 26, 48, 6],
              [222, 43, 54, 89, 30, 9, 20, 9, 19, 5],
              [93, 44, 66, 67, 94, 18, 31, 32, 37, 18],
              [97, 51, 76, 59, 74, 36, 37, 23, 33, 14],
              [90, 61, 54, 61, 71, 24, 30, 34, 53, 22],
              [9, 98, 7, 5, 21, 2, 8, 112, 221, 17],
              [13, 79, 15, 18, 12, 2, 8, 86, 257, 10],
              [31, 103, 44, 36, 36, 17, 34, 72, 113, 14]
            ]
          },
          "test_openings": 1
        }
        """

    /// `front.json` of the same run.
    package static let front = """
        {
          "space": "quickstart: 3x32x32, 10 classes, width 1.0, stem 16/2, stages 3x24/2 3x32/2 2x48/1, head 128, \
        operations k3e1 k5e1 k3e3 k5e3 k3e6 k5e6 id, identity convolution, relu in bottlenecks, relu in stem and head, \
        squeeze hswish/hsigmoid",
          "fingerprint": "2e1aa3fac8276b789deea47e42936905a0319f0f9d9701cce218d6db810539c4",
          "scored_on": "the search part",
          "images": 200,
          "objectives": ["error", "macs"],
          "members": [
            {
              "choices": [2, 5, 2, 0, 6, 6, 1, 4],
              "names": "k3e3 k5e6 k3e3 k3e1 id id k5e1 k3e6",
              "objectives": [0.84, 1980544],
              "macs": 1980544,
              "params": 61402,
              "accuracy": 0.16,
              "loss": 2.281667338013649
            },
            {
              "choices": [2, 0, 0, 6, 4, 6, 0, 6],
              "names": "k3e3 k3e1 k3e1 id k3e6 id k3e1 id",
              "objectives": [0.85, 875264],
              "macs": 875264,
              "params": 30186,
              "accuracy": 0.15,
              "loss": 2.263691612482071
            }
          ]
        }
        """

    /// `pool.json` of the same run, the first 2 of its 20 members.
    package static let pool = """
        {
          "space": "quickstart: 3x32x32, 10 classes, width 1.0, stem 16/2, stages 3x24/2 3x32/2 2x48/1, head 128, \
        operations k3e1 k5e1 k3e3 k5e3 k3e6 k5e6 id, identity convolution, relu in bottlenecks, relu in stem and head, \
        squeeze hswish/hsigmoid",
          "fingerprint": "2e1aa3fac8276b789deea47e42936905a0319f0f9d9701cce218d6db810539c4",
          "capacity": 20,
          "scored_on": "the search part",
          "members": [
            {
              "choices": [1, 5, 3, 6, 3, 3, 0, 4],
              "names": "k5e1 k5e6 k5e3 id k5e3 k5e3 k3e1 k3e6",
              "loss": 2.254049945771694,
              "accuracy": 0.14,
              "scored_round": 12,
              "admitted_round": 3,
              "macs": 2068224
            },
            {
              "choices": [2, 0, 0, 6, 4, 6, 0, 6],
              "names": "k3e3 k3e1 k3e1 id k3e6 id k3e1 id",
              "loss": 2.263691612482071,
              "accuracy": 0.15,
              "scored_round": 12,
              "admitted_round": 1,
              "macs": 875264
            }
          ],
          "standing": {
            "uniform_paths": 100,
            "uniform_median_loss": 2.33975511431694,
            "share_beating_it": 0.8,
            "images": 20000
          }
        }
        """

    /// `environment.json` of the same run, with a shorter command.
    package static let environment = """
        {
          "greedynas": "0.1.0",
          "kind": "run",
          "build": "release",
          "executable": "0.1.0 (0f2646d142d65fc8)",
          "kernels_built_for": ["avx", "avx2", "fma", "avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512cd", \
        "avx512vbmi", "bmi1", "bmi2", "f16c", "abm"],
          "openblas": "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Cooperlake MAX_THREADS=64 Cooperlake",
          "processor": "AMD EPYC",
          "cores": 2,
          "workers": 2,
          "system": "Debian GNU/Linux 12 (bookworm)",
          "memory_bytes": 25276514304,
          "command": ["greedynas", "run", "Scenarios/quickstart.json", "--set", "supernet.rounds=12"],
          "started": "2026-11-27T01:29:04Z"
        }
        """
}
