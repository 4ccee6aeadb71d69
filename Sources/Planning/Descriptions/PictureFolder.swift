public import Datasets
public import Scenarios

/// Finds out which set of pictures a folder holds.
public enum PictureFolder {
    /// The first of some sets whose files the folder has.
    ///
    /// - Throws: What the sets' own readers say: that the folder is missing, or which files were looked for.
    public static func detect(
        _ folder: String, among sets: [ScenarioData.PictureSet]
    ) throws -> any PictureSource {
        var names: [String] = []
        for set in sets {
            do {
                return try set.source(folder: folder)
            } catch DatasetsError.filesMissing(_, _, let wanted) {
                names += wanted
            }
        }
        throw DatasetsError.filesMissing(
            set: sets.map(\.rawValue).joined(separator: ", "), places: [folder], names: names)
    }
}
