import Documents
import Imaging
import RunSupport
import TestSupport
import Testing
@testable import Preparation

/// What the programs of the system make of files that their own counterparts have written.
struct PictureDecodersTests {
    private let folder = TemporaryFolder()

    private static func has(_ programs: String...) -> Bool {
        programs.allSatisfy { ((try? SystemProgram.run("which", [$0]))?.status ?? 1) == 0 }
    }

    @Test(.enabled(if: has("djpeg", "cjpeg")), arguments: [true, false])
    func JPEGFilesAreDecoded(isGrey: Bool) throws {
        let source = try folder.write(
            "a.pnm", isGrey ? PictureFiles.grey(24, 40, salt: 0) : PictureFiles.colours(24, 40, salt: 0))
        let (file, plain) = (folder.path("a.jpg"), folder.path("b.pnm"))
        #expect(try SystemProgram.run("cjpeg", ["-quality", "90", "-outfile", file, source]).status == 0)
        #expect(try SystemProgram.run("djpeg", ["-pnm", "-outfile", plain, file]).status == 0)
        let picture = try PictureDecoders().picture(file)
        #expect((picture.height, picture.width, picture.channels) == (24, 40, isGrey ? 1 : 3))
        #expect(try picture == Netpbm.read(folder.bytes("b.pnm")))
        // Cut off: the rest would be grey.
        try folder.write("cut.jpg", Array(try folder.bytes("a.jpg").dropLast(60)))
        #expect(throws: PictureProblem("djpeg says: Premature end of JPEG file")) {
            try PictureDecoders().picture(folder.path("cut.jpg"))
        }
    }

    @Test(.enabled(if: has("pngtopam", "pnmtopng"))) func PNGFilesAreDecoded() throws {
        let source = try folder.write("a.ppm", PictureFiles.colours(10, 6, salt: 2))
        let script = "pnmtopng -quiet '\(source)' > '\(folder.path("a.png"))'"
        #expect(try SystemProgram.run("sh", ["-c", script]).status == 0)
        // Told by what it is, not by its name.
        try folder.write("b.jpg", try folder.bytes("a.png"))
        #expect(try PictureDecoders().picture(folder.path("b.jpg")).bytes == PictureFiles.pixels(180, salt: 2))
    }

    @Test func whatIsMissingIsSaidBeforeAnythingIsDone() throws {
        let none = PictureDecoders(path: folder.path)
        try none.check(["a/b.ppm"])
        #expect(
            sentence { try none.check(["a.ppm", "a/b.JPEG"]) }
                == "there is no program here that decodes JPEG files; expected djpeg or jpegtopnm in PATH, which `apt install "
                + "libjpeg-turbo-progs` or `brew install jpeg-turbo` brings")
        #expect(
            sentence { try none.check(["a.png"]) }
                == "there is no program here that decodes PNG files; expected pngtopam or pngtopnm in PATH, which `apt install "
                + "netpbm` or `brew install netpbm` brings")
        try folder.write("a.ppm", [0xFF, 0xD8, 0xFF, 0xE0])
        #expect(throws: PictureProblem.self) { try none.picture(folder.path("a.ppm")) }
    }

    /// A file that is not there any more is left out; what else keeps the system from opening one ends the packing.
    @Test func filesThatCannotBeOpenedAreToldApart() throws {
        try folder.write("a.jpg", "x")
        #expect(throws: PictureProblem("it cannot be read: No such file or directory")) {
            try PictureDecoders().picture(folder.path("b.jpg"))
        }
        #expect(
            sentence(of: Failure.self) { try PictureDecoders().picture(folder.path("a.jpg/b.jpg")) }
                == "\(folder.path("a.jpg/b.jpg")) cannot be read: Not a directory")
    }

    /// A program that writes without end is ended; one that fails is quoted; one that is told to end ends the packing.
    @Test func programsThatMisbehaveAreDealtWith() throws {
        func decoder(_ script: String) throws -> PictureDecoders {
            let path = try folder.write("djpeg", "#!/bin/sh\n\(script)\n")
            #expect(try SystemProgram.run("chmod", ["+x", path]).status == 0)
            return PictureDecoders(path: folder.path)
        }
        let file = try folder.write("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0])
        #expect(throws: PictureProblem("djpeg says: no such luck")) {
            try decoder("echo no such luck >&2; exit 3").picture(file)
        }
        #expect(throws: PictureProblem("djpeg says: exit code 3")) { try decoder("exit 3").picture(file) }
        #expect(throws: PictureProblem("djpeg died of signal 11")) { try decoder("kill -11 $$").picture(file) }
        #expect(
            sentence(of: Failure.self) { try decoder("kill -15 $$").picture(file) }
                == "djpeg was told to end by signal 15")
        #expect(
            sentence(of: Failure.self) { try decoder("kill -9 $$").picture(file) }
                == "djpeg was killed while it decoded \(file), as happens when memory runs out; what is packed stays, "
                + "and the same command continues from it")
        let output = try ChildProcess.run("/bin/sh", ["-c", "yes"], atMost: 1_000)
        #expect(output.isCut && output.bytes.count > 1_000)
    }
}
