/* Products of matrices whose 32-bit words are pairs of 16-bit numbers.
   In C, since Swift has no name for these instructions. A processor without them computes nearly the same from floats, slowly:
   bfloat16 keeps numbers below 2^-126 there, and halves are rounded to floats first. */
#ifndef GREEDYNAS_PAIRS_H
#define GREEDYNAS_PAIRS_H

typedef float words_16 __attribute__((ext_vector_type(16)));

/* A number as bfloat16 (the upper half of a float), rounded to the nearest even. */
static inline unsigned short bfloat_bits(float x) {
#ifdef __AVX512BF16__
    const __bf16 number = (__bf16)x;
    unsigned short bits;
    __builtin_memcpy(&bits, &number, sizeof bits);
    return bits;
#else
    unsigned int bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (unsigned short)(x != x ? bits >> 16 | 0x40 : (bits + 0x7fff + (bits >> 16 & 1)) >> 16);
#endif
}

/* A number as a half (IEEE 754 binary16), rounded to the nearest even. */
static inline unsigned short half_bits(float x) {
    const _Float16 number = (_Float16)x;
    unsigned short bits;
    __builtin_memcpy(&bits, &number, sizeof bits);
    return bits;
}

/* For each word: sum + the products of both numbers, which are bfloat16; the sum is a float. */
static inline words_16 add_bfloat_pairs(words_16 sums, words_16 a, words_16 b) {
#ifdef __AVX512BF16__
    typedef float floats __attribute__((__vector_size__(64)));
    typedef __bf16 bfloats __attribute__((__vector_size__(64)));
    return (words_16)__builtin_ia32_dpbf16ps_512((floats)sums, (bfloats)a, (bfloats)b);
#else
    typedef unsigned int bits __attribute__((ext_vector_type(16)));
    const bits x = (bits)a, y = (bits)b, upper = 0xffff0000u;
    sums = __builtin_elementwise_fma((words_16)(x & upper), (words_16)(y & upper), sums);
    return __builtin_elementwise_fma((words_16)(x << 16), (words_16)(y << 16), sums);
#endif
}

/* For each number of a pair: sum + product; all are halves. */
static inline words_16 add_half_pairs(words_16 sums, words_16 a, words_16 b) {
    typedef _Float16 halves __attribute__((ext_vector_type(32)));
#ifdef __AVX512FP16__
    return (words_16)__builtin_elementwise_fma((halves)a, (halves)b, (halves)sums);
#else
    typedef float floats __attribute__((ext_vector_type(32)));
    const floats x = __builtin_convertvector((halves)a, floats), y = __builtin_convertvector((halves)b, floats);
    const floats sum = __builtin_elementwise_fma(x, y, __builtin_convertvector((halves)sums, floats));
    return (words_16)__builtin_convertvector(sum, halves);
#endif
}

/* For each word: float + (lower half + upper half), the halves' sum being a half. */
static inline words_16 add_both_halves(words_16 floats, words_16 pairs) {
    typedef unsigned int bits __attribute__((ext_vector_type(16)));
    typedef unsigned short shorts __attribute__((ext_vector_type(16)));
    typedef _Float16 halves __attribute__((ext_vector_type(16)));
    typedef _Float16 both __attribute__((ext_vector_type(32)));
    const both sums = (both)pairs + (both)((bits)pairs >> 16);
    return floats + __builtin_convertvector((halves)__builtin_convertvector((bits)sums, shorts), words_16);
}

#endif
