#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Softmax cross-entropy of one picture, with label smoothing, and its gradient.
///
/// The target is `(1 - smoothing)` at the label plus `smoothing / classes` everywhere (Szegedy et al., CVPR 2016,
/// section 7). Computed in Double: there are few classes, and a mean over many pictures follows.
///
/// - Parameters:
///   - logits: `[classes]`.
///   - label: Below `classes`.
///   - smoothing: In `[0, 1)`; 0 for scoring.
///   - logitsGradient: `[classes]`, overwritten with `gradientScale` times the gradient, or nil.
///   - gradientScale: `1 / pictures` for the gradient of a batch's mean loss.
/// - Returns: The loss, natural logarithm.
package func crossEntropy(
    _ logits: UnsafePointer<Float>, classes: Int, label: Int, smoothing: Float = 0,
    logitsGradient: UnsafeMutablePointer<Float>? = nil, gradientScale: Float = 1
) -> Double {
    precondition(label >= 0 && label < classes)
    var largest = -Double.infinity
    var sum = 0.0
    for index in 0..<classes {
        let logit = Double(logits[index])
        // A NaN anywhere must come out as NaN, which a plain maximum would hide.
        if logit > largest || logit.isNaN { largest = logit }
        sum += logit
    }
    var exponentials = 0.0
    for index in 0..<classes { exponentials += exp(Double(logits[index]) - largest) }
    let logSum = largest + log(exponentials)
    let smoothing = Double(smoothing)
    if let logitsGradient {
        for index in 0..<classes {
            let target = (index == label ? 1 - smoothing : 0) + smoothing / Double(classes)
            logitsGradient[index] = Float((exp(Double(logits[index]) - logSum) - target) * Double(gradientScale))
        }
    }
    return logSum - (1 - smoothing) * Double(logits[label]) - smoothing * sum / Double(classes)
}

/// Whether the label's logit is the largest: a tie goes to the lower class, and a NaN is never right.
func isCorrect(_ logits: UnsafePointer<Float>, classes: Int, label: Int) -> Bool {
    for index in 0..<classes where index != label {
        if index < label ? !(logits[index] < logits[label]) : !(logits[index] <= logits[label]) { return false }
    }
    return logits[label] == logits[label]
}

/// How many classes are guessed before the label: 0 where the label is the first guess, below 5 where it is among five.
///
/// Agrees with `isCorrect`: a tie goes to the lower class, and a NaN is never right.
func guessesBefore(label: Int, _ logits: UnsafePointer<Float>, classes: Int) -> Int {
    precondition(label >= 0 && label < classes)
    guard !logits[label].isNaN else { return .max }
    var before = 0
    for index in 0..<classes where index != label {
        let isBehind = index < label ? logits[index] < logits[label] : logits[index] <= logits[label]
        if !isBehind { before += 1 }
    }
    return before
}

/// The class with the largest logit: a tie goes to the lower class, and a NaN is passed over unless it comes first.
func firstGuess(_ logits: UnsafePointer<Float>, classes: Int) -> Int {
    var best = 0
    for index in 0..<classes where logits[index] > logits[best] { best = index }
    return best
}
