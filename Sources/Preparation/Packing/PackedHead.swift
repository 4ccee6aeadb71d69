package import Documents
import Foundation

/// `packed.json`: what a folder of packed pictures holds, with the checksums of its files and its own.
package struct PackedHead: Sendable, Hashable {
    /// The side of the squares in pixels.
    package let side: Int
    /// 1 or 3.
    package let channels: Int
    /// The classes in their order.
    package let classNames: [String]
    /// Identifies the files that were packed: the SHA-256 of their names and lengths.
    package let listing: String
    /// The pictures to train on.
    package let training: PackedPart
    /// The test pictures.
    package let test: PackedPart

    /// The file's name.
    package static let file = "packed.json"
    /// The value of its key `format`.
    package static let format = "greedynas packed pictures"
    /// The layout that is written and read.
    package static let version = 1
    static let mostPictures = 1 << 32

    /// The bytes of a picture.
    package var bytesPerPicture: Int { side * side * channels }

    /// One of the parts.
    package func part(_ name: PackedPart.Name) -> PackedPart { name == .training ? training : test }

    init(
        settings: PackSettings, channels: Int, classNames: [String], listing: String, training: PackedPart,
        test: PackedPart
    ) {
        side = settings.side
        self.channels = channels
        self.classNames = classNames
        self.listing = listing
        self.training = training
        self.test = test
    }

    /// The document, its checksum last.
    package var json: JSONValue {
        let document: JSONValue = [
            "format": .string(Self.format), "version": .integer(Self.version), "side": .integer(side),
            "channels": .integer(channels),
            "classes": .array(classNames.map { .string($0) }), "listing": .string(listing),
            "training": training.json, "test": test.json,
        ]
        return document.withChecksum
    }

    /// Reads the file of a folder.
    ///
    /// - Throws: `Refusal` where it is missing, of another version, changed, or says what cannot be.
    package init(folder: String) throws(Refusal) {
        let path = "\(folder)/\(Self.file)"
        let section = try JSONSection(of: path, what: "the file that `greedynas data pack` writes last")
        guard try section.text("format") == Self.format else {
            throw section.wrong("format", expected: "\"\(Self.format)\"")
        }
        guard try section.integer("version") == Self.version else {
            throw section.wrong("version", expected: "\(Self.version); pack the pictures again with this build")
        }
        guard try section.text(JSONValue.checksumKey) == section.object.checksum else {
            throw section.wrong(
                JSONValue.checksumKey, expected: "that of the file, which has changed since it was written")
        }
        // Earlier builds could keep larger squares than the network was to see: these are what lies in the shards.
        let kept = try section.integerIfAny("kept")
        side = if let kept { kept } else { try section.integer("side") }
        guard PackSettings.sides.contains(side) else {
            throw section.wrong(
                "side", expected: "\(PackSettings.sides.lowerBound) to \(PackSettings.sides.upperBound)")
        }
        channels = try section.integer("channels")
        guard [1, 3].contains(channels) else { throw section.wrong("channels", expected: "1 or 3") }
        classNames = try section.texts("classes")
        guard (2...65_536).contains(classNames.count) else {
            throw section.wrong("classes", expected: "a list of 2 to 65536 names")
        }
        listing = try section.text("listing")
        training = try PackedPart(section.section("training"))
        test = try PackedPart(section.section("test"))
    }
}
