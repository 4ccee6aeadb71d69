/// The vocabulary of a run's files: the keys that more than one kind of record has, one word for one thing.
///
/// Keys that only one record has stand there, where it is encoded and decoded. *Pictures* are those of a set, each
/// counted once; *images* are passes, each picture counted every time that it goes through a network. Losses are mean
/// cross-entropies in nats; accuracies, like all shares, lie in [0, 1].
package enum RunKey {
    // The network.

    /// The path of a network: for each layer the place of its operation in the space's `operations`.
    package static let choices = "choices"
    /// The same path as a text, the operations' names separated by spaces.
    package static let names = "names"
    /// The operations that there are to choose from, a list of names.
    package static let operations = "operations"
    /// The blocks of a network, each with all its sizes.
    package static let blocks = "blocks"
    /// A network block by block, as a text from which it can be built.
    package static let notation = "notation"
    /// The name of a network that was given.
    package static let name = "name"
    /// Multiply-accumulates for one picture.
    package static let macs = "macs"
    /// Trainable parameters.
    package static let params = "params"
    /// The latency of a network for one picture.
    package static let latencySeconds = "latency_seconds"
    /// The search space: in words, or all that defines it.
    package static let space = "space"
    /// The digest of all that defines the space.
    package static let fingerprint = "fingerprint"

    /// The names of the classes; a label is an index into them.
    package static let classNames = "class_names"

    // Scores.

    /// The loss of one path, or of an epoch.
    package static let loss = "loss"
    /// The share of pictures that are classified correctly (top-1), by the supernet's weights or while a network is trained.
    ///
    /// What the test of a trained network gives is `test_top1` and `test_top5`.
    package static let accuracy = "accuracy"
    /// The share of test pictures that are classified correctly (top-1), after retraining.
    package static let testTop1 = "test_top1"
    /// The share of test pictures whose class is among the five highest logits, after retraining.
    package static let testTop5 = "test_top5"
    /// The same on the pictures that a retraining holds out.
    package static let validationAccuracy = "validation_accuracy"
    /// The mean loss on them.
    package static let validationLoss = "validation_loss"
    /// The losses of some paths, in their order.
    package static let losses = "losses"
    /// The accuracies of some paths, in their order.
    package static let accuracies = "accuracies"
    /// Some paths, each as its choices.
    package static let paths = "paths"
    /// What paths were scored on, in words.
    package static let scoredOn = "scored_on"
    /// What additive models of all scores of a search say of one network: `accuracy` and `loss`.
    package static let predicted = "predicted"
    /// The first different networks of the order in which a search hands them on, the winner first.
    package static let shortlist = "shortlist"
    /// What each operation of each layer is worth by additive models of all scores of a search.
    package static let effects = "effects"
    /// The members of a pool, their number.
    package static let size = "size"
    /// The lowest loss in a pool.
    package static let bestLoss = "best_loss"
    /// The round in which a member of the pool was scored last.
    package static let scoredRound = "scored_round"
    /// The round in which a member came into the pool.
    package static let admittedRound = "admitted_round"
    /// The share of the pool that was admitted during the last t rounds.
    package static let freshShare = "pi"
    /// What records among scores without any meaning would give for it: t / r.
    package static let recordsAlone = "pi_of_records_alone"
    /// How the pool compares with paths drawn uniformly.
    package static let standing = "standing"

    // Costs.

    /// #optimization: picture passes forward and backward.
    package static let optimizationImages = "optimization_images"
    /// #evaluation: picture passes forward, in the rounds.
    package static let evaluationImages = "evaluation_images"
    /// #optimization + #evaluation / 3.33.
    package static let correctedImages = "corrected_optimization_images"
    /// Picture passes by which the pool's members were scored after the training.
    package static let rescoringImages = "rescoring_images"
    /// The mean MACs of a trained path, each pass counting.
    package static let meanMacsTrained = "mean_macs_trained"
    /// Picture passes of the part of the run that the object is about.
    package static let images = "images"
    /// Pictures that each network was scored on.
    package static let pictures = "pictures"
    /// Seconds during which paths were scored.
    package static let scoringSeconds = "scoring_seconds"
    /// Seconds during which paths were trained.
    package static let trainingSeconds = "training_seconds"
    /// Seconds that the part of the run took that the object is about.
    package static let seconds = "seconds"
    /// The same times the cores at work.
    package static let coreSeconds = "core_seconds"

    // What is told of a whole run.

    /// Why training stopped: `steadiness` or `budget`; `untrained` where there was none.
    package static let stoppedBy = "stopped_by"
    /// The share of scored rounds in which at least k of the m drawn paths were good.
    package static let hitRate = "hit_rate"
    /// The share of good paths in the pool.
    package static let purity = "purity"
    /// The mean quality of the pool's members.
    package static let meanQuality = "mean_quality"
    /// The quality of the member with the best score.
    package static let firstQuality = "first_quality"

    // The run.

    /// The scenario's name.
    package static let scenario = "scenario"
    /// The seed of what the object is about.
    package static let seed = "seed"
    /// SHA-256 over the results.
    package static let digest = "digest"
    /// The section of the supernet and its training.
    package static let supernet = "supernet"
    /// The section of the candidate pool.
    package static let pool = "pool"
    /// The section of the search.
    package static let search = "search"
    /// The section of the network that was found, or given.
    package static let architecture = "architecture"
    /// The section of the retraining.
    package static let retrain = "retrain"
    /// The section of a simulation.
    package static let simulation = "simulation"
    /// The rounds of a training.
    package static let rounds = "rounds"
    /// A round, counted from 1.
    package static let round = "round"
    /// Passes over the training pictures so far.
    package static let epoch = "epoch"
    /// Passes over the training pictures in all.
    package static let epochs = "epochs"
    /// The share of draws that come from the pool.
    package static let epsilon = "epsilon"
    /// The learning rate of the last update.
    package static let learningRate = "learning_rate"
    /// A generation, counted from 1.
    package static let generation = "generation"
    /// Networks that a search has evaluated so far.
    package static let evaluated = "evaluated"
    /// Networks on the front.
    package static let front = "front"
    /// What a search minimises.
    package static let objectives = "objectives"
    /// How networks are proposed.
    package static let method = "method"
    /// The members of a pool or of a front.
    package static let members = "members"
    /// The networks of which a retraining chooses one, or how many they are.
    package static let candidates = "candidates"
    /// A network's place, counted from 1, among the different networks in the order of the search.
    package static let rank = "rank"
    /// The rung of a choice by training, counted from 1.
    package static let rung = "rung"
    /// What kind of document or line it is.
    package static let kind = "kind"
    /// The builds that have computed, in their order.
    package static let builds = "builds"
    /// The threads of the run.
    package static let workers = "workers"
}
