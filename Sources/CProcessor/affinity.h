/* On which cores the calling thread runs: the system's calls of glibc that are hidden from Swift. */
#ifndef GREEDYNAS_AFFINITY_H
#define GREEDYNAS_AFFINITY_H

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>

/* The cores that the thread may use, as a row of bits; the number of bytes written, or a negative number. */
static inline long thread_affinity_get(void *mask, unsigned long bytes) {
    return syscall(SYS_sched_getaffinity, 0, bytes, mask);
}

/* Keeps the thread to some cores; 0, or a negative number where the system refuses. */
static inline long thread_affinity_set(const void *mask, unsigned long bytes) {
    return syscall(SYS_sched_setaffinity, 0, bytes, mask);
}
#else
static inline long thread_affinity_get(void *mask, unsigned long bytes) { return -1; }
static inline long thread_affinity_set(const void *mask, unsigned long bytes) { return -1; }
#endif

#endif
