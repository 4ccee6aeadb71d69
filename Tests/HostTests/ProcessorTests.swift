import Testing
@testable import Host

struct ProcessorTests {
    @Test func lacksAreNamedAndNothingElse() {
        #expect(Processor.shortcoming(needed: ["avx2", "fma"], present: ["sse", "avx2", "fma"]) == nil)
        let sentence = Processor.shortcoming(needed: ["avx2", "avx512f", "fma"], present: ["avx2"])
        #expect(sentence?.contains("needs avx512f, fma, which this processor") == true, "\(sentence ?? "nil")")
    }

    /// The tests run here, so the kernels' instruction sets are there.
    @Test func theProcessorAtHandHasWhatTheKernelsUse() {
        #expect(Processor.shortcoming == nil)
    }

    @Test func coresAreTheFewestOfMachineMaskAndQuota() {
        #expect(Processor.cores(machine: 8, affinity: nil, quota: nil) == 8)
        #expect(Processor.cores(machine: 8, affinity: 3, quota: nil) == 3)
        #expect(Processor.cores(machine: 8, affinity: 3, quota: 1.5) == 2)
        #expect(Processor.cores(machine: 8, affinity: 8, quota: 0.1) == 1)
        #expect(Processor.cores(machine: 8, affinity: 4, quota: 1e300) == 4)
    }

    @Test func variablesForThreadsAreNamedWhereTheyAskForMoreThanOne() {
        for silent in [[:], ["OMP_NUM_THREADS": "1"], ["OPENBLAS_NUM_THREADS": "", "OMP_THREAD_LIMIT": "4"]] {
            #expect(ThreadVariables.conflict(in: silent) == nil)
        }
        let both = ThreadVariables.conflict(in: ["OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "8"])
        #expect(both?.hasPrefix("OPENBLAS_NUM_THREADS is 8 and OMP_NUM_THREADS is 4, which changes nothing") == true)
        #expect(
            ThreadVariables.conflict(in: ["OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "1"])?.hasPrefix(
                "OMP_NUM_THREADS is 4,") == true)
    }
}
