import Architecture

/// What the first rank tells the others to do with the supernet that all of them hold.
enum SupernetOrder: Codable, Sendable {
    /// Score paths, by their choices, on the pictures of a round; on the common set where there is none.
    case score([[UInt8]], round: Int?)
    /// Take one update.
    case update([[UInt8]], pass: Int, rate: Double, round: Int)
    /// Say what the weights are.
    case compare
    /// Nothing more is to be done with this supernet.
    case leave
}

extension [Path] {
    /// The choices, as an order names paths.
    var choices: [[UInt8]] { map { Array<UInt8>($0.choices) } }

    /// The paths that an order names.
    init(choices: [[UInt8]]) { self = choices.map { Path(choices: $0) } }
}
