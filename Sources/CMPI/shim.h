/* The system's MPI, and functions for what it names by macros, which Swift does not import, or by types of its own. */
#ifndef GREEDYNAS_MPI_H
#define GREEDYNAS_MPI_H

#include <mpi.h>

/* What was started and may not be over. Its bytes are in use until then, so that Swift takes it as unsafe with every MPI. */
typedef struct {
    MPI_Request request;
    const void *bytes;
} mpi_pending;

/* 1 where it is OpenMPI. */
static inline int mpi_is_open(void) {
#ifdef OPEN_MPI
    return 1;
#else
    return 0;
#endif
}

/* Starts MPI for a process whose threads call it one after the other; 0 where it offers that. */
static inline int mpi_start(void) {
    int offered = MPI_THREAD_SINGLE;
    MPI_Init_thread(0, 0, MPI_THREAD_SERIALIZED, &offered);
    return offered >= MPI_THREAD_SERIALIZED ? 0 : 1;
}

/* The number of this process, counted from 0. */
static inline int mpi_rank(void) {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

/* The number of processes. */
static inline int mpi_size(void) {
    int size = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return size;
}

/* Ends all processes. */
static inline void mpi_abort(int code) { MPI_Abort(MPI_COMM_WORLD, code); }

/* Starts to copy bytes of the first process to all others. */
static inline mpi_pending mpi_broadcast(void *bytes, int count) {
    mpi_pending pending = {.bytes = bytes};
    MPI_Ibcast(bytes, count, MPI_BYTE, 0, MPI_COMM_WORLD, &pending.request);
    return pending;
}

/* Starts to send bytes to every process and to receive bytes from every one. */
static inline mpi_pending mpi_all_to_all(
    const void *sent, const int *sent_counts, const int *sent_places, void *received, const int *received_counts,
    const int *received_places) {
    mpi_pending pending = {.bytes = received};
    MPI_Ialltoallv(
        sent, sent_counts, sent_places, MPI_BYTE, received, received_counts, received_places, MPI_BYTE, MPI_COMM_WORLD,
        &pending.request);
    return pending;
}

/* Starts to complete a buffer of which every process has its own piece in place. */
static inline mpi_pending mpi_all_gather(void *bytes, const int *counts, const int *places) {
    mpi_pending pending = {.bytes = bytes};
    MPI_Iallgatherv(
        MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, bytes, counts, places, MPI_BYTE, MPI_COMM_WORLD, &pending.request);
    return pending;
}

/* Whether what was started is over. */
static inline int mpi_is_over(mpi_pending *pending) {
    int is_over = 0;
    MPI_Test(&pending->request, &is_over, MPI_STATUS_IGNORE);
    return is_over;
}

#endif
