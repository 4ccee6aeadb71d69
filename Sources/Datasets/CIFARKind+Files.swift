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
