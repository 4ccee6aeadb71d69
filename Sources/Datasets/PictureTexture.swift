/// How alike neighbouring pixels are, by which pictures differ from bytes that are read as pictures and are none.
public struct PictureTexture: Sendable, Equatable, Encodable {
    /// The correlation of a pixel with its right neighbour, all channels together: near 1 in pictures, 0 in noise.
    public let across: Double
    /// The same with the neighbour below.
    public let down: Double
    /// The largest mean squared difference of the outermost two columns or rows, over the middle one of all columns or rows.
    ///
    /// Near 1 in pictures. Bytes read a little off put the beginning of a row beside the end of the one before.
    public let seam: Double

    /// So many pictures tell it.
    private static let most = 1_000

    /// Measures some pictures of a set, evenly spread.
    public init(of pictures: Pictures) {
        let (height, width, channels) = (pictures.height, pictures.width, pictures.channels)
        var columns = [Double](repeating: 0, count: max(0, width - 1))
        var rows = [Double](repeating: 0, count: max(0, height - 1))
        var (sum, squares) = (0.0, 0.0)
        let step = max(1, pictures.count / Self.most)
        let chosen = stride(from: 0, to: pictures.count, by: step)
        unsafe pictures.pixels.withUnsafeBufferPointer { pixels in
            for index in chosen {
                let start = index * pictures.bytesPerPicture
                for row in 0..<height {
                    for column in 0..<width {
                        for channel in 0..<channels {
                            let place = start + (row * width + column) * channels + channel
                            let value = unsafe Double(pixels[place])
                            sum += value
                            squares += value * value
                            if column + 1 < width {
                                let difference = unsafe Double(pixels[place + channels]) - value
                                columns[column] += difference * difference
                            }
                            if row + 1 < height {
                                let difference = unsafe Double(pixels[place + width * channels]) - value
                                rows[row] += difference * difference
                            }
                        }
                    }
                }
            }
        }
        let lines = Double(Array(chosen).count * channels)
        let count = lines * Double(height * width)
        let variance = max(squares / count - (sum / count) * (sum / count), 1e-9)
        func likeness(_ differences: [Double], _ length: Int) -> Double {
            let pairs = lines * Double(differences.count * length)
            return pairs > 0 ? 1 - differences.reduce(0, +) / pairs / (2 * variance) : 1
        }
        func seam(_ differences: [Double]) -> Double {
            guard differences.count >= 4, case let middle = differences.sorted()[differences.count / 2], middle > 0
            else {
                return 1
            }
            return max(differences[0], differences[differences.count - 1]) / middle
        }
        across = likeness(columns, height)
        down = likeness(rows, width)
        self.seam = max(seam(columns), seam(rows))
    }
}
