/// A network of the literature, to count, to compare with and to build.
public struct PublishedNetwork: Sendable, Hashable {
    /// The authors' name for it.
    public let name: String
    /// The network for pictures of 224x224 and 1000 classes.
    public let blueprint: Blueprint
    /// The multiply-accumulates as the authors print them, rounded and perhaps counted otherwise than here.
    public let publishedMacs: Int
    /// The parameters as the authors print them.
    public let publishedParams: Int
    /// The top-1 accuracy on ImageNet as the authors print it, a fraction in [0, 1].
    public let publishedTop1: Double
    /// The top-5 accuracy on ImageNet as the authors print it, a fraction in [0, 1].
    public let publishedTop5: Double

    /// Finds a network by its name, in upper or lower case.
    public static func named(_ name: String) -> PublishedNetwork? {
        all.first { $0.name.lowercased() == name.lowercased() }
    }

    /// Names that somebody may have meant: those that begin so, in upper or lower case.
    public static func names(beginningWith start: String) -> [String] {
        start.isEmpty ? [] : all.map(\.name).filter { $0.lowercased().hasPrefix(start.lowercased()) }
    }

    /// Writes down a network of the engine's own table.
    ///
    /// - Parameters:
    ///   - macs: In thousands, as printed.
    ///   - params: In thousands, as printed.
    ///   - top1: In percent, as printed.
    ///   - top5: In percent, as printed.
    init(_ name: String, macs: Int, params: Int, top1: Double, top5: Double, _ notation: String) {
        self.name = name
        publishedMacs = macs * 1000
        publishedParams = params * 1000
        // A hundredth of 77.1 is not 0.771 in binary; of 7710 a ten-thousandth is. Some authors print two digits.
        publishedTop1 = (top1 * 100).rounded() / 10_000
        publishedTop5 = (top5 * 100).rounded() / 10_000
        do throws(ArchitectureError) {
            blueprint = try Blueprint(notation: notation)
        } catch {
            preconditionFailure("the published network \(name) is written down wrongly: \(error)")
        }
    }
}
