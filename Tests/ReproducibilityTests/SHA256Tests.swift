import Reproducibility
import Testing

struct SHA256Tests {
    private func digest(_ text: String, pieces: Int = 1) -> String {
        var hash = SHA256()
        let bytes = Array(text.utf8)
        let size = max(1, (bytes.count + pieces - 1) / pieces)
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBytes { hash.update($0) }
        }
        return hash.hexadecimal
    }

    /// The examples of FIPS 180-4 and its companion test vectors.
    @Test func matchesPublishedVectors() {
        #expect(digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            digest(String(repeating: "a", count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func piecesDoNotMatter() {
        for length in [1, 55, 56, 63, 64, 65, 127, 128, 200] {
            let text = String(repeating: "x", count: length)
            for pieces in [2, 3, 7] { #expect(digest(text, pieces: pieces) == digest(text)) }
        }
    }
}
