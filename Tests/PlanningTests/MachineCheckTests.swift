import Architecture
import Layout
import NeuralNetwork
import Testing
@testable import Documents
@testable import Planning
@testable import Scenarios

struct MachineCheckTests {
    private func estimate(
        _ text: String, phases: ClosedRange<RunPhase> = .supernet...(.last), workers: Int = 2
    ) throws -> MemoryEstimate {
        try MemoryEstimate(Scenario(JSONValue(parsing: "{\(text)}")), phases: phases, workers: workers)
    }

    /// Of phases that are run, and of keys that ask for instructions that the kernels must not use.
    @Test func precisionNeedsItsInstructions() throws {
        let scenario = try Scenario(
            JSONValue(parsing: "{supernet: {scoring_precision: 'float16'}, search: {precision: 'bfloat16'}}"))
        func shortcoming(_ phases: ClosedRange<RunPhase>, _ instructionSets: [String]) -> String? {
            MachineCheck.shortcoming(of: scenario, phases: phases, instructionSets: instructionSets)
        }
        let end =
            ", for which this build of greedynas was not made; expected \"float32\", or a build made on a processor that has it"
        #expect(
            shortcoming(.supernet...(.last), ["avx2"])
                == "supernet.scoring_precision is \"float16\", which needs the instruction set avx512_fp16" + end)
        #expect(
            shortcoming(.supernet...(.last), ["avx512_fp16"])
                == "search.precision is \"bfloat16\", which needs the instruction set avx512_bf16" + end)
        #expect(shortcoming(.search...(.search), ["avx512_fp16"])?.hasPrefix("search.precision") == true)
        #expect(shortcoming(.supernet...(.supernet), ["avx512_fp16"]) == nil)
        #expect(shortcoming(.supernet...(.last), ["avx512_fp16", "avx512_bf16"]) == nil)
        #expect(shortcoming(.retrain...(.retrain), []) == nil)
        #expect(
            MachineCheck.shortcoming(
                of: try Scenario(JSONValue(parsing: "{}")), phases: .supernet...(.last), instructionSets: [])
                == nil)
    }

    @Test func whatFitsAndWhatIsNotKnownIsNotRefused() throws {
        let estimate = try estimate("")
        #expect(MachineCheck.refusal(of: estimate, available: nil) == nil)
        #expect(MachineCheck.refusal(of: estimate, available: estimate.total) == nil)
        #expect(MachineCheck.refusal(of: estimate, available: estimate.total - 1) != nil)
    }

    @Test(arguments: [
        ("supernet: {scoring_pictures: 1000}", "supernet", "supernet.scoring_pictures"),
        ("data: {search: 5000}, search: {scoring_batch: 5000}", "search", "search.scoring_batch"),
        ("retrain: {batch: 4000}", "retrain", "retrain.batch"),
        ("data: {generated: {training: 1000000}}", "supernet", "data.training_pictures"),
    ])
    func refusalNamesThePhaseAndWhatToLower(text: String, phase: String, key: String) throws {
        let refusal = try #require(MachineCheck.refusal(of: estimate(text), available: 50 << 20))
        let sentence = refusal.description
        #expect(sentence.hasPrefix("the phase \(phase) needs about "), "\(sentence)")
        #expect(
            sentence.contains("50.0 MiB are available; expected settings that need less, such as a smaller \(key)"),
            "\(sentence)")
    }

    /// A phase that is not run takes nothing.
    @Test func onlyThePhasesThatAreRunCount() throws {
        let text = "retrain: {batch: 4000}"
        #expect(try estimate(text).phase == .retrain)
        #expect(try estimate(text, phases: .supernet...(.search)).phase != .retrain)
        #expect(try estimate(text, phases: .search...(.search)).phase == .search)
    }

    /// Training pays for momentum and gradients, and for the states that are kept; whoever only scores for the weights.
    @Test func scoringAlonePaysForTheWeightsAlone() throws {
        let text = "data: {search: 5000}, search: {scoring_batch: 5000}"
        let space = try Scenario(JSONValue(parsing: "{\(text)}")).searchSpace
        let arena = 4 * SupernetLayout(space).table.count
        #expect(try estimate(text, phases: .supernet...(.supernet)).parameters == 7 * arena)
        let alone = try estimate(text, phases: .search...(.search))
        #expect(alone.phase == .search && alone.parameters == arena)
        // In a run the velocities wait for its digest.
        let inRun = try estimate(text, phases: .supernet...(.search))
        #expect(inRun.phase == .search && inRun.parameters == 2 * arena)
        #expect(inRun.activations == alone.activations && inRun.pictures == alone.pictures)
    }

    /// Where weights take more than passes, their file beside them is the most.
    @Test func weightsThatAreReadAreInMemoryTwice() throws {
        let text = "space: {width: 8}, data: {search: 10}, search: {scoring_batch: 2, population: 3}"
        let space = try Scenario(JSONValue(parsing: "{\(text)}")).searchSpace
        let reading = try estimate(text, phases: .search...(.search), workers: 1)
        #expect(reading.activations == 0 && reading.parameters == 8 * SupernetLayout(space).table.count)
    }

    @Test func passesBesideOneAnotherTakeTheirMemoryEach() throws {
        let (one, four) = (
            try estimate("", phases: .supernet...(.supernet), workers: 1),
            try estimate("", phases: .supernet...(.supernet), workers: 4)
        )
        #expect(four.activations > 3 * one.activations)
        #expect(four.parameters == one.parameters)
        // The memory of a training step that takes more than a scoring pass is kept, and serves one of the passes.
        func steps(_ workers: Int) throws -> Int {
            try estimate("supernet: {scoring_pictures: 32}", phases: .supernet...(.supernet), workers: workers)
                .activations
        }
        #expect(try steps(3) - steps(2) == steps(2) - steps(1) && steps(2) > steps(1))
        // No more passes than paths in a round.
        let (ten, twenty) = (
            try estimate("", phases: .supernet...(.supernet), workers: 10),
            try estimate("", phases: .supernet...(.supernet), workers: 20)
        )
        #expect(twenty.activations < ten.activations + ten.activations / 4)
    }

    /// Pictures on the disk take no memory, but those that are taken out of them; of another set all are read for that.
    @Test func ofPicturesOnTheDiskOnlyCopiesCount() throws {
        func pictures(_ set: String, _ more: String = "") throws -> Int {
            try estimate(
                "data: {set: '\(set)', filtering: 20, search: 20\(more)}, space: {macro: 'quickstart', width: 0.1}, "
                    + "supernet: {scoring_pictures: 20, batch: 8}",
                phases: .search...(.search), workers: 1
            ).pictures
        }
        let values = 32 * 32 * 3
        #expect(try pictures("packed") == 0 && pictures("packed", ", training_pictures: 100") == 100 * values)
        #expect(try pictures("cifar10") == 50_000 * values)
        #expect(try pictures("cifar10", ", training_pictures: 100") == 50_100 * values)
        let test = try estimate(
            "data: {set: 'packed', training_pictures: 100, filtering: 20, search: 20}, supernet: {scoring_pictures: 20, batch: 8}",
            phases: .retrain...(.retrain))
        #expect(test.phase == .retrain && test.pictures == 100 * values)
    }

    /// Sizes beyond any machine are refused like others, not computed into an overflow.
    @Test func enormousScenariosAreRefused() throws {
        let enormous = try estimate(
            """
            data: {set: 'imagenet', filtering: 900000, search: 10}, space: {macro: 'imagenet', width: 6},
            supernet: {m: 100000, scoring_pictures: 900000}
            """, workers: 1024)
        #expect(enormous.total > 1 << 50)
        #expect(MachineCheck.refusal(of: enormous, available: 1 << 45) != nil)
    }
}
