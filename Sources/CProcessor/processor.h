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
};

#endif
