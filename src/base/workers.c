#include "base/workers.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

enum { MOST_THREADS = 64 };

static int most_threads; /* 0: as many as there are processors */

/* A job under way. POSIX threads rather than GLib's: ThreadSanitizer knows them. */
typedef struct {
    const jw_job *job;
    void *context;
    uint32_t n_pieces;
    pthread_mutex_t lock;
    pthread_cond_t handed_in;
    uint32_t next, turn; /* the next piece to take up, the next to hand in */
} shop;

/* What one thread did and has not handed in yet, first to last. */
typedef struct {
    uint32_t pieces[1 + JW_MOST_AHEAD], n;
} waiting;

typedef enum { DO_PIECE, HAND_IN, END } step;

/* What a thread is to do next; waits until there is something. The piece whose turn it is was taken up before
 * all others that are not handed in, so some thread is at it or about to hand it in. */
static step next_step(shop *s, const waiting *w, uint32_t *piece)
{
    step is = END;
    pthread_mutex_lock(&s->lock);
    for (;; pthread_cond_wait(&s->handed_in, &s->lock)) {
        if (w->n && w->pieces[0] == s->turn) {
            is = HAND_IN;
            break;
        }
        if (w->n <= s->job->ahead && s->next < s->n_pieces) {
            is = DO_PIECE;
            *piece = s->next++;
            break;
        }
        if (!w->n) break;
    }
    pthread_mutex_unlock(&s->lock);
    return is;
}

static void hand_in(shop *s, void *scratch, waiting *w)
{
    s->job->hand_in(s->context, scratch, w->pieces[0]);
    memmove(w->pieces, w->pieces + 1, --w->n * sizeof *w->pieces);
    pthread_mutex_lock(&s->lock);
    s->turn++;
    pthread_cond_broadcast(&s->handed_in);
    pthread_mutex_unlock(&s->lock);
}

static void *work(void *data)
{
    shop *s = data;
    void *scratch = s->job->begin(s->context);
    waiting w = { .n = 0 };
    uint32_t piece = 0;
    for (step is; (is = next_step(s, &w, &piece)) != END;) {
        if (is == HAND_IN) {
            hand_in(s, scratch, &w);
        } else {
            s->job->do_piece(s->context, scratch, piece);
            if (s->job->hand_in) w.pieces[w.n++] = piece;
        }
    }
    s->job->end(scratch);
    return NULL;
}

void jw_work(const jw_job *job, void *context, uint32_t n_pieces, int alone)
{
    int wanted = most_threads ? most_threads : (int)g_get_num_processors();
    shop s = { .job = job, .context = context, .n_pieces = n_pieces };
    pthread_mutex_init(&s.lock, NULL);
    pthread_cond_init(&s.handed_in, NULL);
    pthread_t threads[MOST_THREADS];
    int n = 0;
    wanted = alone ? 1 : MIN(wanted, (int)MIN(n_pieces, (uint32_t)MOST_THREADS));
    /* This thread is one of them; a thread that cannot be had is done without. */
    while (n + 1 < wanted && pthread_create(&threads[n], NULL, work, &s) == 0) n++;
    work(&s);
    while (n) pthread_join(threads[--n], NULL);
    pthread_cond_destroy(&s.handed_in);
    pthread_mutex_destroy(&s.lock);
}

static void *no_scratch(void *context)
{
    return context;
}

static void keep_scratch(void *scratch)
{
    (void)scratch;
}

void jw_each_piece(void (*do_piece)(void *context, void *scratch, uint32_t piece), void *context, size_t n,
                   uint32_t width)
{
    jw_job job = { no_scratch, do_piece, NULL, keep_scratch, 0 };
    uint32_t pieces = (uint32_t)((n + width - 1) / width);
    jw_work(&job, context, pieces, pieces < 2);
}

void jw_work_with(int threads)
{
    most_threads = threads;
}
