import Architecture
import Datasets
import Documents
import RunFiles
import Scenarios

/// The search space of a run, from its folder alone: the pictures may be on another machine.
struct FolderSpace {
    /// That of the network found; before that the scenario's for the pictures that the folder tells of, or, where it tells of
    /// none, for pictures of the nominal size.
    let space: SearchSpace
    /// The network found; nil where none is.
    let path: Path?
    /// Whether the space is that of the pictures the run had.
    let knowsPictures: Bool

    /// Reads `architecture.json` or `pictures.json`, where they are there.
    ///
    /// - Throws: `Refusal` where the file is not as a run writes it.
    init(of folder: String, scenario: Scenario) throws(Refusal) {
        let (architecture, pictures) = ("\(folder)/\(RunFileName.architecture)", "\(folder)/\(RunFileName.pictures)")
        if FolderContents.exists(architecture) {
            let found = try FoundArchitecture(file: architecture)
            (space, path, knowsPictures) = (found.space, found.path, true)
        } else if FolderContents.exists(pictures) {
            let input = try NetworkInput(of: folder)
            do throws(ArchitectureError) {
                space = try scenario.space.searchSpace(
                    for: PictureSetSize(
                        training: 0, test: 0, side: input.side, channels: input.channels,
                        classes: input.classNames.count))
            } catch {
                throw Refusal("\(pictures): \(error)")
            }
            (path, knowsPictures) = (nil, true)
        } else {
            (space, path, knowsPictures) = (scenario.searchSpace, nil, scenario.data.hasKnownSize)
        }
    }
}
