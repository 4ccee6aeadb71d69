/* The system's MPI, and functions for what it names by macros, which Swift does not import. */
#ifndef GREEDYNAS_MPI_H
#define GREEDYNAS_MPI_H

#include <mpi.h>

/* All processes that were started together. */
static inline MPI_Comm mpi_world(void) { return MPI_COMM_WORLD; }

/* The type of a byte. */
static inline MPI_Datatype mpi_byte(void) { return MPI_BYTE; }

/* A request that nothing is to be waited for. */
static inline MPI_Request mpi_no_request(void) { return MPI_REQUEST_NULL; }

/* Starts MPI for a process whose threads call it one after the other; 0 where it offers that. */
static inline int mpi_start(void) {
    int offered = MPI_THREAD_SINGLE;
    MPI_Init_thread(0, 0, MPI_THREAD_SERIALIZED, &offered);
    return offered >= MPI_THREAD_SERIALIZED ? 0 : 1;
}

/* Starts to complete a buffer of which every process has its own piece in place. */
static inline int mpi_gather(void *bytes, const int *counts, const int *places, MPI_Request *request) {
    return MPI_Iallgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, bytes, counts, places, MPI_BYTE, MPI_COMM_WORLD, request);
}

/* Whether a request has been carried out. */
static inline int mpi_is_done(MPI_Request *request) {
    int done = 0;
    MPI_Test(request, &done, MPI_STATUS_IGNORE);
    return done;
}

#endif
