/* Work in numbered pieces on several threads, with a result that does not depend on how many there are. */
#ifndef JW_BASE_WORKERS_H
#define JW_BASE_WORKERS_H

#include <stddef.h>
#include <stdint.h>

/* What one thread writes again and again stands so many bytes apart from what others read: on one line of the
 * cache each write would take it away from them. */
enum { JW_APART = 128 };

/* A job. Pieces 0 … n − 1 are taken up in that order by whichever thread is free. `do_piece` may write only
 * to its thread's scratch; `hand_in` is called after it, for one piece at a time and in the order of the
 * pieces, and takes from the scratch what belongs to the result: so sums are added up in one order, always.
 * hand_in may be NULL where each piece has a place of its own in the result.
 *
 * ahead: so many more pieces a thread may do while one that it did waits for its turn. The scratch then has
 * room for the results of 1 + ahead pieces, which are handed in in the order in which they were done. */
enum { JW_MOST_AHEAD = 7 };
typedef struct {
    void *(*begin)(void *context); /* a thread's scratch */
    void (*do_piece)(void *context, void *scratch, uint32_t piece);
    void (*hand_in)(void *context, void *scratch, uint32_t piece);
    void (*end)(void *scratch);
    uint32_t ahead; /* up to JW_MOST_AHEAD */
} jw_job;

/* alone: on the calling thread only, for work too small to share. */
void jw_work(const jw_job *job, void *context, uint32_t n_pieces, int alone);

/* Pieces of `width` of the numbers 0 … n − 1, each with a place of its own in the result: do_piece gets no
 * scratch. For less than two pieces no thread is started. */
void jw_each_piece(void (*do_piece)(void *context, void *scratch, uint32_t piece), void *context, size_t n,
                   uint32_t width);

/* At most that many threads from now on; 0: as many as there are processors. For tests. */
void jw_work_with(int threads);

#endif
