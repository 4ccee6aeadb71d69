import Foundation
import Testing
@testable import Documents

struct TensorFileTests {
    private let file = TensorFile(
        [
            Tensor(name: "a.weight", shape: [2, 3], floats: [1, -2, 0.5, 3, .pi, 1e-38]),
            Tensor(name: "b", shape: [], floats: [7]), Tensor(name: "none", shape: [0, 4], floats: []),
        ], metadata: [("format", "pt"), ("title", "é \"x\"")])

    /// A file with this header in front of some bytes.
    private func data(_ header: String, _ count: Int) -> Data {
        let bytes = Data(header.utf8)
        return withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Data($0) } + bytes + Data(count: count)
    }

    private func refusal(_ data: Data) -> String {
        do throws(Refusal) {
            _ = try TensorFile(data, file: "x")
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test func numbersThatAreNotFiniteAreNamed() throws {
        try file.checkFinite()
        let wrong = TensorFile(
            file.tensors + [Tensor(name: "c", shape: [2], floats: [0, .nan])], metadata: [], file: "x")
        #expect(throws: Refusal("x: c holds a number that is not finite; expected finite ones")) {
            try wrong.checkFinite()
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        let back = try TensorFile(file.data, file: "x")
        #expect(back.tensors == file.tensors)
        #expect(back.tensors[0].floats == [1, -2, 0.5, 3, .pi, 1e-38])
        #expect(back.text("title") == "é \"x\"" && back.text("format") == "pt" && back.text("other") == nil)
        // Floats begin at a multiple of 8 bytes, as the format advises.
        #expect((file.data.count - 28) % 8 == 0)
        // A part of a larger piece of memory is as good.
        #expect(try TensorFile((Data([1, 2, 3]) + file.data).dropFirst(3), file: "x").tensors == file.tensors)
    }

    @Test(arguments: [
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4,
            "x has 4 bytes of tensors; expected 8, so the file is damaged"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 12,
            "x has 12 bytes of tensors; expected 8, so the file is damaged"
        ),
        (#"{}"#, 4, "x has 4 bytes of tensors; expected 0, so the file is damaged"),
        (
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
            12,
            "x has tensors that share bytes; expected each byte to belong to one"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
            12,
            "x has tensors that leave bytes out; expected each byte to belong to one"
        ),
        (
            #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, 4,
            "x: a.dtype is \"F16\"; expected \"F32\", the only type of numbers that is read here"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0,
            "x: a.shape is [4611686018427387904, 4]; expected sizes that a file can have"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[4,0]}}"#, 4,
            "x: a.shape is [-1]; expected sizes that a file can have"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4,
            "x: a.data_offsets is [-4, 0]; expected two places 4 bytes apart in the file"
        ),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}"#, 4,
            "x has 4 bytes of tensors; expected 9223372036854775807, so the file is damaged"
        ),
        (#"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, 4, "x has no a.dtype; expected a text"),
        (#"{"a":4}"#, 4, "x: a is 4; expected an object"),
        (#"{"__metadata__":{"format":1}}"#, 0, "x: __metadata__.format is 1; expected a text"),
        (#"[1]"#, 0, "x: the header is a list; expected an object with the tensors"),
        (
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
            4,
            "x: the header cannot be read: line 1: the key \"a\" occurs twice in one object; expected each key once"
        ),
    ])
    func hostileHeadersAreRefused(header: String, count: Int, sentence: String) {
        #expect(refusal(data(header, count)) == sentence)
    }

    @Test func headersThatAreNoneAreRefused() {
        #expect(refusal(Data(count: 7)) == "x has 7 bytes; expected safetensors, which begin with 8 bytes of length")
        #expect(
            refusal(Data(repeating: 255, count: 40))
                == "x says that its header has 18446744073709551615 bytes, but only 32 follow; expected a complete "
                + "safetensors file")
        #expect(
            refusal(withUnsafeBytes(of: UInt64(100_000_001).littleEndian) { Data($0) } + Data(count: 8)).contains(
                "says that its header has 100000001 bytes"))
        var bytes = data(#"{"a":1}"#, 0)
        bytes[10] = 0xFF
        #expect(refusal(bytes) == "x: the header cannot be read: line 1: a text is not UTF-8")
    }
}
