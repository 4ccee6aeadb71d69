package import Datasets
import Documents
import Foundation

/// A folder of picture files that a run names: packed once beside the folder, and read from there.
package struct FolderPack: Sendable {
    /// The folder of picture files.
    package let folder: String
    /// The side in pixels that the pictures are brought to.
    package let side: Int

    /// The packed form of a folder; looks at nothing yet.
    package init(_ folder: String, side: Int) {
        self.folder = folder
        self.side = side
    }

    /// What packs a folder that is not packed when its pictures are asked for.
    ///
    /// Many things ask for pictures; whoever wants to be told how far the packing has come puts itself here.
    @TaskLocal package static var packing = Packing { try $0.pack() }

    /// How a folder is packed.
    ///
    /// A type of its own: an optimised build of Swift 6.3 finds no metadata of a closure's type for a task-local value.
    package struct Packing: Sendable {
        /// Packs.
        package let pack: @Sendable (Packer) throws -> Void

        /// Packs by a closure.
        package init(pack: @escaping @Sendable (Packer) throws -> Void) { self.pack = pack }
    }

    /// Where the packed pictures are, or will be.
    package var place: String { FilePath.plain(folder) + "-packed-\(side)" }

    /// Whether they are there.
    package var isPacked: Bool { PackedPictures.isPacked(place) }

    /// What packs them.
    ///
    /// - Throws: The error that keeps the folder from being packed.
    package func packer(workers: Int? = nil) throws -> Packer {
        try Packer(
            PictureTree(folder), settings: PackSettings(side: side), output: place, workers: workers)
    }

    /// How many pictures there are and what they will be packed to; packs nothing.
    ///
    /// - Throws: The error that keeps the folder from being packed.
    package func size() throws -> PictureSetSize {
        if isPacked { return try PackedPictures(folder: place).size() }
        let packer = try packer()
        return PictureSetSize(
            training: packer.tree.training.count, test: packer.tree.test.count, side: side, channels: packer.channels,
            classes: packer.tree.classNames.count)
    }

    /// The packed pictures, which are packed now where they are not yet.
    ///
    /// - Throws: As `Packer.pack`, and where the folder has changed since it was packed.
    package func pictures() throws -> PackedPictures {
        guard isPacked else {
            try Self.packing.pack(packer())
            return try PackedPictures(folder: place)
        }
        let packed = try PackedPictures(folder: place)
        // Packed pictures are enough where the files are gone.
        guard FolderContents.isFolder(folder) else { return packed }
        guard try PictureTree(folder).fingerprint == packed.head.listing else {
            throw Refusal(
                "the pictures of \(folder) are not those that were packed into \(place); expected that folder to be removed, so "
                    + "that they are packed again")
        }
        return packed
    }
}
