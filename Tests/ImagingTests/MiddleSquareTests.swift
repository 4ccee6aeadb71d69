import Imaging
import Reproducibility
import Testing

struct MiddleSquareTests {
    /// Pictures of a formula, scaled and cut by Pillow 13.0 as torchvision's `Resize` and `CenterCrop` call it, and hashed.
    ///
    /// None is more than twice as tall as wide: Pillow 13 takes the columns of those first, which moves some bytes by 1.
    private static let byPillow: [(height: Int, width: Int, channels: Int, side: Int, digest: String)] = [
        (40, 30, 3, 16, "32795706384df53be381eba1dcd2e9b44d3be1c494481abafcfa287d8afdb5f2"),
        (31, 64, 3, 32, "de444a5627a465c9b334916f9a6eac3089cfa14f38ada6bf04cf258aae12dc47"),
        (17, 17, 1, 40, "0177bc0844487cade37ff2e637cf6e95bf7a38a035bf35bfafc3572de348f235"),
        (33, 20, 1, 20, "b0e756600b6b7f2b9ee5d731c1dc4a9395cb9dfd0e425511f10902fc4837e59a"),
        (74, 37, 3, 11, "2c2b2c41d235560ef0d1c0e6736ca1a5673d9e9f432b274b36e2184c884f5fd4"),
        (8, 9, 3, 8, "2c749fa8c5b0fcc36b75edfe94cd062fb673f94389a241d2f350b7fd9282ebdb"),
        (300, 200, 3, 64, "4cd2235ae3b7c2fca66a8997c58b7bfedc86dba6a5987080e4bbc38f82cb3fb8"),
        (50, 50, 3, 50, "15a55b9edb7ff8995902c2eac312ff15ab45ea3f5eb880cef056a0583e6e8d03"),
        (5, 3, 1, 64, "2e6b651a842eb07f99c17444d87f5a740c57a641fd329ebe3b767a75ccfea6c9"),
    ]

    private func picture(_ height: Int, _ width: Int, _ channels: Int) -> Bitmap {
        let bytes = (0..<height * width * channels).map { place in
            let number = place * place * 7 + place * 31
            return UInt8(number / 13 % 256)
        }
        return Bitmap(height: height, width: width, channels: channels, bytes: bytes)
    }

    @Test(arguments: byPillow.indices) func squaresAreThoseOfPillow(index: Int) {
        let (height, width, channels, side, digest) = Self.byPillow[index]
        let square = picture(height, width, channels).middleSquare(side)
        #expect(square.bytes.count == side * side * channels)
        var hash = SHA256()
        hash.update(square.bytes.span)
        #expect(hash.hexadecimal == digest)
    }

    /// One colour stays that colour, and a square of the right size stays as it is.
    @Test func whatHasNoDetailLosesNone() {
        let grey = Bitmap(height: 90, width: 41, channels: 3, bytes: [UInt8](repeating: 77, count: 90 * 41 * 3))
        #expect(grey.middleSquare(23).bytes.allSatisfy { $0 == 77 })
        let square = picture(16, 16, 3)
        #expect(square.middleSquare(16) == square)
    }
}
