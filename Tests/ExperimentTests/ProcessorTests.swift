import Testing

@testable import Experiment

struct ProcessorTests {
    @Test func lacksAreNamedAndNothingElse() {
        #expect(Processor.shortcoming(needed: ["avx2", "fma"], present: ["sse", "avx2", "fma"]) == nil)
        let sentence = Processor.shortcoming(needed: ["avx2", "avx512f", "fma"], present: ["avx2"])
        #expect(sentence?.contains("uses avx512f, fma, which the processor here") == true, "\(sentence ?? "nil")")
    }

    /// The tests run here, so the kernels' instruction sets are there.
    @Test func theProcessorAtHandHasWhatTheKernelsUse() {
        #expect(Processor.shortcoming == nil)
    }
}
