/// What looks at the colours of a pixel together, or at the pixels around it.
extension Bitmap {
    /// Moves colours away from their grey, or towards it where the factor is below 1; a grey picture stays as it is.
    mutating func changeSaturation(by factor: Double) {
        guard channels == 3 else { return }
        let share = Float(factor)
        for pixel in 0..<height * width {
            let grey = grey(at: pixel)
            for place in 3 * pixel..<3 * pixel + 3 { bytes[place] = Self.blend(grey, Int(bytes[place]), share) }
        }
    }

    /// Moves pixels away from the mean of those around them, or towards it where the factor is below 1.
    ///
    /// The mean is of 3 x 3 pixels, the middle one five times; pixels at the border stay as they are.
    mutating func changeSharpness(by factor: Double) {
        guard height > 2, width > 2 else { return }
        let (share, line, old) = (Float(factor), width * channels, bytes)
        for row in 1..<height - 1 {
            for place in row * line + channels..<(row + 1) * line - channels {
                func three(_ place: Int) -> Int {
                    Int(old[place - channels]) + Int(old[place]) + Int(old[place + channels])
                }
                let sum = 4 * Int(old[place]) + three(place - line) + three(place) + three(place + line)
                bytes[place] = Self.blend((2 * sum + 13) / 26, Int(old[place]), share)
            }
        }
    }
}
