import Foundation

/// What one moment of a search looks like.
public struct SearchMoment: Sendable {
    /// The generation, counted from 1.
    public var generation: Int
    /// Generations as planned.
    public var plannedGenerations: Int
    /// The least value of each objective so far, with the objective's name.
    public var best: [(name: String, value: Double)]
    /// Networks on the front.
    public var front: Int
    /// Image passes so far.
    public var images: Int
    /// Seconds since the search began.
    public var seconds: Double

    /// Names the figures.
    public init(
        generation: Int, plannedGenerations: Int, best: [(name: String, value: Double)], front: Int, images: Int,
        seconds: Double
    ) {
        self.generation = generation
        self.plannedGenerations = plannedGenerations
        self.best = best
        self.front = front
        self.images = images
        self.seconds = seconds
    }

    /// The line, without a line break; images a second and the estimated time to the end are means since the search began.
    public var text: String {
        return "generation \(generation)/\(plannedGenerations)  best"
            + best.map { String(format: " \($0.name) %.4g", $0.value) }.joined()
            + "  front \(front)"
            + ProgressDisplay.pace(images: images, seconds: seconds, done: generation, planned: plannedGenerations)
    }
}
