/// How similar neighbouring pixels are, by which pictures differ from bytes that are read as pictures and are not.
public struct PictureTexture: Sendable, Equatable, Encodable {
    /// The correlation of a pixel with its right neighbour, all channels together: near 1 in pictures, 0 in noise.
    public let across: Double
    /// The same with the neighbour below.
    public let down: Double
    /// How much the difference between two neighbouring columns or rows exceeds those beside it, where it does most.
    ///
    /// Near 1 in pictures. Bytes read a little off put the beginning of a row beside the end of the one before.
    public let seam: Double

    /// At most this many pictures are measured.
    private static let most = 1_000

    /// Measures some pictures of a set, evenly spread.
    public init(of pictures: Pictures) {
        let (height, width, channels) = (pictures.height, pictures.width, pictures.channels)
        var columns = [Double](repeating: 0, count: max(0, width - 1))
        var rows = [Double](repeating: 0, count: max(0, height - 1))
        var (sum, squares) = (0.0, 0.0)
        let step = max(1, pictures.count / Self.most)
        let chosen = stride(from: 0, to: pictures.count, by: step)
        for index in chosen {
            unsafe pictures.withPicture(index) { pixels in
                for row in 0..<height {
                    for column in 0..<width {
                        for channel in 0..<channels {
                            let place = (row * width + column) * channels + channel
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
        /// How much a line stands out of its neighbours; where hardly anything differs, nothing does.
        func seam(_ differences: [Double]) -> Double {
            let floor = 0.05 * differences.reduce(0, +) / Double(max(1, differences.count))
            guard differences.count >= 4, floor > 0 else { return 1 }
            return differences.indices.map { place in
                let neighbours = [place - 1, place + 1].filter(differences.indices.contains).map { differences[$0] }
                return differences[place] / (neighbours.reduce(0, +) / Double(neighbours.count) + floor)
            }.max() ?? 1
        }
        across = likeness(columns, height)
        down = likeness(rows, width)
        self.seam = max(seam(columns), seam(rows))
    }
}
