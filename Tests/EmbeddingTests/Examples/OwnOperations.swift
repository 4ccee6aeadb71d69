import GreedyNAS

/// Operations of your own: kernels, expansions and squeeze-and-excitation that no shipped list has.
let ownOperations: [Operation] = [
    .identity,
    .invertedBottleneck(kernel: 3, expansion: 2, squeezeExcitation: false),
    .invertedBottleneck(kernel: 7, expansion: 2, squeezeExcitation: false),
    .invertedBottleneck(kernel: 5, expansion: 4, squeezeExcitation: true),
]
