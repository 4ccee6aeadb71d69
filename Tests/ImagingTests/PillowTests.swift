import Foundation
import Testing
@testable import Imaging

/// The same bytes as Pillow, torchvision on Pillow's pictures, and timm; `.ci/augmentation` makes the expected ones.
struct PillowTests {
    /// A picture as it went in and as it came out.
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let size: [Int]
        let filter: Interpolation?
        let factor, share, strength: Double?
        let side: Int?
        let box: [Int]?
        let negated: Bool?
        let result_size: [Int]
        let result: String

        var testDescription: String {
            "\(name) of \(size), \(filter?.rawValue ?? "-"), factor \(factor ?? strength ?? share ?? 0), \(negated ?? false)"
        }

        var expected: Bitmap {
            let digits = Array(result.utf8)
            let bytes = stride(from: 0, to: digits.count, by: 2).map { place in
                UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)!
            }
            return Bitmap(height: result_size[0], width: result_size[1], channels: size[2], bytes: bytes)
        }
    }

    /// None where the file is missing or broken, which a test tells.
    static let cases: [Case] = {
        let file = Bundle.module.url(forResource: "pillow", withExtension: "json", subdirectory: "Fixtures")
        let data = file.flatMap { try? Data(contentsOf: $0) } ?? Data()
        return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
    }()

    @Test(arguments: cases)
    func bytesAreThoseOfPillow(_ item: Case) throws {
        var picture = Bitmap.sample(height: item.size[0], width: item.size[1], channels: item.size[2])
        let filter = item.filter ?? .bilinear
        switch item.name {
        case "resize":
            picture = picture.withView {
                $0.resized(height: item.result_size[0], width: item.result_size[1], by: filter)
            }
        case "crop":
            let sides = try #require(item.box)
            let box = PictureBox(top: sides[0], left: sides[1], height: sides[2], width: sides[3])
            picture = picture.withView { $0.part(box).resized(height: 8, width: 8, by: filter) }
        case "middle":
            let framing = Framing(side: item.side, share: try #require(item.share), interpolation: filter)
            picture = try #require(picture.withView { framing.middle(of: $0) })
        case "brightness": picture.changeBrightness(by: try #require(item.factor))
        case "contrast": picture.changeContrast(by: try #require(item.factor))
        case "saturation": picture.changeSaturation(by: try #require(item.factor))
        case "sharpness": picture.changeSharpness(by: try #require(item.factor))
        default:
            let operation = try #require(RandAugmentOperation(rawValue: item.name))
            operation.apply(
                to: &picture, strength: try #require(item.strength), isNegated: item.negated == true,
                fill: item.size[2] == 3 ? [124, 116, 104] : [124], by: filter)
        }
        #expect(picture == item.expected)
    }

    /// Each operation that can be drawn is among the cases, in timm's order.
    @Test func allOperationsAreCompared() {
        var names: [String] = []
        for item in Self.cases where RandAugmentOperation(rawValue: item.name) != nil && names.last != item.name {
            names.append(item.name)
        }
        #expect(names == RandAugmentOperation.allCases.map(\.rawValue))
    }
}
