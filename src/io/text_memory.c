#include "io/text_memory.h"

#include "base/pages.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* A text is looked for in one line of the processor's cache, which holds two short texts or a longer one. Of
 * a small register few lines are touched at all. */
enum {
    LINE = 64,
    SHORT = 22,
    LONG = SHORT + 32,
    FIRST_LINES = 1 << 11,
    MOST_LINES = 1 << 15,
    MOST_BYTES = MOST_LINES * LINE
};

#define HEAD                                                                                                 \
    uint32_t hash;                                                                                           \
    jw_str number; /* 0: free */                                                                             \
    uint8_t length;                                                                                          \
    bool again /* asked for since another text wanted the place */

typedef struct {
    HEAD;
    char text[SHORT];
} place;

typedef union {
    place halves[2];
    struct {
        HEAD;
        char text[LONG];
    } whole; /* if it is longer than SHORT */
} line;
G_STATIC_ASSERT(sizeof(line) == LINE);

struct jw_text_memory {
    line *lines;
    uint32_t n, n_new, n_again; /* lines; since it grew: texts that came; how often one was recalled */
};

/* There are as many lines as there may be: what is not written takes no memory. */
jw_text_memory *jw_text_memory_new(void)
{
    jw_text_memory *m = g_new0(jw_text_memory, 1);
    m->lines = jw_sparse_pages(MOST_BYTES);
    m->n = FIRST_LINES;
    return m;
}

void jw_text_memory_free(jw_text_memory *m)
{
    if (!m) return;
    jw_free_zero_pages(m->lines, MOST_BYTES);
    g_free(m);
}

static line *line_of(const jw_text_memory *m, uint32_t hash)
{
    return &m->lines[hash & (m->n - 1)];
}

static bool is_whole(const line *l)
{
    return l->whole.length > SHORT;
}

static bool is_at(const place *at, const char *text, const jw_hashed_text *t)
{
    return at->hash == t->hash && at->length == t->length && at->number &&
           memcmp(text, t->text, t->length) == 0;
}

jw_str jw_text_memory_recall(jw_text_memory *m, const jw_hashed_text *t)
{
    if (!t->text) return 0;
    line *l = line_of(m, t->hash);
    place *first = &l->halves[0], *second = &l->halves[1], *at = NULL;
    if (is_at(first, l->whole.text, t))
        at = first;
    else if (!is_whole(l) && is_at(second, second->text, t))
        at = second;
    if (!at) return 0;
    at->again = true;
    m->n_again++;
    return at->number;
}

/* ---- What is new ---- */

/* Twice as many lines: what stands in one stays there or goes as far behind the old ones. */
static void grow(jw_text_memory *m)
{
    uint32_t old = m->n;
    for (line *from = m->lines, *to = from + old; from < m->lines + old; from++, to++) {
        if (is_whole(from) && from->whole.hash & old) {
            *to = *from;
            *from = (line){ 0 };
        }
        for (int k = 0; k < 2 && !is_whole(from); k++) {
            if (!(from->halves[k].hash & old)) continue;
            to->halves[k] = from->halves[k];
            from->halves[k] = (place){ 0 };
        }
    }
    m->n = 2 * old;
    m->n_new = m->n_again = 0;
}

/* A text that was asked for again stays once: what stands in one row only does not drive it out. */
static bool stays(place *p)
{
    bool again = p->again;
    p->again = false;
    return again;
}

static void remember_long(line *l, const jw_hashed_text *t, jw_str number)
{
    bool first_stays = stays(&l->halves[0]);
    if (first_stays || (!is_whole(l) && stays(&l->halves[1]))) return;
    *l = (line){ .whole = { .hash = t->hash, .number = number, .length = (uint8_t)t->length } };
    memcpy(l->whole.text, t->text, t->length);
}

static void remember_short(line *l, const jw_hashed_text *t, jw_str number)
{
    place *first = &l->halves[0], *second = &l->halves[1], *at = first;
    if (is_whole(l)) {
        if (stays(first)) return;
        *l = (line){ 0 };
    } else if (first->number && (!second->number || !second->again)) {
        at = second;
    } else if (first->number && stays(first)) {
        stays(second);
        return;
    }
    *at = (place){ .hash = t->hash, .number = number, .length = (uint8_t)t->length };
    memcpy(at->text, t->text, t->length);
}

void jw_text_memory_remember(jw_text_memory *m, const jw_hashed_text *t, jw_str number)
{
    if (t->length > LONG) return;
    if (++m->n_new > m->n && m->n_again > m->n_new / 4 && m->n < MOST_LINES) grow(m);
    (t->length > SHORT ? remember_long : remember_short)(line_of(m, t->hash), t, number);
}

void jw_text_memory_expect(const jw_text_memory *m, uint32_t hash)
{
    __builtin_prefetch(line_of(m, hash), 1);
}
