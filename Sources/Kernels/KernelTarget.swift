private import CProcessor

/// The processor that the kernels were compiled for.
public enum KernelTarget {
    /// The instruction sets that the kernels may use, by the names that Linux lists in /proc/cpuinfo.
    ///
    /// Whoever starts the program compares them with the processor at hand before any kernel runs.
    public static let instructionSets: [String] = {
        let compiled = PROCESSOR_COMPILED_FOR
        // Without key paths, which embedded Swift has not: by it the kernels are compiled for ARM.
        return [
            ("avx", PROCESSOR_AVX), ("avx2", PROCESSOR_AVX2), ("fma", PROCESSOR_FMA), ("avx512f", PROCESSOR_AVX512F),
            ("avx512bw", PROCESSOR_AVX512BW), ("avx512vl", PROCESSOR_AVX512VL), ("avx512dq", PROCESSOR_AVX512DQ),
            ("avx512cd", PROCESSOR_AVX512CD), ("avx512vbmi", PROCESSOR_AVX512VBMI), ("bmi1", PROCESSOR_BMI1),
            ("bmi2", PROCESSOR_BMI2), ("f16c", PROCESSOR_F16C), ("abm", PROCESSOR_LZCNT), ("sve", PROCESSOR_SVE),
        ].filter { compiled & $0.1 != 0 }.map { $0.0 }
    }()

    /// Whether the processor has 32 registers of 16 floats; never inlined, so that both forms of a kernel are compiled.
    @inline(never) static var hasWideRegisters: Bool { PROCESSOR_COMPILED_FOR & PROCESSOR_AVX512F != 0 }
}
