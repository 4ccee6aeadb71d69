import Documents
import Preparation

/// `greedynas data pack`: a folder of picture files as shards.
struct DataPackCommand: Command {
    let name = "data pack"
    let summary = "Pack a folder of JPEG and PNG files for training"
    let positionals = ["FOLDER"]
    let options = [
        Self.output, Self.size, Self.channels, Self.strict, SharedOptions.workers, SharedOptions.json,
        SharedOptions.quiet,
    ]
    let notes = """
        FOLDER holds train/CLASS/ and test/CLASS/ (or val/CLASS/) with pictures; without a folder for tests every fifth
        picture of a class becomes a test picture. The shorter side of each picture is resized to --size and the
        middle square cut out. Networks see these squares, or what data.side and data.crop_area make of them. djpeg and
        pngtopam decode; damaged pictures are named and left out. An interrupted call goes on where it was. Train with
        --set data.set=packed --data DIR.
        """

    private static let output = SharedOptions.output("DIR", "where the shards go; it is made")
    private static let size = CommandLineOption.option(
        "size", "S", "side of the packed pictures in pixels; default 224")
    private static let channels = CommandLineOption.option(
        "channels", "1|3", "grey or colours; default grey where the first pictures are")
    private static let strict = CommandLineOption.flag("strict", "end at the first damaged picture")

    @concurrent func run(_ arguments: ParsedArguments) async throws -> String {
        let output = try arguments.required(Self.output, arguments.value(Self.output))
        let settings = try PackSettings(
            side: arguments.integer(Self.size, in: PackSettings.sides) ?? 224,
            channels: arguments.word(Self.channels).flatMap { Int($0) }, isStrict: arguments.isGiven(Self.strict))
        let workers = try arguments.integer(SharedOptions.workers, in: 1...1024)
        let packer = try Packer(
            PictureTree(arguments.positionals[0]), settings: settings, output: FilePath.plain(output), workers: workers)
        let head = try PackingProgress.pack(packer, isQuiet: arguments.isGiven(SharedOptions.quiet))
        guard arguments.isGiven(SharedOptions.json) else { return Self.text(head, packer.output) }
        let document: JSONValue = [
            "folder": .string(packer.output), "training": .integer(head.training.pictures),
            "test": .integer(head.test.pictures), "classes": .integer(head.classNames.count),
            "side": .integer(head.side), "channels": .integer(head.channels),
            "left_out": .array((head.training.leftOut + head.test.leftOut).map { .string($0.line) }),
        ]
        return document.text(indented: true)
    }

    private static func text(_ head: PackedHead, _ output: String) -> String {
        let damaged = head.training.leftOut.count + head.test.leftOut.count
        return
            "\(output): \(head.training.pictures) training and \(head.test.pictures) test pictures of \(head.side) x "
            + "\(head.side) x \(head.channels) in \(head.classNames.count) classes, \(damaged.counted("damaged picture")) left out"
    }
}
