import Datasets
import Dispatch
import Documents
import Foundation
import Imaging
import Reproducibility
import Synchronization

/// Packs the pictures of a folder: decodes each, brings it to a square, and writes the squares into shards.
///
/// Pictures keep the order of the tree, training part first. A shard is written whole and noted before the next one is
/// begun, so that an interrupted packing continues from the last one; the files that come out are the same.
package struct Packer: Sendable {
    /// The folder's pictures.
    package let tree: PictureTree
    /// What is made of each.
    package let settings: PackSettings
    /// Where the shards go.
    package let output: String
    /// The channels of each packed picture.
    package let channels: Int

    private let decoders: PictureDecoders
    private let workers: Int
    private let picturesPerShard: Int
    private let secondsPerPicture: Double
    private let free: Int?

    /// The most bytes of a shard, which is also the most work that an interruption loses.
    private static let shardBytes = 64 << 20
    /// This many pictures are looked at before packing begins.
    private static let sampleSize = 16

    /// Finds the decoders and looks at some pictures: how long one takes, and, where it is not said, whether all are grey.
    ///
    /// - Parameters:
    ///   - tree: The folder's pictures.
    ///   - settings: What is made of each.
    ///   - output: Where the shards go.
    ///   - decoders: The programs that decode.
    ///   - workers: Pictures that are decoded at a time; nil for as many as there are processors.
    ///   - shardBytes: The most bytes of a shard of more than one picture; nil for 64 MiB.
    ///   - free: The bytes that the disk has left; nil asks the system.
    /// - Throws: `Refusal` where a program is missing; `Failure` where it cannot be started.
    package init(
        _ tree: PictureTree, settings: PackSettings, output: String, decoders: PictureDecoders = PictureDecoders(),
        workers: Int? = nil, shardBytes: Int? = nil, free: Int? = nil
    ) throws {
        try decoders.check((tree.training + tree.test).lazy.map(\.path))
        self.tree = tree
        self.settings = settings
        self.output = output
        self.decoders = decoders
        self.free = free
        self.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
        // Evenly spread, so that all classes have their say.
        let step = max(1, tree.training.count / Self.sampleSize)
        let sample = stride(from: 0, to: tree.training.count, by: step).prefix(Self.sampleSize).map {
            tree.training[$0]
        }
        let clock = ContinuousClock()
        let start = clock.now
        var found: Set<Int> = []
        for file in sample {
            do {
                found.insert(try decoders.picture("\(tree.root)/\(file.path)").channels)
            } catch is PictureProblem {}
        }
        let duration = clock.now - start
        secondsPerPicture =
            (Double(duration.components.attoseconds) * 1e-18 + Double(duration.components.seconds))
            / Double(max(1, sample.count))
        channels = settings.channels ?? (found == [1] ? 1 : 3)
        let bytes = settings.side * settings.side * channels
        picturesPerShard = max(1, (shardBytes ?? Self.shardBytes) / bytes)
    }

    private var bytesPerPicture: Int { settings.side * settings.side * channels }

    /// What is packed and how: two calls that agree in it write the same files.
    private var identity: JSONValue {
        [
            "format": .string(PackedHead.format), "version": .integer(PackedHead.version),
            "side": .integer(settings.side), "channels": .integer(channels),
            "pictures_per_shard": .integer(picturesPerShard), "listing": .string(tree.fingerprint),
        ]
    }

    /// What the packing of those pictures will take that are not packed yet.
    package func estimate() -> PackEstimate {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
        let written = names.filter { $0.hasSuffix(".pixels") }.reduce(0) { sum, name in
            sum + ((try? FileManager.default.attributesOfItem(atPath: "\(output)/\(name)")[.size] as? Int) ?? 0)
        }
        let all = tree.training.count + tree.test.count
        // Where all is packed, the others are damaged.
        let pictures = PackedPictures.isPacked(output) ? 0 : max(0, all - written / bytesPerPicture)
        return PackEstimate(
            pictures: pictures, bytes: pictures * bytesPerPicture, free: free ?? PackEstimate.free(at: output),
            seconds: secondsPerPicture * Double(pictures) / Double(workers))
    }

    /// Packs what is not packed yet.
    ///
    /// - Parameter told: Called repeatedly with the progress; what it throws ends the packing, which can be continued later.
    /// - Returns: What the folder holds then.
    /// - Throws: `Refusal` where the folder holds something else or the disk is too small; `Failure` where a file cannot be
    ///   written, a part has no picture left, or, where that is asked for, a picture is damaged.
    @discardableResult
    package func pack(_ told: (PackMoment) throws -> Void = { _ in }) throws -> PackedHead {
        if PackedPictures.isPacked(output) { return try packedBefore() }
        let isResumed = FolderContents.exists("\(output)/\(PackJournal.file)")
        guard isResumed || FolderContents.isAbsentOrEmpty(output) else {
            throw Refusal("\(output) exists and is not an empty folder; expected a new or an empty one")
        }
        // Before anything is made that would keep another side from being packed there.
        try estimate().check(output)
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw Failure("\(output) cannot be made: \(SystemReason.of(error))")
        }
        let journal = try PackJournal(folder: output, head: identity)
        try check(journal)
        let resumed = PackedPart.Name.allCases.reduce(0) { sum, part in
            sum + (journal.shards.last { $0.part == part }?.next ?? 0)
        }
        var parts: [PackedPart] = []
        var (before, leftOutBefore) = (0, 0)
        for part in PackedPart.Name.allCases {
            let files = part == .training ? tree.training : tree.test
            let packed = try pack(files, as: part, journal) { done, leftOut in
                try told(
                    PackMoment(
                        done: before + done, all: tree.training.count + tree.test.count,
                        leftOut: leftOutBefore + leftOut,
                        resumed: resumed))
            }
            before += files.count
            leftOutBefore += packed.leftOut.count
            parts.append(packed)
        }
        let head = PackedHead(
            settings: settings, channels: channels, classNames: tree.classNames, listing: tree.fingerprint,
            training: parts[0], test: parts[1])
        try WholeFile.write(
            Data((head.json.text(indented: true) + "\n").utf8), to: "\(output)/\(PackedHead.file)")
        try journal.end()
        return head
    }

    /// Refuses a journal that cannot be of these pictures: each is in a shard or left out, once.
    private func check(_ journal: PackJournal) throws(Refusal) {
        for part in PackedPart.Name.allCases {
            let files = part == .training ? tree.training : tree.test
            var next = 0
            for shard in journal.shards where shard.part == part {
                guard shard.next <= files.count, shard.pictures <= picturesPerShard,
                    shard.pictures + shard.leftOut.count == shard.next - next,
                    shard.leftOut.allSatisfy({ damage in files[next..<shard.next].contains { $0.path == damage.path } })
                else { throw misfit }
                next = shard.next
            }
        }
    }

    private var misfit: Refusal {
        Refusal("\(output)/\(PackJournal.file) does not fit the pictures; expected the file as it was written")
    }

    private func packedBefore() throws -> PackedHead {
        let head = try PackedHead(folder: output)
        guard head.listing == tree.fingerprint else {
            throw Refusal("\(output) holds other pictures; expected an empty folder, or that one to be removed")
        }
        guard head.side == settings.side, head.channels == channels else {
            throw Refusal(
                "\(output) holds these pictures packed to \(head.side) x \(head.side) x \(head.channels), not "
                    + "\(settings.side) x \(settings.side) x \(channels); expected an empty folder, or that one to be removed"
            )
        }
        // The process may have been killed between writing the head and removing it.
        unsafe unlink("\(output)/\(PackJournal.file)")
        return head
    }

    /// A picture of the list that has been dealt with.
    private typealias Done = (place: Int, result: Result<[UInt8], PictureProblem>)

    /// Packs one part.
    private func pack(
        _ files: [PictureTree.File], as part: PackedPart.Name, _ journal: PackJournal,
        _ told: (_ done: Int, _ leftOut: Int) throws -> Void
    ) throws -> PackedPart {
        var next = journal.shards.last { $0.part == part }?.next ?? 0
        var leftOut = journal.shards.filter { $0.part == part }.flatMap(\.leftOut)
        // What is decoded and in no shard yet.
        var squares: [(place: Int, bytes: [UInt8])] = []
        var damages: [(place: Int, damage: PackedPart.Damage)] = []
        try told(next, leftOut.count)
        while true {
            while squares.count < picturesPerShard, next < files.count {
                let wave = next..<min(next + 8 * workers, files.count)
                for (place, result) in zip(wave, try decoded(files[wave])) {
                    switch result {
                    case .success(let bytes): squares.append((place, bytes))
                    case .failure(let problem):
                        let damage = PackedPart.Damage(path: files[place].path, reason: problem.description)
                        if settings.isStrict {
                            throw Failure("\(tree.root)/\(damage.line); expected whole pictures only, by --strict")
                        }
                        damages.append((place, damage))
                    }
                }
                next = wave.upperBound
                try told(next, leftOut.count + damages.count)
            }
            let chosen = squares.prefix(picturesPerShard)
            guard let last = chosen.last else { break }
            let end = chosen.count == squares.count && next == files.count ? next : last.place + 1
            let own = damages.prefix { $0.place < end }.map(\.damage)
            let name = PackedPart.shardFile(part, journal.shards.count { $0.part == part })
            let digest = try write(chosen.map(\.bytes), to: name)
            try journal.note(
                PackJournal.Shard(part: part, pictures: chosen.count, sha256: digest, next: end, leftOut: own))
            leftOut += own
            damages.removeFirst(own.count)
            squares.removeFirst(chosen.count)
        }
        return try end(part, files, journal, leftOut + damages.map(\.damage))
    }

    /// Decodes pictures, many at a time, in their order.
    private func decoded(_ files: ArraySlice<PictureTree.File>) throws -> [Result<[UInt8], PictureProblem>] {
        let files = Array(files)
        let results = Mutex([Result<[UInt8], any Error>?](repeating: nil, count: files.count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(workers, files.count)) { _ in
            while case let place = next.add(1, ordering: .relaxed).oldValue, place < files.count {
                let result = Result { try square("\(tree.root)/\(files[place].path)") }
                results.withLock { $0[place] = result }
            }
        }
        return try results.withLock(\.self).map { result in
            switch result {
            case .success(let bytes): return .success(bytes)
            case .failure(let problem as PictureProblem): return .failure(problem)
            case .failure(let error): throw error
            case nil: preconditionFailure("every picture is dealt with")
            }
        }
    }

    private func square(_ path: String) throws -> [UInt8] {
        try decoders.picture(path).converted(channels: channels).middleSquare(settings.side).bytes
    }

    /// Writes a shard.
    ///
    /// - Returns: Its SHA-256.
    private func write(_ squares: [[UInt8]], to name: String) throws -> String {
        var digest = SHA256()
        for square in squares { digest.update(square.span) }
        let path = "\(output)/\(name)"
        do {
            try DurableFile.write(to: path, by: path + ".part") { handle in
                for square in squares { try handle.write(contentsOf: Data(square)) }
            }
        } catch {
            throw Failure(
                "\(path) cannot be written: \(SystemReason.of(error)); what is packed stays, and the same command continues from it"
            )
        }
        return digest.hexadecimal
    }

    /// Writes the labels and names of a part whose shards are written.
    private func end(
        _ part: PackedPart.Name, _ files: [PictureTree.File], _ journal: PackJournal, _ leftOut: [PackedPart.Damage]
    ) throws -> PackedPart {
        let damaged = Set(leftOut.map(\.path))
        let kept = files.filter { !damaged.contains($0.path) }
        let shards = journal.shards.filter { $0.part == part }
        guard !kept.isEmpty else {
            let first = leftOut.first.map { ", as \($0.line)" } ?? ""
            throw Failure("no \(part.rawValue) picture of \(tree.root) can be decoded\(first)")
        }
        guard shards.reduce(0, { $0 + $1.pictures }) == kept.count else {
            throw misfit
        }
        let labels = kept.flatMap { [UInt8(truncatingIfNeeded: $0.label), UInt8($0.label >> 8)] }
        let names = Array(kept.map { $0.path + "\n" }.joined().utf8)
        return PackedPart(
            pictures: kept.count, picturesPerShard: picturesPerShard, shards: shards.map(\.sha256),
            labels: try write([labels], to: PackedPart.labelsFile(part)),
            names: try write([names], to: PackedPart.namesFile(part)), leftOut: leftOut)
    }
}
