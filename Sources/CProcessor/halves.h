/* Floats kept at half their width (IEEE 754 binary16), rounded to the nearest even, and widened again, which is exact.
   In C, since Swift's own conversion of a vector is a call; that of a single number is none. */
#ifndef GREEDYNAS_HALVES_H
#define GREEDYNAS_HALVES_H

typedef float floats_16 __attribute__((ext_vector_type(16), aligned(4), may_alias));
typedef float floats_8 __attribute__((ext_vector_type(8), aligned(4), may_alias));
typedef _Float16 halves_16 __attribute__((ext_vector_type(16), aligned(2), may_alias));
typedef _Float16 halves_8 __attribute__((ext_vector_type(8), aligned(2), may_alias));

static inline void narrow_16(const void *floats, void *halves) {
    *(halves_16 *)halves = __builtin_convertvector(*(const floats_16 *)floats, halves_16);
}
static inline void narrow_8(const void *floats, void *halves) {
    *(halves_8 *)halves = __builtin_convertvector(*(const floats_8 *)floats, halves_8);
}

static inline void widen_16(const void *halves, void *floats) {
    *(floats_16 *)floats = __builtin_convertvector(*(const halves_16 *)halves, floats_16);
}
static inline void widen_8(const void *halves, void *floats) {
    *(floats_8 *)floats = __builtin_convertvector(*(const halves_8 *)halves, floats_8);
}

#endif
