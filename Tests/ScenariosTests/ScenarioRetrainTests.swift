import Datasets
import Documents
import Imaging
import NeuralNetwork
import Optimizers
import Retraining
import RunSupport
import ScenarioKeys
import Scenarios
import Testing

struct ScenarioRetrainTests {
    private func retrain(_ text: String) throws -> ScenarioRetrain {
        try Scenario(try JSONValue(parsing: "{\(text)}")).retrain
    }

    @Test func emptySectionTrainsPlainly() throws {
        for text in ["", "retrain: {}", "retrain: {optimizer: {}, learning_rate: {}}"] {
            let retrain = try retrain(text)
            #expect(retrain.epochs == 50)
            #expect(retrain.batch == 64)
            #expect(retrain.optimizer.optimizer == .sgd(SGD(momentum: 0.9, weightDecay: 5e-5)))
            #expect(
                retrain.learningRate(stepsPerEpoch: 7)
                    == LearningRate(base: 0.1, schedule: .cosine, warmupSteps: 0, plannedSteps: 350))
            #expect(retrain.labelSmoothing == 0.1)
            #expect(retrain.dropout == 0 && retrain.dropPath == 0)
            #expect(retrain.average == nil)
            #expect(retrain.normalizationStatistics == .calibrated)
        }
    }

    /// The recipe of the authors' code for the space of 13 choices: 0.064 at a batch of 1024.
    @Test func recipeOfMnasNetComesOut() throws {
        let retrain = try retrain(
            """
            supernet: {batch: 768, scoring_pictures: 768},
            retrain: {
              epochs: 450, optimizer: {rule: 'rmsprop', weight_decay: 1e-5},
              learning_rate: {schedule: 'exponential', warmup_epochs: 3, minimum: 1e-5},
              dropout: 0.2, ema_decay: 0.9999,
            }
            """)
        #expect(
            retrain.optimizer.optimizer
                == .rmsProp(RMSProp(decay: 0.9, momentum: 0.9, epsilon: 1e-3, weightDecay: 1e-5)))
        #expect(
            retrain.learningRate(stepsPerEpoch: 100)
                == LearningRate(
                    base: 0.048, schedule: .exponential(factor: 0.97, every: 240, isStaircase: true), warmupSteps: 300,
                    plannedSteps: 45_000, minimum: 1e-5))
        #expect(retrain.average == ExponentialAverage(decay: 0.9999))
        #expect(retrain.dropout == 0.2)
    }

    /// The shipped recipes say what the authors' files say.
    @Test func shippedRecipesComeOut() throws {
        let mobile = try ScenarioFile.read(ShippedScenarios.path("retrain-mnasnet"))
        let crop = RandomResizedCrop(smallestArea: 0.08, largestRatio: 4.0 / 3)
        #expect(
            mobile.augmentation(of: .retrain)
                == Augmentation(
                    padding: 0, horizontalFlip: true, cutout: 0, crop: crop,
                    randAugment: RandAugment(operations: 2, magnitude: 9, deviation: 0.5, probability: 0.5),
                    erasing: RandomErasing(probability: 0.2)))
        let plain = Augmentation(padding: 0, horizontalFlip: true, cutout: 0, crop: crop)
        #expect(mobile.augmentation(of: .supernet) == plain)
        #expect(mobile.data.framing.framing == Framing(side: 224, share: 0.875, interpolation: .bilinear))
        #expect(
            mobile.retrainingSettings(trainingPictures: 1_281_167).learningRate
                == LearningRate(
                    base: 0.048, schedule: .exponential(factor: 0.97, every: 2.4 * 1668, isStaircase: true),
                    warmupSteps: 3 * 1668, plannedSteps: 450 * 1668, minimum: 1e-5, warmupFrom: 1e-6))
        let proxyless = try ScenarioFile.read(ShippedScenarios.path("retrain-proxyless"))
        #expect(proxyless.augmentation(of: .retrain) == plain)
        let settings = proxyless.retrainingSettings(trainingPictures: 1_281_167)
        #expect(settings.optimizer == .sgd(SGD(momentum: 0.9, weightDecay: 5e-5, isNesterov: true)))
        #expect(
            settings.learningRate
                == LearningRate(
                    base: 0.1, schedule: .cosine, warmupSteps: 5 * 2502, plannedSteps: 300 * 2502, minimum: 1e-5,
                    warmupFrom: 0.2))
        #expect(settings.average == nil && settings.statistics == .running(share: 0.1))
    }

    @Test func firstRateFollowsRuleAndBatch() throws {
        func rate(_ text: String) throws -> Double { try retrain("retrain: {\(text)}").rate.initial }
        #expect(try rate("batch: 512") == 0.1)
        #expect(try rate("batch: 512, optimizer: {rule: 'rmsprop'}") == 0.032)
        #expect(try rate("batch: 512, optimizer: {rule: 'rmsprop'}, learning_rate: {initial: 0.1}") == 0.1)
        #expect(try rate("batch: 512, optimizer: {rule: 'rmsprop'}, learning_rate: {initial: null}") == 0.032)
    }

    @Test func batchFollowsTheSupernets() throws {
        #expect(try retrain("supernet: {batch: 32}").batch == 32)
        #expect(try retrain("supernet: {batch: 32}, retrain: {batch: null}").batch == 32)
        #expect(try retrain("supernet: {batch: 32}, retrain: {batch: 48}").batch == 48)
    }

    @Test func candidatesAreAWholeNumberFromOneOn() throws {
        #expect(try retrain("").candidates == 1)
        #expect(try retrain("retrain: {candidates: 8}").candidates == 8)
        for wrong in ["0", "-1", "1.5", "1025", "'8'", "null"] {
            #expect(throws: ScenarioError.self, "\(wrong)") { try retrain("retrain: {candidates: \(wrong)}") }
        }
        // Candidates leave the held-out pictures alone, even where the retraining itself does not.
        let keys =
            "data: {generated: {training: 200}, filtering: 80, search: 60}, supernet: {batch: 16, scoring_pictures: 16}"
        #expect(try retrain("\(keys), retrain: {batch: 64}").batch == 64)
        let error = #expect(throws: ScenarioError.self) {
            try retrain("\(keys), retrain: {batch: 64, candidates: 2}")
        }
        #expect(error.map { "\($0)" }?.contains("retrain.candidates") == true)
    }

    @Test func warmupIsPartOfTheEpochs() throws {
        let rate = try retrain("retrain: {epochs: 10, learning_rate: {warmup_epochs: 0.25}}")
            .learningRate(stepsPerEpoch: 10)
        #expect(rate.warmupSteps == 3)
        #expect(rate.plannedSteps == 100)
        #expect(abs(rate.rate(at: 100)) < 1e-15)
    }

    @Test func statisticsAreCalibratedOrRunning() throws {
        func statistics(_ text: String) throws -> ScenarioRetrain.NormalizationStatistics {
            try retrain("retrain: {normalization_momentum: \(text)}").normalizationStatistics
        }
        #expect(try statistics("'calibrated'") == .calibrated)
        #expect(try statistics("0.1") == .running(momentum: 0.1))
        #expect(try statistics("1") == .running(momentum: 1))
        for wrong in ["0", "-0.1", "1.5", "'0.1'", "'running'", "true", "null"] {
            let found = sentence(of: ScenarioError.self) { try statistics(wrong) }
            #expect(
                found.hasPrefix("retrain.normalization_momentum is ")
                    && found.hasSuffix("; expected \"calibrated\" or a number above 0, at most 1"), "\(found)")
        }
    }

    /// Shares just below 1 are 1 in Float, which must not end the program.
    @Test func sharesThatRoundToOneAreTaken() throws {
        let retrain = try retrain(
            "retrain: {optimizer: {rule: 'rmsprop', decay: 0.99999999999, momentum: 0.99999999999, epsilon: 1e-12}}")
        #expect(
            retrain.optimizer.optimizer == .rmsProp(RMSProp(decay: 1, momentum: 1, epsilon: 1e-12, weightDecay: 5e-5)))
    }
}
