import Architecture
import Documents
import RunFiles
import Search

extension SearchProgress {
    /// The progress; what the networks cost follows from their choices.
    var document: JSONValue {
        [
            RunKey.generation: .integer(generation), "population": .array(population.map { .integer($0) }),
            "networks": .array(
                networks.map { network in
                    [
                        RunKey.choices: JSONValue(network.path),
                        RunKey.loss: JSONValue(network.loss), RunKey.accuracy: JSONValue(network.accuracy),
                    ]
                }),
            "time": time.document,
        ]
    }
}

extension SearchPhase {
    /// Reads the progress of a search of this phase.
    ///
    /// - Throws: `Refusal` where it cannot be one.
    func progress(_ section: JSONSection) throws(Refusal) -> SearchProgress {
        let networks = try section.sections("networks").map { entry throws(Refusal) in
            let path = try entry.path(RunKey.choices, of: space)
            let (loss, accuracy) = (try entry.number(RunKey.loss), try entry.number(RunKey.accuracy))
            do throws(SearchError) {
                return try network(path, loss: loss, accuracy: accuracy)
            } catch {
                throw Refusal("\(section.file): \(entry.path): \(error)")
            }
        }
        let progress = SearchProgress(
            generation: try section.count(RunKey.generation), networks: networks,
            population: try section.integers("population"), time: try PhaseTime(section.section("time")))
        do throws(SearchError) {
            _ = try searcher(from: progress, first: [])
        } catch {
            throw Refusal("\(section.file): search: \(error)")
        }
        return progress
    }
}
