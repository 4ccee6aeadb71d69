/// Why a training from scratch, or its test, ended before it was done.
public enum RetrainingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A loss is a NaN or an infinity; epochs and steps are counted from 1, steps within their epoch.
    case lossNotFinite(epoch: Int, step: Int)
    /// A step would have left a weight that is a NaN or an infinity.
    case weightNotFinite(epoch: Int, step: Int, parameter: String)
    /// A step would have left a running mean or variance that is a NaN or an infinity.
    case runningStatisticsNotFinite(epoch: Int, step: Int, layer: String)
    /// The loss on the held-out pictures is a NaN or an infinity after an epoch.
    case validationLossNotFinite(epoch: Int)
    /// The mean or variance of a batch norm, found for the test, is a NaN or an infinity.
    case testStatisticsNotFinite(layer: String)
    /// The trained network's loss on the test pictures is a NaN or an infinity.
    case testLossNotFinite
    /// The test part was asked for again.
    case testSetOpenedTwice(name: String)
    /// The test pictures are not of the training pictures' size.
    case testPicturesDiffer(found: String, expected: String)
    /// The test part holds no picture.
    case noTestPictures(name: String)
    /// Another rank holds other weights than the first one.
    case weightsDiffer(rank: Int, host: String)

    /// Whether the network and its training are at fault: numbers that are not finite.
    public var isOfTheNetwork: Bool {
        switch self {
        case .lossNotFinite, .weightNotFinite, .runningStatisticsNotFinite, .validationLossNotFinite,
            .testStatisticsNotFinite, .testLossNotFinite:
            true
        case .testSetOpenedTwice, .testPicturesDiffer, .noTestPictures, .weightsDiffer: false
        }
    }

    /// One sentence: what, where, what was expected.
    public var description: String {
        let advice = "a smaller learning rate or a longer warm-up usually helps"
        return switch self {
        case .lossNotFinite(let epoch, let step):
            "the training loss in epoch \(epoch), step \(step) of the retraining is not a finite number; \(advice)"
        case .weightNotFinite(let epoch, let step, let parameter):
            "epoch \(epoch), step \(step) of the retraining would leave a number in \(parameter) that is not finite; "
                + advice
        case .runningStatisticsNotFinite(let epoch, let step, let layer):
            "epoch \(epoch), step \(step) of the retraining would leave a running mean or variance of \(layer) that is not "
                + "finite; \(advice)"
        case .validationLossNotFinite(let epoch):
            "the loss on the held-out pictures after epoch \(epoch) of the retraining is not a finite number; \(advice)"
        case .testStatisticsNotFinite(let layer):
            "the mean or variance of \(layer) that the retrained network would be tested with is not finite; \(advice)"
        case .testLossNotFinite:
            "the loss of the retrained network on the test pictures is not a finite number; \(advice)"
        case .testSetOpenedTwice(let name):
            "the test pictures of \(name) were opened already; expected one opening, after the retraining"
        case .testPicturesDiffer(let found, let expected):
            "the test pictures are \(found); expected \(expected), as the training pictures are"
        case .weightsDiffer(let rank, let host):
            "rank \(rank) on \(host) has trained other weights than rank 0; expected the same bits on all ranks, which equal "
                + "builds give"
        case .noTestPictures(let name):
            "the test part of \(name) is empty; expected at least 1 picture"
        }
    }
}
