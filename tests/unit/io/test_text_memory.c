/* What a thread remembers of a column: never another text's number, whatever stands beside it. */
#include "io/text_memory.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static jw_hashed_text hashed(const char *text)
{
    size_t length = strlen(text);
    return (jw_hashed_text){ text, (uint32_t)length, jw_strings_hash(text, length) };
}

/* Texts of up to three times what a line of the cache holds, most of few kinds. */
static char *random_text(GRand *r, int32_t n_kinds)
{
    int kind = g_rand_int_range(r, 0, n_kinds), length = kind % 90;
    g_autofree char *filler = g_strnfill((gsize)length, (char)('a' + kind % 7));
    return g_strdup_printf("%d%s", kind, filler);
}

static void test_against_a_table(void)
{
    static const int32_t n_kinds[] = { 50, 3000, 100000 };
    for (size_t round = 0; round < G_N_ELEMENTS(n_kinds); round++) {
        GRand *r = g_rand_new_with_seed((guint32)round);
        jw_text_memory *m = jw_text_memory_new();
        GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        uint32_t n_recalled = 0, n_short = 0;
        for (int i = 0; i < 300000; i++) {
            char *text = random_text(r, n_kinds[round]);
            jw_hashed_text t = hashed(text);
            jw_text_memory_expect(m, t.hash);
            jw_str known = GPOINTER_TO_UINT(g_hash_table_lookup(table, text)),
                   recalled = jw_text_memory_recall(m, &t);
            if (recalled) g_assert_cmpuint(recalled, ==, known);
            n_recalled += recalled != 0;
            n_short += t.length <= 50;
            if (!known) known = g_hash_table_size(table) + 1;
            if (!recalled) jw_text_memory_remember(m, &t, known);
            g_hash_table_replace(table, text, GUINT_TO_POINTER(known));
        }
        if (round < 2) g_assert_cmpuint(n_recalled * 10, >, n_short * 8); /* what comes again is remembered */
        g_hash_table_destroy(table);
        jw_text_memory_free(m);
        g_rand_free(r);
    }
}

/* A text that comes again and again is not driven out by those that come once. */
static void test_frequent(void)
{
    jw_text_memory *m = jw_text_memory_new();
    jw_hashed_text frequent = hashed("龙华区");
    uint32_t n_recalled = 0;
    for (uint32_t i = 1; i <= 200000; i++) {
        g_autofree char *once = g_strdup_printf("A%u", i);
        jw_hashed_text t = hashed(once);
        g_assert_cmpuint(jw_text_memory_recall(m, &t), ==, 0);
        jw_text_memory_remember(m, &t, i + 1);
        if (i % 4) continue;
        bool recalled = jw_text_memory_recall(m, &frequent) == 1;
        if (!recalled) jw_text_memory_remember(m, &frequent, 1);
        n_recalled += recalled;
    }
    g_assert_cmpuint(n_recalled, >, 49900);
    jw_text_memory_free(m);
}

/* How many of the texts from … to are recalled; the others are remembered. */
static uint32_t recall_all(jw_text_memory *m, uint32_t from, uint32_t to)
{
    uint32_t n_recalled = 0;
    for (uint32_t i = from; i < to; i++) {
        g_autofree char *text = g_strdup_printf(i % 8 ? "%08u" : "%040u", i);
        jw_hashed_text t = { text, (uint32_t)strlen(text), i * 0x9e3779b9u };
        jw_str recalled = jw_text_memory_recall(m, &t);
        if (recalled) g_assert_cmpuint(recalled, ==, i + 1);
        n_recalled += recalled != 0;
        if (!recalled) jw_text_memory_remember(m, &t, i + 1);
    }
    return n_recalled;
}

/* When more lines are taken into use, what stands in the old ones is not forgotten; and then there is room
 * for all. */
static void test_growing(void)
{
    jw_text_memory *m = jw_text_memory_new();
    g_assert_cmpuint(recall_all(m, 0, 1500), ==, 0); /* fewer than it has lines at first */
    g_assert_cmpuint(recall_all(m, 0, 1500), >, 1200);
    uint32_t n_kept = recall_all(m, 0, 1500);
    recall_all(m, 1500, 2100);
    g_assert_cmpuint(recall_all(m, 0, 1500), >=, n_kept);
    for (int i = 0; i < 8; i++) recall_all(m, 0, 5000);
    g_assert_cmpuint(recall_all(m, 0, 5000), >, 4800);
    jw_text_memory_free(m);
}

static size_t pages_in_memory(void)
{
    g_autofree char *sizes = NULL; /* of the whole, and what of it is in memory; in pages */
    g_assert_true(g_file_get_contents("/proc/self/statm", &sizes, NULL, NULL));
    return (size_t)g_ascii_strtoull(strchr(sizes, ' '), NULL, 10);
}

/* There is one for each column and thread, also of a small register: it takes the memory that it uses, not
 * that up to which it may grow. */
static void test_small(void)
{
    enum { N = 64, MOST = 256 << 10 }; /* bytes of each, much more than the one page: the count is rough */
    jw_text_memory *memories[N];
    size_t before = pages_in_memory();
    for (int i = 0; i < N; i++) {
        memories[i] = jw_text_memory_new();
        jw_hashed_text t = hashed("龙华");
        jw_text_memory_remember(memories[i], &t, 7);
    }
    g_assert_cmpuint(pages_in_memory(), <, before + N * MOST / (size_t)sysconf(_SC_PAGESIZE));
    for (int i = 0; i < N; i++) jw_text_memory_free(memories[i]);
}

/* Texts of one hash and length are told apart; and on one line of the cache what is asked for stays. */
static void test_same_line(void)
{
    jw_text_memory *m = jw_text_memory_new();
    jw_hashed_text frequent = { "甲乙", 6, 7 }, other = { "丙丁", 6, 7 };
    jw_text_memory_remember(m, &frequent, 1);
    g_assert_cmpuint(jw_text_memory_recall(m, &other), ==, 0);
    for (uint32_t i = 2; i < 1000; i++) {
        g_assert_cmpuint(jw_text_memory_recall(m, &frequent), ==, 1);
        g_autofree char *once = g_strdup_printf("A%u", i);
        jw_hashed_text t = { once, (uint32_t)strlen(once), 7 + (i << 20) };
        jw_text_memory_remember(m, &t, i);
        jw_text_memory_recall(m, &t);
    }
    jw_text_memory_free(m);
}

static void test_absent(void)
{
    jw_text_memory *m = jw_text_memory_new();
    jw_hashed_text absent = { NULL, 0, 0 }, unknown = hashed("甲");
    g_assert_cmpuint(jw_text_memory_recall(m, &absent), ==, 0);
    g_assert_cmpuint(jw_text_memory_recall(m, &unknown), ==, 0);
    jw_text_memory_free(m);
    jw_text_memory_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text-memory/against-a-table", test_against_a_table);
    g_test_add_func("/text-memory/frequent", test_frequent);
    g_test_add_func("/text-memory/growing", test_growing);
    g_test_add_func("/text-memory/small", test_small);
    g_test_add_func("/text-memory/same-line", test_same_line);
    g_test_add_func("/text-memory/absent", test_absent);
    return g_test_run();
}
