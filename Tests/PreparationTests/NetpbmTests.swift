import Imaging
import Testing
@testable import Preparation

struct NetpbmTests {
    private func read(_ header: String, _ pixels: [UInt8]) throws -> Bitmap {
        try Netpbm.read(Array(header.utf8) + pixels)
    }

    @Test func kindsAreRead() throws {
        #expect(
            try read("P6\n# a comment\n2 1\n255\n", [1, 2, 3, 4, 5, 6])
                == Bitmap(height: 1, width: 2, channels: 3, bytes: [1, 2, 3, 4, 5, 6]))
        #expect(
            try read("P5 1 2 255\n", [10, 35])
                == Bitmap(height: 2, width: 1, channels: 1, bytes: [10, 35]))
        // Two rows of nine, the highest bit first, black where a bit is set.
        #expect(
            try read("P4 9 2\n", [0b1000_0001, 0b1000_0000, 0, 0]).bytes == [0, 255, 255, 255, 255, 255, 255, 0, 0]
                + [UInt8](repeating: 255, count: 9))
        #expect(try read("P5 3 1 4\n", [0, 1, 4]).bytes == [0, 64, 255])
        #expect(try read("P5 2 1 65535\n", [0x80, 0x00, 0xFF, 0xFF]).bytes == [128, 255])
    }

    @Test(
        arguments: [
            ("P7\n", [], "it is no Netpbm picture of the kinds P4, P5 and P6"),
            ("", [], "it is no Netpbm picture of the kinds P4, P5 and P6"),
            ("P6\n0 1 255\n", [], "its Netpbm header is broken"), ("P6\n1", [], "its Netpbm header is broken"),
            ("P6\n9999999999 1 255\n", [], "it has 999999999 x 9 pixels of values up to 1, which is too many"),
            ("P6\n1 1 255\n", [1, 2], "it holds 2 bytes of pixels; expected 3"),
            ("P6\n1 1 255\n", [1, 2, 3, 4], "it holds 4 bytes of pixels; expected 3"),
            ("P5\n1 1 255", [], "it holds 0 bytes of pixels; expected 1"),
            (
                "P5\n99999999 99999999 255\n", [],
                "it has 99999999 x 99999999 pixels of values up to 255, which is too many"
            ),
            ("P5\n1 1 65536\n", [], "it has 1 x 1 pixels of values up to 65536, which is too many"),
        ] as [(String, [UInt8], String)])
    func otherFilesAreRefused(header: String, bytes: [UInt8], problem: String) {
        #expect(throws: PictureProblem(problem)) { try read(header, bytes) }
    }
}
