import Datasets
import TestSupport
import Testing

struct EmbeddedPicturesTests {
    @Test func seedPartAndIndexDecideAlone() throws {
        let source = try EmbeddedPictures(seed: 1, trainingCount: 40, testCount: 20)
        let training = source.training()
        #expect(training == source.training())
        // The number of pictures changes none of them, and each can be drawn alone.
        let more = try EmbeddedPictures(seed: 1, trainingCount: 70, testCount: 1).training()
        #expect(more.subset(Array(0..<40)) == training)
        for index in [39, 0, 17] {
            #expect(Array(training.subset([index]).pixels) == source.picture(index, of: .training))
            #expect(training.labels[index] == source.label(of: index))
        }
        #expect(Array(source.test().subset([7]).pixels) == source.picture(7, of: .test))
    }

    @Test func noTwoPicturesAreEqual() throws {
        let pictures = try (1...3 as ClosedRange<UInt64>).flatMap { seed in
            let source = try EmbeddedPictures(seed: seed, trainingCount: 1, testCount: 1)
            return EmbeddedPictures.Part.allCases.flatMap { part in (0..<30).map { source.picture($0, of: part) } }
        }
        #expect(Set(pictures).count == 180)
    }

    /// A change of the generator changes every result that was ever reported on it; it must not happen unnoticed.
    @Test func picturesStayWhatTheyAre() throws {
        let folder = TemporaryFolder()
        let pixels = try EmbeddedPictures(seed: 2020, trainingCount: 100, testCount: 1).training().pixels
        let file = try SourceFile(path: try folder.write("pixels", Array(pixels)))
        #expect(file.sha256 == "84556d9edb06f3178883a7d96dde2fcafc454da16ae266cf2f7c8e508fcc4618")
    }

    @Test(arguments: [1, 9, 10, 11, 100, 137])
    func classesAreBalanced(count: Int) throws {
        let source = try EmbeddedPictures(seed: 1, trainingCount: count, testCount: count)
        #expect(source.classNames.count == 10 && Set(source.classNames).count == 10)
        for part in [source.training(), source.test()] {
            #expect(part.count == count && (part.height, part.width, part.channels) == (32, 32, 3))
            let counts = part.countsPerClass(classes: 10)
            #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
        }
    }

    @Test func emptyPartsAreRefused() {
        expectSentence("training", "is 0") { _ = try EmbeddedPictures(seed: 1, trainingCount: 0, testCount: 1) }
        expectSentence("test", "is -1") { _ = try EmbeddedPictures(seed: 1, trainingCount: 1, testCount: -1) }
    }

    /// Brightness and colour must not give the class away, yet the check itself must be able to learn.
    @Test func linearClassifierDoesNotSuffice() throws {
        let source = try EmbeddedPictures(seed: 1, trainingCount: 4000, testCount: 4000)
        let training = source.training()
        let classifier = try LinearClassifier(on: training, epochs: 4, rate: 0.0003)
        let fresh = try classifier.accuracy(on: source.test())
        #expect(fresh < 0.6)
        // Chance is 0.1 with a standard deviation of 0.005.
        #expect(fresh > 0.125)
        #expect(try classifier.accuracy(on: training) > 0.3)
    }

    /// The mean colour of a picture is told by its class no better than by chance: means differ by noise only.
    @Test func meanBrightnessTellsLittle() throws {
        let pictures = try EmbeddedPictures(seed: 1, trainingCount: 2000, testCount: 1).training()
        let means = (0..<10).map { label -> Double in
            let own = pictures.subset((0..<2000).filter { pictures.labels[$0] == label })
            return Double(own.pixels.reduce(0) { $0 + Int($1) }) / Double(own.pixels.count)
        }
        #expect((means.max() ?? 0) - (means.min() ?? 0) < 25, "\(means)")
    }
}
