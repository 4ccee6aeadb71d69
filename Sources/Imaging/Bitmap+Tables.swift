/// What looks at each byte for itself, or at how often each byte occurs: one table of 256 bytes for a channel.
extension Bitmap {
    /// Replaces each byte of every channel by its place in a table.
    mutating func replace(_ byte: (_ byte: Int) -> UInt8) {
        let table = (0..<256).map(byte)
        replace([[UInt8]](repeating: table, count: channels))
    }

    private mutating func replace(_ tables: [[UInt8]]) {
        let (count, channels, table) = (bytes.count, channels, Array(tables.joined()))
        unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            unsafe table.withUnsafeBufferPointer { table in
                for channel in 0..<channels {
                    for place in stride(from: channel, to: count, by: channels) {
                        unsafe bytes[place] = table[channel * 256 + Int(bytes[place])]
                    }
                }
            }
        }
    }

    /// How often each byte occurs in a channel.
    private func counts(channel: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: 256)
        unsafe bytes.withUnsafeBufferPointer { bytes in
            for place in stride(from: channel, to: bytes.count, by: channels) { unsafe counts[Int(bytes[place])] += 1 }
        }
        return counts
    }

    private static let identity = (0..<256).map { UInt8($0) }

    /// Stretches each channel so that its darkest byte becomes 0 and its lightest 255.
    mutating func autoContrast() {
        replace(
            (0..<channels).map { channel in
                let counts = counts(channel: channel)
                guard let low = counts.firstIndex(where: { $0 > 0 }), let high = counts.lastIndex(where: { $0 > 0 }),
                    high > low
                else { return Self.identity }
                let scale = 255 / Double(high - low)
                let offset = -Double(low) * scale
                return (0..<256).map { UInt8(clamping: Int(Double($0) * scale + offset)) }
            })
    }

    /// Makes all bytes of a channel about equally frequent.
    mutating func equalize() {
        replace(
            (0..<channels).map { channel in
                let counts = counts(channel: channel)
                let step = (counts.reduce(0, +) - (counts.last { $0 > 0 } ?? 0)) / 255
                guard step > 0 else { return Self.identity }
                var sum = step / 2
                return (0..<256).map { byte in
                    defer { sum += counts[byte] }
                    return UInt8(clamping: sum / step)
                }
            })
    }

    /// Exchanges dark and light.
    mutating func invert() { replace { UInt8(255 - $0) } }

    /// Keeps the highest bits of each byte, from none to all 8.
    mutating func posterize(bits: Int) {
        guard bits < 8 else { return }
        replace { UInt8($0 & ~((1 << (8 - bits)) - 1)) }
    }

    /// Inverts all bytes from a threshold on.
    mutating func solarize(from threshold: Int) { replace { UInt8($0 < threshold ? $0 : 255 - $0) } }

    /// Lightens all bytes below 128.
    mutating func solarize(adding: Int) { replace { UInt8($0 < 128 ? min(255, $0 + adding) : $0) } }

    /// Makes the picture lighter, or darker where the factor is below 1.
    mutating func changeBrightness(by factor: Double) {
        let share = Float(factor)
        replace { Self.blend(0, $0, share) }
    }

    /// Moves all bytes away from the mean grey, or towards it where the factor is below 1.
    ///
    /// - Precondition: There are 1 or 3 channels.
    mutating func changeContrast(by factor: Double) {
        let share = Float(factor)
        let sum = (0..<height * width).reduce(0) { $0 + grey(at: $1) }
        let mean = Int(Double(sum) / Double(height * width) + 0.5)
        replace { Self.blend(mean, $0, share) }
    }

    /// A byte on the way from one to another, or beyond; cut to a byte, not rounded.
    static func blend(_ from: Int, _ to: Int, _ share: Float) -> UInt8 {
        UInt8(min(max(Float(from) + share * Float(to - from), 0), 255))
    }

    /// The grey of a pixel, as ITU-R 601 weighs its colours.
    @inline(__always)
    func grey(at pixel: Int) -> Int {
        guard channels == 3 else { return Int(bytes[pixel]) }
        let (red, green, blue) = (Int(bytes[3 * pixel]), Int(bytes[3 * pixel + 1]), Int(bytes[3 * pixel + 2]))
        return (red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16
    }
}
