import Documents
import Preparation
import Reporting

/// Packs pictures, whichever command needs them, and says on standard error what it will take, how far it has come, and what
/// was left out.
enum PackingProgress {
    /// At most this many damaged pictures are named; the list is in the head of the packed pictures.
    private static let mostNamed = 10

    /// Does work in which pictures may have to be packed.
    static func telling<Result>(isQuiet: Bool, _ work: () async throws -> Result) async throws -> Result {
        let packing = FolderPack.Packing { _ = try pack($0, isQuiet: isQuiet) }
        return try await FolderPack.$packing.withValue(packing) { try await work() }
    }

    /// Packs.
    ///
    /// - Throws: As `Packer.pack`, and before it begins where the disk is too small; `CancellationError` where the task is
    ///   cancelled.
    static func pack(_ packer: Packer, isQuiet: Bool) throws -> PackedHead {
        let estimate = packer.estimate()
        if !isQuiet, estimate.pictures > 0 {
            StandardStreams.note(
                "packing \(estimate.pictures.counted("picture")) of \(packer.tree.root) into \(packer.output): "
                    + "\(PackEstimate.size(estimate.bytes)) of the \(PackEstimate.size(estimate.free)) that the disk has "
                    + "left, about \(NumberText.duration(estimate.seconds))")
            for note in notes(on: packer.tree) { StandardStreams.hint(note) }
        }
        let display = ProgressDisplay(isQuiet ? .none : .some)
        defer { display.close() }
        let clock = ContinuousClock()
        let start = clock.now
        let head = try packer.pack { moment in
            try Task.checkCancellation()
            var shown = ProgressMoment(
                unit: "picture", done: moment.done, planned: moment.all,
                figures: moment.leftOut > 0 ? "\(moment.leftOut) damaged" : "", images: moment.done)
            shown.origin = ProgressMoment.Origin(done: Double(moment.resumed), images: moment.resumed)
            shown.seconds = (clock.now - start) / .seconds(1)
            display.show(shown)
        }
        // Before the warnings, so that each has a line of its own.
        display.close()
        if !isQuiet { warn(of: head.training.leftOut + head.test.leftOut) }
        return head
    }

    private static func notes(on tree: PictureTree) -> [String] {
        var notes: [String] = []
        if tree.isDivided {
            notes.append(
                "there is no folder of test pictures: every \(PictureTree.division)th picture of a class becomes one, "
                    + "\(tree.test.count) of all")
        }
        if tree.others > 0 { notes.append("passing over \(tree.others.counted("file")) of other kinds") }
        return notes
    }

    private static func warn(of damages: [PackedPart.Damage]) {
        for damage in damages.prefix(mostNamed) { StandardStreams.warn("left out: \(damage.line)") }
        if damages.count > mostNamed {
            StandardStreams.warn("\(damages.count) damaged pictures are left out; \(PackedHead.file) names them all")
        }
    }
}
