package import Architecture
import Documents
package import NeuralNetwork
package import Retraining

extension RunSummary {
    /// How a network was retrained, and how it was tested.
    public struct Retrain: Hashable, Sendable {
        /// Epochs.
        public var epochs: Int
        /// The share of test pictures that are classified correctly (top-1).
        public var testTop1: Double
        /// The share whose class is among the five highest logits; nil of up to five classes.
        public var testTop5: Double?
        /// The loss on the test pictures.
        public var testLoss: Double
        /// Test pictures.
        public var testPictures: Int
        /// The share of held-out pictures classified correctly at the end; nil where none are held out.
        public var validationAccuracy: Double?
        /// The loss of the last epoch; nil of none.
        public var trainingLoss: Double?
        /// Multiply-accumulates of the network for one picture.
        public var macs: Int
        /// The network's trainable parameters.
        public var params: Int
        /// Pictures that there were to train on.
        public var trainingPictures: Int
        /// Picture passes of the training.
        public var trainingImages: Int
        /// Seconds that training, calibration and test took.
        public var seconds: Double
        /// The names of the classes; nil where they have none.
        public var classNames: [String]?
        /// The networks among which this one was chosen by training; nil where there was no choice to make.
        public var candidates: RunSummary.Candidates?
        /// A row for each class, with the test pictures that were taken for each class.
        public var confusion: [[Int]]

        /// The results of a retraining and its test.
        package init(
            epochs: Int, testTop1: Double, testTop5: Double? = nil, testLoss: Double, testPictures: Int,
            validationAccuracy: Double? = nil, trainingLoss: Double? = nil, macs: Int, params: Int,
            trainingPictures: Int, trainingImages: Int, seconds: Double, classNames: [String]? = nil, confusion: [[Int]]
        ) {
            self.epochs = epochs
            self.testTop1 = testTop1
            self.testTop5 = testTop5
            self.testLoss = testLoss
            self.testPictures = testPictures
            self.validationAccuracy = validationAccuracy
            self.trainingLoss = trainingLoss
            self.macs = macs
            self.params = params
            self.trainingPictures = trainingPictures
            self.trainingImages = trainingImages
            self.seconds = seconds
            self.classNames = classNames
            self.confusion = confusion
        }
    }
}

extension RunSummary.Retrain {
    /// Takes the plain numbers of a retraining.
    package init(
        of network: Blueprint, records: [EpochRecord], outcome: ClassificationOutcome, classNames: [String],
        trainingPictures: Int, seconds: Double
    ) {
        let classes = outcome.classes
        self.init(
            epochs: records.count, testTop1: outcome.top1, testTop5: outcome.top5, testLoss: outcome.loss,
            testPictures: outcome.pictures, validationAccuracy: records.last?.validationAccuracy,
            trainingLoss: records.last?.loss, macs: network.macs, params: network.params,
            trainingPictures: trainingPictures, trainingImages: records.last?.images ?? 0, seconds: seconds,
            classNames: classNames,
            confusion: (0..<classes).map { Array(outcome.confusion[$0 * classes..<($0 + 1) * classes]) })
    }

    var json: JSONValue {
        let json: JSONValue = [
            RunKey.epochs: .integer(epochs), RunKey.testTop1: JSONValue(testTop1),
            RunKey.testTop5: JSONValue(testTop5), "test_loss": JSONValue(testLoss),
            "test_pictures": .integer(testPictures), RunKey.validationAccuracy: JSONValue(validationAccuracy),
            "training_loss": JSONValue(trainingLoss), RunKey.macs: .integer(macs), RunKey.params: .integer(params),
            "training_pictures": .integer(trainingPictures), "training_images": .integer(trainingImages),
            RunKey.seconds: JSONValue(seconds),
        ]
        let named = classNames.map { json.setting(RunKey.classNames, to: JSONValue($0)) } ?? json
        let chosen = candidates.map { named.setting(RunKey.candidates, to: $0.json) } ?? named
        return chosen.setting("confusion", to: .array(confusion.map { .array($0.map { .integer($0) }) }))
    }

    init(_ section: JSONSection, format: Int) throws(Refusal) {
        self.init(
            epochs: try section.integer(RunKey.epochs), testTop1: try section.share(RunKey.testTop1),
            testTop5: try section.shareIfAny(RunKey.testTop5), testLoss: try section.number("test_loss"),
            testPictures: try section.count("test_pictures"),
            validationAccuracy: try section.shareIfAny(RunKey.validationAccuracy),
            trainingLoss: try section.numberIfAny("training_loss"), macs: try section.count(RunKey.macs),
            params: try section.count(format < 2 ? "parameters" : RunKey.params),
            trainingPictures: try section.count("training_pictures"),
            trainingImages: try section.count("training_images"), seconds: try section.number(RunKey.seconds),
            classNames: section.object[RunKey.classNames] == nil ? nil : try section.texts(RunKey.classNames),
            confusion: try section.integerRows("confusion"))
        candidates = try section.sectionIfAny(RunKey.candidates).map { candidates throws(Refusal) in
            try RunSummary.Candidates(candidates)
        }
        guard confusion.allSatisfy({ $0.count == confusion.count && $0.allSatisfy { $0 >= 0 } }), !confusion.isEmpty
        else { throw section.wrong("confusion", expected: "a square table of counts") }
        guard classNames.map({ $0.count == confusion.count }) ?? true else {
            throw section.wrong(RunKey.classNames, expected: "\(confusion.count) names")
        }
    }
}
