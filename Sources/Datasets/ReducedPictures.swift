/// A set of which only some training pictures are used: of each class its share of them, the first ones.
///
/// Files are often sorted by class, so that the first pictures of all would be of the first classes alone.
public struct ReducedPictures: PictureSource {
    private let source: any PictureSource
    private let count: Int

    /// Takes a part of a set; nothing is read yet.
    ///
    /// - Parameters:
    ///   - source: The set.
    ///   - count: How many training pictures are used.
    public init(of source: any PictureSource, training count: Int) {
        self.source = source
        self.count = count
    }

    /// The name of the set.
    public var name: String { source.name }

    /// The names of the classes.
    public var classNames: [String] { source.classNames }

    /// The counts of the set, as far as it is used.
    ///
    /// - Throws: `DatasetsError` where there are fewer pictures; what the set's reader throws.
    public func size() throws -> PictureSetSize {
        var size = try source.size()
        guard count <= size.training else {
            throw DatasetsError.tooFewPictures(set: name, wanted: count, pictures: size.training)
        }
        size.training = count
        return size
    }

    /// Reads the training part and takes the pictures, in their order.
    ///
    /// - Throws: `DatasetsError` where there are fewer; what the set's reader throws.
    public func training() throws -> Pictures {
        let all = try source.training()
        guard count <= all.count else {
            throw DatasetsError.tooFewPictures(set: name, wanted: count, pictures: all.count)
        }
        var left = HoldOut.quotas(
            counts: all.countsPerClass(classes: classNames.count), total: all.count, first: count, second: 0
        ).map(\.0)
        return all.subset(
            all.labels.indices.filter { index in
                guard left[Int(all.labels[index])] > 0 else { return false }
                left[Int(all.labels[index])] -= 1
                return true
            })
    }

    /// Reads the test part, which is whole.
    public func test() throws -> Pictures { try source.test() }

    /// The files of the set.
    public func files() throws -> [SourceFile] { try source.files() }
}
