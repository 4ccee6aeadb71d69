public import NeuralNetwork
public import Workers

/// Owns the shared weights, their momentum and the arena of gradients.
///
/// Receives: requests for loans and leases. Sends: nothing. Owns: the arenas.
///
/// While a round is scored the weights are lent for reading, without a copy; the lease for training begins when every
/// loan has been returned. So no weight is ever written while somebody reads it.
public actor ParameterStore {
    /// Where every weight lies.
    public nonisolated let layout: SupernetLayout
    private let arenas: Arenas
    private var loans = 0
    private var isLeased = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// The three arenas of a supernet; all share the layout's table.
    public struct Arenas: Sendable {
        /// The shared weights.
        public let weights: FloatBuffer
        /// SGD's velocities.
        public let momentum: FloatBuffer
        /// Zero between two training steps.
        public let gradients: FloatBuffer
    }

    /// Owns the given weights; momentum is 0 unless given.
    public init(layout: SupernetLayout, weights: FloatBuffer, momentum: FloatBuffer? = nil) {
        precondition(weights.count == layout.table.count)
        self.layout = layout
        arenas = Arenas(
            weights: weights, momentum: momentum ?? FloatBuffer(count: weights.count),
            gradients: FloatBuffer(count: weights.count))
    }

    /// Lends the weights for reading until `takeBack`.
    ///
    /// - Precondition: Nobody holds the lease.
    public func lend() -> FloatBuffer {
        precondition(!isLeased, "weights were lent while they are trained")
        loans += 1
        return arenas.weights
    }

    /// Ends a loan.
    public func takeBack() {
        precondition(loans > 0, "a loan was returned twice")
        loans -= 1
        guard loans == 0 else { return }
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// The arenas for writing, once every loan has been returned; until `endLease`.
    public func lease() async -> Arenas {
        while loans > 0 {
            await withCheckedContinuation { waiting.append($0) }
        }
        isLeased = true
        return arenas
    }

    /// The weights and the velocities as they are, to be read only while nobody trains.
    var present: (weights: FloatBuffer, momentum: FloatBuffer) { (arenas.weights, arenas.momentum) }

    /// Ends the lease: the weights may be lent again.
    public func endLease() { isLeased = false }
}
