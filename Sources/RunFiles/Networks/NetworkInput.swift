public import Datasets
public import Documents

/// `pictures.json`: what the networks of a folder take and tell apart, so that they can be used elsewhere.
public struct NetworkInput: Equatable, Sendable {
    /// Channels of a picture: 3 (red, green, blue) or 1 (grey).
    public let channels: Int
    /// Height and width of a picture.
    public let side: Int
    /// The names of the classes; a label is an index into them.
    public let classNames: [String]
    /// How bytes become numbers for the supernet; nil where none is trained.
    public let supernet: Normalization?
    /// How they become numbers for the network that is retrained; nil where none is.
    public let network: Normalization?

    /// Puts the parts together.
    package init(
        channels: Int, side: Int, classNames: [String], supernet: Normalization?, network: Normalization?
    ) {
        self.channels = channels
        self.side = side
        self.classNames = classNames
        self.supernet = supernet
        self.network = network
    }

    /// Reads the file of a folder.
    ///
    /// - Throws: `Refusal` where there is none, as in folders of earlier builds, or it is not as a run writes it.
    public init(of folder: String) throws(Refusal) {
        try self.init(
            JSONSection(
                ofRunFile: "\(folder)/\(RunFileName.pictures)",
                what: "what the networks of a run take, as this build writes it"))
    }

    /// Reads a document.
    ///
    /// - Throws: `Refusal` where a key is missing or wrong.
    package init(_ document: JSONSection) throws(Refusal) {
        channels = try document.integer(Key.channels)
        side = try document.integer(Key.side)
        classNames = try document.texts(RunKey.classNames)
        guard channels > 0, channels <= 1 << 16 else { throw document.wrong(Key.channels, expected: "at least 1") }
        guard side > 0, side <= 1 << 16 else { throw document.wrong(Key.side, expected: "at least 1") }
        guard !classNames.isEmpty else { throw document.wrong(RunKey.classNames, expected: "a name for each class") }
        let normalization = try document.section(Key.normalization)
        supernet = try Self.normalization(normalization, RunKey.supernet, channels: channels)
        network = try Self.normalization(normalization, RunKey.retrain, channels: channels)
    }

    /// The document.
    package var json: JSONValue {
        var normalization: JSONValue = ["formula": "(byte / 255 - mean) / deviation, channel by channel"]
        for (key, figures) in [(RunKey.supernet, supernet), (RunKey.retrain, network)] {
            guard let figures else { continue }
            normalization = normalization.setting(
                key, to: [Key.mean: Self.list(figures.mean), Key.deviation: Self.list(figures.deviation)])
        }
        let json: JSONValue = [
            Key.channels: .integer(channels), Key.side: .integer(side), "layout": "rows, columns, channels",
            RunKey.classNames: JSONValue(classNames), Key.normalization: normalization,
        ]
        return json.withFormat
    }

    private enum Key {
        static let channels = "channels"
        static let side = "side"
        static let normalization = "normalization"
        static let mean = "mean"
        static let deviation = "deviation"
    }

    private static func list(_ floats: [Float]) -> JSONValue { JSONValue(floats.map { Double($0) }) }

    private static func normalization(
        _ section: JSONSection, _ key: String, channels: Int
    ) throws(Refusal) -> Normalization? {
        guard let figures = try section.sectionIfAny(key) else { return nil }
        func floats(_ key: String, where isFit: (Float) -> Bool, _ what: String) throws(Refusal) -> [Float] {
            let floats = try figures.numbers(key).map { Float($0) }
            guard floats.count == channels, floats.allSatisfy({ $0.isFinite && isFit($0) }) else {
                throw figures.wrong(key, expected: "\(channels) \(what), one for each channel")
            }
            return floats
        }
        return Normalization(
            mean: try floats(Key.mean, where: { _ in true }, "numbers"),
            deviation: try floats(Key.deviation, where: { $0 > 0 }, "numbers above 0"))
    }
}
