import Architecture
package import Documents

/// One part of a packed set, training or test: its shards, and what identifies them.
///
/// Shards are files of nothing but pixels, `[pictures, height, width, channels]` in bytes; all but the last one hold the same
/// number of pictures.
package struct PackedPart: Sendable, Hashable {
    /// The two parts, by the beginning of their files' names.
    package enum Name: String, CaseIterable, Sendable {
        case training, test
    }

    /// A picture that could not be decoded.
    package struct Damage: Sendable, Hashable {
        /// Its file, from the folder that was packed.
        package let path: String
        /// Why.
        package let reason: String

        /// Both in a line.
        package var line: String { "\(path): \(reason)" }

        /// Both by name.
        var json: JSONValue { ["file": .string(path), "reason": .string(reason)] }

        /// What a picture was left out for.
        package init(path: String, reason: String) {
            self.path = path
            self.reason = reason
        }

        /// Reads the two.
        ///
        /// - Throws: `Refusal` where one is missing.
        init(_ section: JSONSection) throws(Refusal) {
            self.init(path: try section.text("file"), reason: try section.text("reason"))
        }
    }

    /// The pictures in it.
    package let pictures: Int
    /// The pictures of each shard but the last one.
    package let picturesPerShard: Int
    /// The SHA-256 of each shard.
    package let shards: [String]
    /// The SHA-256 of the file of labels, two bytes each, the lower one first.
    package let labels: String
    /// The SHA-256 of the file of names, a line for each picture.
    package let names: String
    /// The pictures that were left out.
    package let leftOut: [Damage]

    /// The name of a shard's file.
    package static func shardFile(_ part: Name, _ number: Int) -> String {
        let digits = "\(number)"
        return "\(part.rawValue)-\(String(repeating: "0", count: max(0, 5 - digits.count)))\(digits).pixels"
    }

    /// The name of the file of labels.
    package static func labelsFile(_ part: Name) -> String { "\(part.rawValue).labels" }

    /// The name of the file of names.
    package static func namesFile(_ part: Name) -> String { "\(part.rawValue).names" }

    /// The pictures of a shard.
    package func count(ofShard number: Int) -> Int {
        min(picturesPerShard, pictures - number * picturesPerShard)
    }

    /// The part as JSON.
    package var json: JSONValue {
        [
            "pictures": .integer(pictures), "pictures_per_shard": .integer(picturesPerShard),
            "shards": .array(shards.map { .string($0) }), "labels": .string(labels), "names": .string(names),
            "left_out": .array(leftOut.map(\.json)),
        ]
    }

    init(
        pictures: Int, picturesPerShard: Int, shards: [String], labels: String, names: String, leftOut: [Damage]
    ) {
        self.pictures = pictures
        self.picturesPerShard = picturesPerShard
        self.shards = shards
        self.labels = labels
        self.names = names
        self.leftOut = leftOut
    }

    /// Reads a part.
    ///
    /// - Throws: `Refusal` where a value is not what it must be.
    init(_ section: JSONSection) throws(Refusal) {
        pictures = try section.integer("pictures")
        picturesPerShard = try section.integer("pictures_per_shard")
        shards = try section.texts("shards")
        guard (1...PackedHead.mostPictures).contains(pictures) else {
            throw section.wrong("pictures", expected: "1 to \(PackedHead.mostPictures)")
        }
        guard (1...PackedHead.mostPictures).contains(picturesPerShard) else {
            throw section.wrong("pictures_per_shard", expected: "1 to \(PackedHead.mostPictures)")
        }
        let expected = (pictures + picturesPerShard - 1) / picturesPerShard
        guard shards.count == expected else {
            throw section.wrong("shards", expected: "a list of \(expected) digests")
        }
        labels = try section.text("labels")
        names = try section.text("names")
        leftOut = try section.sections("left_out").map { entry throws(Refusal) in
            try Damage(entry)
        }
    }
}
