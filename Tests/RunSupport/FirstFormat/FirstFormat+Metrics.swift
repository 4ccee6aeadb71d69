extension FirstFormat {
    /// `metrics.jsonl` of the same run, without the rounds from 2 to 11.
    package static let metrics = """
        {"kind": "round", "round": 1, "epoch": 0.11428571428571428, "epsilon": 0, "learning_rate": \
        0.09890738003669029, "paths": [[3, 3, 1, 0, 2, 3, 4, 1], [2, 0, 0, 6, 4, 6, 0, 6], [2, 4, 0, 1, 5, 2, 4, 6], \
        [1, 2, 1, 1, 3, 5, 2, 6], [2, 2, 0, 2, 5, 2, 2, 5], [3, 3, 1, 5, 3, 5, 0, 1], [5, 1, 1, 6, 4, 2, 2, 5], [4, 5, \
        3, 0, 5, 6, 3, 1], [4, 6, 3, 0, 2, 0, 6, 6], [2, 1, 0, 2, 5, 3, 2, 6]], "kept": 5, "from_pool": [false, false, \
        false, false, false, false, false, false, false, false], "losses": [2.5302603845484555, 2.5311973388306797, \
        2.5379362392704934, 2.540514691732824, 2.5421537512447685, 2.556474432349205, 2.5577567543368787, \
        2.565229907631874, 2.577821419108659, 2.5905065203551203], "accuracies": [0.11328125, 0.11328125, 0.1171875, \
        0.11328125, 0.125, 0.125, 0.109375, 0.11328125, 0.09765625, 0.1328125], "training_losses": \
        [2.6033884584903717, 2.541113158687949, 2.4248997382819653, 2.4772621989250183, 2.458339672535658], "pool": \
        {"size": 5, "best_loss": 2.5302603845484555, "median_loss": 2.5379362392704934, "pi": 1, \
        "newcomers_among_kept": 1, "pi_of_records_alone": 1}, "optimization_images": 320, "evaluation_images": 2560, \
        "scoring_seconds": 0.28799204, "training_seconds": 0.064166706}
        {"kind": "round", "round": 12, "epoch": 1.3714285714285714, "epsilon": 0.8, "learning_rate": \
        6.852326227130834e-05, "paths": [[1, 5, 3, 6, 3, 3, 0, 4], [2, 5, 2, 0, 6, 6, 1, 4], [5, 5, 6, 1, 5, 3, 4, 3], \
        [2, 0, 0, 6, 4, 6, 0, 6], [5, 0, 3, 0, 0, 1, 6, 4], [1, 1, 6, 3, 1, 5, 3, 4], [4, 2, 3, 1, 1, 0, 2, 3], [3, 1, \
        1, 1, 6, 4, 0, 5], [0, 6, 3, 3, 5, 2, 4, 6], [1, 1, 3, 1, 2, 5, 0, 6]], "kept": 5, "from_pool": [true, true, \
        true, true, true, true, true, false, false, true], "losses": [2.2705297900829464, 2.275171471759677, \
        2.2756395682226866, 2.290987313259393, 2.3110444396734238, 2.32807430671528, 2.3392819412983954, \
        2.3415334774181247, 2.360422852449119, 2.3683919846080244], "accuracies": [0.17578125, 0.16796875, 0.125, \
        0.12109375, 0.12109375, 0.08203125, 0.14453125, 0.09765625, 0.1328125, 0.10546875], "training_losses": \
        [2.2789056431502104, 2.3218134362250566, 2.336576409637928, 2.359995612874627, 2.298424866050482], "pool": \
        {"size": 20, "best_loss": 2.260112989228219, "median_loss": 2.32807430671528, "pi": 0.25, \
        "newcomers_among_kept": 0, "pi_of_records_alone": 0.4166666666666667}, "optimization_images": 3840, \
        "evaluation_images": 30720, "scoring_seconds": 2.519457749, "training_seconds": 1.0807458790000002}
        {"kind": "generation", "phase": "search", "generation": 1, "evaluated": 8, "paths": [[1, 5, 3, 6, 3, 3, 0, 4], \
        [2, 0, 0, 6, 4, 6, 0, 6], [2, 5, 2, 0, 6, 6, 1, 4], [1, 0, 5, 4, 6, 5, 3, 3], [1, 0, 2, 1, 1, 1, 5, 2], [5, 0, \
        3, 0, 0, 1, 6, 4], [3, 5, 1, 4, 3, 3, 1, 4], [6, 5, 1, 5, 2, 1, 3, 2]], "losses": [2.254049945771694, \
        2.263691612482071, 2.281667338013649, 2.293302610516548, 2.296872425377369, 2.300382672548294, \
        2.311646162867546, 2.315077973604202], "accuracies": [0.14, 0.15, 0.16, 0.09, 0.14, 0.13, 0.13, 0.13], "best": \
        {"error": 0.84, "macs": 875264}, "front": 2, "search_images": 1600, "seconds": 0.166774305}
        {"kind": "generation", "phase": "search", "generation": 2, "evaluated": 16, "paths": [[1, 0, 2, 3, 1, 1, 5, \
        2], [1, 5, 2, 4, 6, 6, 3, 4], [2, 5, 1, 5, 2, 3, 1, 2], [1, 5, 1, 0, 3, 3, 0, 4], [2, 5, 3, 6, 3, 3, 0, 4], \
        [1, 5, 2, 0, 6, 6, 1, 4], [2, 0, 1, 6, 4, 6, 0, 6], [4, 5, 3, 6, 3, 3, 1, 4]], "losses": [2.355324348807335, \
        2.3605944871902467, 2.3431647515296934, 2.314240295290947, 2.303358234167099, 2.316730281710625, \
        2.279909824132919, 2.318480017185211], "accuracies": [0.125, 0.11, 0.105, 0.135, 0.155, 0.13, 0.15, 0.16], \
        "best": {"error": 0.84, "macs": 875264}, "front": 2, "search_images": 3200, "seconds": 0.29537151100000003}
        {"kind": "epoch", "phase": "retrain", "epoch": 1, "loss": 2.2149916676834467, "accuracy": 0.19808467741935484, \
        "learning_rate": 6.417464144736208e-05, "images": 3968, "seconds": 1.4037773460000003}
        """

    /// The document of the last checkpoint of the same run, the first 2 of its pool and of its networks.
    package static let checkpoint = """
        {"scenario_sha256": "17cd90afa270a284c65a4205fa0bd301668f012c83b22327c074cf28112d773d", "builds": ["0.1.0 \
        (0f2646d142d65fc8)"], "metrics_bytes": 16061, "supernet": {"rounds": 12, "full_round": 5, "steady_checks": 0, \
        "stop": "budget", "stop_round": 0, "cooldown_rounds": 0, "cost": {"steps": 60, "passes": 60, "trained_macs": \
        103610752, "optimization_images": 3840, "evaluation_images": 30720, "rescoring_images": 4000, \
        "scoring_seconds": 2.519457749, "training_seconds": 1.0807458790000002}, "pool": [{"choices": [1, 5, 3, 6, 3, \
        3, 0, 4], "loss": 2.254049945771694, "accuracy": 0.14, "scored_round": 12, "admitted_round": 3}, {"choices": \
        [2, 0, 0, 6, 4, 6, 0, 6], "loss": 2.263691612482071, "accuracy": 0.15, "scored_round": 12, "admitted_round": \
        1}], "time": {"seconds": 3.997727324, "core_seconds": 7.995454648}}, "search": {"generation": 2, "population": \
        [1, 2, 14, 15, 12, 4, 0, 8], "networks": [{"choices": [1, 5, 3, 6, 3, 3, 0, 4], "loss": 2.254049945771694, \
        "accuracy": 0.14}, {"choices": [2, 0, 0, 6, 4, 6, 0, 6], "loss": 2.263691612482071, "accuracy": 0.15}], \
        "time": {"seconds": 0.29537151100000003, "core_seconds": 0.5907430220000001}}, "retrain": {"step": 62, \
        "current": {"loss_sum": 0, "correct": 0, "pictures": 0}, "epochs": [{"epoch": 1, "loss": 2.2149916676834467, \
        "accuracy": 0.19808467741935484, "validation_accuracy": null, "learning_rate": 6.417464144736208e-05, \
        "images": 3968, "seconds": 1.4037773460000003}], "time": {"seconds": 1.406935785, "core_seconds": \
        2.81387157}}, "arenas": [{"name": "supernet.weights", "floats": 407738}, {"name": "supernet.momentum", \
        "floats": 407738}, {"name": "retrain.weights", "floats": 61514}, {"name": "retrain.velocities", "floats": \
        61514}]}
        """
}
