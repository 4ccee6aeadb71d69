/* The system's OpenBLAS: sgemm, its thread count, and the name of the kernels it picked. */
#include <cblas.h>
