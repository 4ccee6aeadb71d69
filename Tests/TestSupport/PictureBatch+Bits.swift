package import NeuralNetwork

extension PictureBatch {
    /// The bits of a picture's floats.
    package func bits(of place: Int, valuesPerPicture: Int) -> [UInt32] {
        var values = [Float](repeating: -9, count: valuesPerPicture)
        values.withUnsafeMutableBufferPointer { buffer in
            if let target = buffer.baseAddress { write(place, target) }
        }
        return values.map(\.bitPattern)
    }

    /// The bits of all pictures.
    package func bits(valuesPerPicture: Int) -> [[UInt32]] {
        (0..<count).map { bits(of: $0, valuesPerPicture: valuesPerPicture) }
    }
}
