extension FirstFormat {
    /// `summary.json` of a search of its own.
    package static let searchSummary = """
        {
          "scenario": "quickstart",
          "seed": 1,
          "digest": "7a9c84ef2eb5f97dfe5b3adc263e02130d0bebd6faa0d0dae4639c566fee4258",
          "supernet": {
            "sha256": "33b213bf58e5c872060e7e6da1477f6828f76c4851d99c02a59398b2c1921283"
          },
          "search": {
            "method": "nsga2",
            "seed": 1,
            "generations": 2,
            "evaluated": 16,
            "front": 2,
            "images": 3200,
            "seconds": 0.21387159000000003
          },
          "architecture": {
            "choices": [2, 5, 2, 0, 6, 6, 1, 4],
            "names": "k3e3 k5e6 k3e3 k3e1 id id k5e1 k3e6",
            "macs": 1980544,
            "params": 61402,
            "accuracy": 0.16,
            "loss": 2.281667338013649
          },
          "test_openings": 0
        }
        """

    /// `summary.json` of a retraining of its own.
    package static let retrainSummary = """
        {
          "scenario": "quickstart",
          "seed": 1,
          "digest": "129f9ce3061199bcb61110956980ddfcd38b76477bf880b8cafdbb57f730104c",
          "architecture": {
            "notation": "3x32x32 relu c3:16/2 k3e3:24/2 k5e6 k3e3 k3e1:32/2 id id k5e1:48 k3e6 c1:128 fc:10",
            "macs": 1980544,
            "params": 61402
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
            "seconds": 1.954230488,
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

    /// `summary.json` of a simulation, the first of its windows.
    package static let simulationSummary = """
        {
          "scenario": "simulation",
          "seed": 1,
          "digest": "5718476eed405e5100ba06a9a0d5db18c000fa28579d150d34c6ab88b8550d02",
          "simulation": {
            "landscape": "additive",
            "has_signal": true,
            "good_share": 0.6,
            "m": 10,
            "k": 5,
            "hit_rate": 0.9281412537640296,
            "seconds": 5.312033284,
            "windows": [
              {
                "first_round": 1,
                "last_round": 461,
                "epoch": 1.9171404041856221,
                "epsilon": 0,
                "pool_size": 1000,
                "purity": 0.864,
                "expected_share": 0.599999999999998,
                "ideal_share": 0.599999999999998,
                "drawn_share": 0.6065075921908893,
                "kept_share": 0.7943600867678983,
                "hit_rate": 0.8633405639913232,
                "theorem": 0.8337613823999989,
                "ideal_theorem": 0.8337613823999989,
                "pi": 0.98,
                "pi_of_records_alone": 0.43383947939262474,
                "pool_quality": 0.627984882800708,
                "best_loss": 4.308098321629426
              }
            ]
          },
          "supernet": {
            "strategy": "greedy",
            "rounds": 7306,
            "epochs": 30.383140548763897,
            "stopped_by": "steadiness",
            "optimization_images": 37406720,
            "evaluation_images": 73060000,
            "corrected_optimization_images": 59346659.93993994
          },
          "pool": {
            "size": 1000,
            "best_loss": 0.8584925125017927,
            "purity": 1,
            "mean_quality": 2.157083663674641,
            "first_quality": 4.045967686921499,
            "best_quality": 4.045967686921499
          }
        }
        """
}
