import GreedyNAS

/// An outline of your own: 16x16 grey pictures of two classes, a stem, two stages of two searched layers, a head.
let ownOutline = Macro(
    name: "stripes", side: 16, channels: 1, classes: 2, stemChannels: 8, stemStride: 1, fixedChannels: nil,
    stages: [
        Macro.Stage(channels: 16, layers: 2, stride: 2),
        Macro.Stage(channels: 24, layers: 2, stride: 2),
    ],
    headChannels: 32)

/// All networks of the outline with these operations: 4^4 paths.
func ownSpace() throws -> SearchSpace {
    try SearchSpace(macro: ownOutline, operations: ownOperations, activation: .hswish)
}
