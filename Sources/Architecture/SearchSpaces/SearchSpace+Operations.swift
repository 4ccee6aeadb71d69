extension SearchSpace {
    /// The 7 operations of GreedyNAS: kernels 3, 5, 7 at expansion 3, then at expansion 6, then the identity.
    public static let operations7 = bottlenecks(kernels: [3, 5, 7], expansions: [3, 6]) + [.identity]

    /// The 13 operations of GreedyNAS-A, B and C: six without squeeze-and-excitation, six with it, the identity.
    public static let operations13 =
        bottlenecks(kernels: [3, 5, 7], expansions: [3, 6])
        + bottlenecks(kernels: [3, 5, 7], expansions: [3, 6], squeezeExcitation: true) + [.identity]

    /// The 3 operations of NAS-Bench-Macro in its order: identity, k3e3, k5e6.
    public static let operationsNASBenchMacro: [Operation] = [
        .identity,
        .invertedBottleneck(kernel: 3, expansion: 3, squeezeExcitation: false),
        .invertedBottleneck(kernel: 5, expansion: 6, squeezeExcitation: false),
    ]

    /// The 7 operations of the small space: kernels 3 and 5 at expansions 1, 3 and 6, then the identity.
    public static let operationsQuickstart = bottlenecks(kernels: [3, 5], expansions: [1, 3, 6]) + [.identity]

    /// The activation of the bottlenecks that goes with operations: h-swish where one squeezes, otherwise ReLU.
    ///
    /// So the authors' networks have it: ReLU in the space of 7 operations, h-swish in the one of 13, there also in the
    /// bottlenecks that do not squeeze.
    public static func conventionalActivation(for operations: [Operation]) -> Activation {
        operations.contains(where: \.squeezes) ? .hswish : .relu
    }

    private static func bottlenecks(
        kernels: [Int], expansions: [Int], squeezeExcitation: Bool = false
    ) -> [Operation] {
        expansions.flatMap { expansion in
            kernels.map { kernel in
                .invertedBottleneck(kernel: kernel, expansion: expansion, squeezeExcitation: squeezeExcitation)
            }
        }
    }
}
