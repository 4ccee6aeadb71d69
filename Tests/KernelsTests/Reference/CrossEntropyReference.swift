import Foundation

/// Softmax cross-entropy with label smoothing as its definition has it, for logits whose exponentials fit into Double.
enum CrossEntropyReference {
    static func probabilities(_ logits: [Double]) -> [Double] {
        let exponentials = logits.map { exp($0) }
        let total = exponentials.reduce(0, +)
        return exponentials.map { $0 / total }
    }

    static func target(classes: Int, label: Int, smoothing: Double) -> [Double] {
        (0..<classes).map { ($0 == label ? 1 - smoothing : 0) + smoothing / Double(classes) }
    }

    static func loss(_ logits: [Double], label: Int, smoothing: Double) -> Double {
        let target = target(classes: logits.count, label: label, smoothing: smoothing)
        return zip(target, probabilities(logits)).reduce(0) { $1.0 == 0 ? $0 : $0 - $1.0 * log($1.1) }
    }

    static func gradient(_ logits: [Double], label: Int, smoothing: Double) -> [Double] {
        let target = target(classes: logits.count, label: label, smoothing: smoothing)
        return zip(probabilities(logits), target).map { $0 - $1 }
    }
}
