extension CIFARKind {
    /// The set in a folder, whichever version of it is there; the binary one goes first.
    ///
    /// - Throws: `DatasetsError` when the folder or a file is missing, or a list of class names has the wrong length.
    public func source(in folder: String) throws -> any PictureSource {
        do {
            return try CIFARBinary(self, folder: folder)
        } catch DatasetsError.filesMissing(_, let places, let names) {
            do {
                return try CIFARPython(self, folder: folder)
            } catch DatasetsError.filesMissing(_, let others, let more) {
                throw DatasetsError.filesMissing(
                    set: title, places: places + others.filter { !places.contains($0) }, names: names + more)
            }
        }
    }

    /// The folder that has the first training file and the test file of a version: the one given, or the one in it that the
    /// archive unpacks to.
    ///
    /// - Throws: `DatasetsError.folderMissing` or `.filesMissing`.
    func locate(_ files: Files, in folder: String) throws -> String {
        guard PlainFile.folderExists(folder) else { throw DatasetsError.folderMissing(path: folder) }
        let places = [folder, PlainFile.join(folder, files.folder)]
        let needed = [files.training[0], files.test]
        for place in places where needed.allSatisfy({ PlainFile.exists(PlainFile.join(place, $0)) }) { return place }
        throw DatasetsError.filesMissing(set: title, places: places, names: needed)
    }

    /// The training files that are there, up to the last one.
    ///
    /// - Throws: `DatasetsError.batchMissing` where one is missing before another one.
    func numbered(_ names: [String], in folder: String) throws -> [String] {
        let present = names.map { PlainFile.exists(PlainFile.join(folder, $0)) }
        let count = present.prefix { $0 }.count
        if let later = present[count...].firstIndex(of: true) {
            throw DatasetsError.batchMissing(folder: folder, missing: names[count], present: names[later])
        }
        return Array(names.prefix(count))
    }

    /// Those of some files that are there, with their SHA-256.
    func sourceFiles(_ names: [String], in folder: String) throws -> [SourceFile] {
        try names.map { PlainFile.join(folder, $0) }.filter { PlainFile.exists($0) }.map { try SourceFile(path: $0) }
    }

    /// Pixels of records as they are kept here, red, green and blue side by side; in a record they are three planes.
    ///
    /// - Parameters:
    ///   - bytes: Where the records are.
    ///   - start: The first byte of the first one's pixels.
    ///   - recordBytes: From one record to the next.
    ///   - count: How many records.
    static func interleaved(_ bytes: [UInt8], from start: Int, recordBytes: Int, count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count * pixelBytes) { interleaved, initialised in
            for record in 0..<count {
                let planes = start + record * recordBytes
                for pixel in 0..<1024 {
                    for channel in 0..<3 {
                        unsafe interleaved[record * pixelBytes + pixel * 3 + channel] =
                            bytes[planes + channel * 1024 + pixel]
                    }
                }
            }
            initialised = count * pixelBytes
        }
    }
}
