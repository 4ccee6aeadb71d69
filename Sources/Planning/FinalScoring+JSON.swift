import Documents
import RunFiles
import Scenarios

extension FinalScoring {
    /// The figures by name.
    var json: JSONValue {
        [
            RunKey.members: .integer(members), "uniform_paths": .integer(uniformPaths),
            RunKey.pictures: .integer(picturesPerPath), RunKey.images: .integer(images),
        ]
    }
}
