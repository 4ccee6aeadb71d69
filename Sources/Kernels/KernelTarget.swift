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
            ("avx", PROCESSOR_AVX), ("avx2", PROCESSOR_AVX2), ("fma", PROCESSOR_FMA), ("f16c", PROCESSOR_F16C),
            ("bmi1", PROCESSOR_BMI1), ("bmi2", PROCESSOR_BMI2), ("abm", PROCESSOR_LZCNT), ("movbe", PROCESSOR_MOVBE),
            ("gfni", PROCESSOR_GFNI), ("vaes", PROCESSOR_VAES), ("vpclmulqdq", PROCESSOR_VPCLMULQDQ),
            ("avx_vnni", PROCESSOR_AVXVNNI), ("avx512f", PROCESSOR_AVX512F), ("avx512bw", PROCESSOR_AVX512BW),
            ("avx512vl", PROCESSOR_AVX512VL), ("avx512dq", PROCESSOR_AVX512DQ), ("avx512cd", PROCESSOR_AVX512CD),
            ("avx512ifma", PROCESSOR_AVX512IFMA), ("avx512vbmi", PROCESSOR_AVX512VBMI),
            ("avx512_vbmi2", PROCESSOR_AVX512VBMI2), ("avx512_vnni", PROCESSOR_AVX512VNNI),
            ("avx512_bitalg", PROCESSOR_AVX512BITALG), ("avx512_vpopcntdq", PROCESSOR_AVX512VPOPCNTDQ),
            ("avx512_bf16", PROCESSOR_AVX512BF16), ("avx512_fp16", PROCESSOR_AVX512FP16), ("sve", PROCESSOR_SVE),
        ].filter { compiled & $0.1 != 0 }.map { $0.0 }
    }()

    /// Whether the processor has 32 registers of 16 floats; never inlined, so that both forms of a kernel are compiled.
    @inline(never) static var hasWideRegisters: Bool { PROCESSOR_COMPILED_FOR & PROCESSOR_AVX512F != 0 }
}
