import TestSupport

/// Writes pictures that need no program to be decoded.
enum PictureFiles {
    /// A colour picture of a formula, as a Netpbm file.
    static func colours(_ height: Int, _ width: Int, salt: Int) -> [UInt8] {
        Array("P6\n\(width) \(height)\n255\n".utf8) + pixels(height * width * 3, salt: salt)
    }

    /// A grey picture of a formula, as a Netpbm file.
    static func grey(_ height: Int, _ width: Int, salt: Int) -> [UInt8] {
        Array("P5\n\(width) \(height)\n255\n".utf8) + pixels(height * width, salt: salt)
    }

    /// The bytes of the formula.
    static func pixels(_ count: Int, salt: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 + salt * 31) }
    }

    /// Two classes, some training pictures of each and a test picture, all 8 x 8 in colour.
    static func fill(_ folder: TemporaryFolder, training: Int = 5) throws {
        for (label, name) in ["cat", "dog"].enumerated() {
            for index in 0..<training {
                try folder.write(
                    "pictures/train/\(name)/\(index).ppm", colours(8, 8, salt: 100 * label + index))
            }
            try folder.write("pictures/test/\(name)/a.ppm", colours(8, 8, salt: 100 * label + 99))
        }
    }
}
