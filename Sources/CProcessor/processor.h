/* The instruction sets that the including module is compiled for, as the compiler's own macros tell. */
#ifndef GREEDYNAS_PROCESSOR_H
#define GREEDYNAS_PROCESSOR_H

enum {
    PROCESSOR_AVX = 1 << 0,
    PROCESSOR_AVX2 = 1 << 1,
    PROCESSOR_FMA = 1 << 2,
    PROCESSOR_AVX512F = 1 << 3,
    PROCESSOR_AVX512BW = 1 << 4,
    PROCESSOR_AVX512VL = 1 << 5,
    PROCESSOR_AVX512DQ = 1 << 6,
    PROCESSOR_SVE = 1 << 7,
    PROCESSOR_BMI1 = 1 << 8,
    PROCESSOR_BMI2 = 1 << 9,
    PROCESSOR_F16C = 1 << 10,
    PROCESSOR_LZCNT = 1 << 11,
    PROCESSOR_AVX512CD = 1 << 12,
    PROCESSOR_AVX512VBMI = 1 << 13,
    PROCESSOR_AVX512IFMA = 1 << 14,
    PROCESSOR_AVX512VBMI2 = 1 << 15,
    PROCESSOR_AVX512VNNI = 1 << 16,
    PROCESSOR_AVX512BITALG = 1 << 17,
    PROCESSOR_AVX512VPOPCNTDQ = 1 << 18,
    PROCESSOR_AVX512BF16 = 1 << 19,
    PROCESSOR_AVX512FP16 = 1 << 20,
    PROCESSOR_AVXVNNI = 1 << 21,
    PROCESSOR_GFNI = 1 << 22,
    PROCESSOR_MOVBE = 1 << 23,
    PROCESSOR_VAES = 1 << 24,
    PROCESSOR_VPCLMULQDQ = 1 << 25,

    PROCESSOR_COMPILED_FOR = 0
#ifdef __AVX__
        | (1 << 0)
#endif
#ifdef __AVX2__
        | (1 << 1)
#endif
#ifdef __FMA__
        | (1 << 2)
#endif
#ifdef __AVX512F__
        | (1 << 3)
#endif
#ifdef __AVX512BW__
        | (1 << 4)
#endif
#ifdef __AVX512VL__
        | (1 << 5)
#endif
#ifdef __AVX512DQ__
        | (1 << 6)
#endif
#ifdef __ARM_FEATURE_SVE
        | (1 << 7)
#endif
#ifdef __BMI__
        | (1 << 8)
#endif
#ifdef __BMI2__
        | (1 << 9)
#endif
#ifdef __F16C__
        | (1 << 10)
#endif
#ifdef __LZCNT__
        | (1 << 11)
#endif
#ifdef __AVX512CD__
        | (1 << 12)
#endif
#ifdef __AVX512VBMI__
        | (1 << 13)
#endif
#ifdef __AVX512IFMA__
        | (1 << 14)
#endif
#ifdef __AVX512VBMI2__
        | (1 << 15)
#endif
#ifdef __AVX512VNNI__
        | (1 << 16)
#endif
#ifdef __AVX512BITALG__
        | (1 << 17)
#endif
#ifdef __AVX512VPOPCNTDQ__
        | (1 << 18)
#endif
#ifdef __AVX512BF16__
        | (1 << 19)
#endif
#ifdef __AVX512FP16__
        | (1 << 20)
#endif
#ifdef __AVXVNNI__
        | (1 << 21)
#endif
#ifdef __GFNI__
        | (1 << 22)
#endif
#ifdef __MOVBE__
        | (1 << 23)
#endif
#ifdef __VAES__
        | (1 << 24)
#endif
#ifdef __VPCLMULQDQ__
        | (1 << 25)
#endif
};

#endif
