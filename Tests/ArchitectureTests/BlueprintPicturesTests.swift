import Architecture
import Testing

/// Networks for pictures of another size than they are made for.
struct BlueprintPicturesTests {
    @Test(arguments: PublishedNetwork.all) func smallPicturesLeaveFourPixels(network: PublishedNetwork) throws {
        for (side, units) in [
            (224, 0), (160, 0), (128, 0), (96, 1), (64, 1), (32, 2), (28, 2), (16, 3), (8, 4), (4, 5),
        ] {
            let fitted = try network.blueprint.fitted(side: side, channels: 1, classes: 7)
            #expect(network.blueprint.unitStrides(forSide: side) == units, "\(side)")
            #expect(fitted.strides == network.blueprint.strides - units)
            #expect((fitted.side, fitted.channels, fitted.classes) == (side, 1, 7))
            #expect(fitted.blocks[fitted.blocks.count - 1].inputSide >= 4)
            // Nothing but the first strides, the picture and the classes is another one.
            #expect(fitted.blocks.count == network.blueprint.blocks.count)
            #expect(
                fitted.blocks.dropFirst().map(\.inputChannels)
                    == network.blueprint.blocks.dropFirst().map(\.inputChannels))
            #expect(fitted.activations == network.blueprint.activations)
        }
    }

    @Test func ownPicturesChangeNothing() throws {
        for network in PublishedNetwork.all {
            #expect(try network.blueprint.fitted(side: 224, channels: 3, classes: 1000) == network.blueprint)
        }
    }

    @Test func stridesAreKeptOnRequest() throws {
        let network = try Blueprint(notation: "3x64x64 relu c3:8/2 k3e2:16/2 k3e1/2 c1:16 fc:3")
        func fitted(_ units: Int?) throws -> String {
            try network.fitted(side: 16, channels: 3, classes: 3, unitStrides: units).description
        }
        #expect(try fitted(0) == "3x16x16 relu c3:8/2 k3e2:16/2 k3e1/2 c1 fc:3")
        #expect(try fitted(nil) == "3x16x16 relu c3:8 k3e2:16/2 k3e1/2 c1 fc:3")
        #expect(try fitted(3) == "3x16x16 relu c3:8 k3e2:16 k3e1 c1 fc:3")
        for wrong in [4, -1] {
            let error = #expect(throws: ArchitectureError.self) { try fitted(wrong) }
            #expect(
                error?.description
                    == "the number of strides that become 1 is \(wrong); expected at most 3, the strides above 1 that the "
                    + "network has")
        }
        let error = #expect(throws: ArchitectureError.self) { try network.fitted(side: 0, channels: 3, classes: 3) }
        #expect(error?.description == "the input side of block 1 is 0; expected a whole number from 1 to 1024")
    }
}

extension Blueprint {
    fileprivate var activations: [Activation?] { blocks.map(\.activation) }
}
