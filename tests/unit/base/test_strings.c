/* The pool against a plain hash table, and the texts that blocks make special. */
#include "base/strings.h"

#include <glib.h>
#include <string.h>

enum { BLOCK = 1 << 20 };

static char *random_text(GRand *r)
{
    int n = g_rand_int_range(r, 0, 4) ? g_rand_int_range(r, 0, 4) : g_rand_int_range(r, 0, 300);
    char *text = g_malloc((gsize)n + 1);
    for (int i = 0; i < n; i++)
        text[i] =
            (char)(g_rand_int_range(r, 0, 8) ? 'a' + g_rand_int_range(r, 0, 3) : g_rand_int_range(r, 1, 256));
    text[n] = '\0';
    return text;
}

static void test_against_a_table(void)
{
    GRand *r = g_rand_new_with_seed(4);
    jw_strings *pool = jw_strings_new();
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (int i = 0; i < 60000; i++) {
        char *text = random_text(r);
        jw_str known = GPOINTER_TO_UINT(g_hash_table_lookup(table, text));
        g_assert_cmpuint(jw_strings_find(pool, text), ==, known);
        jw_str s = jw_strings_add(pool, text);
        if (known)
            g_assert_cmpuint(s, ==, known);
        else
            g_assert_cmpuint(s, ==,
                             g_hash_table_size(table) + 1); /* numbers are given out in order, from 1 */
        g_hash_table_replace(table, text, GUINT_TO_POINTER(s));
    }
    g_assert_cmpuint(jw_strings_size(pool), ==, g_hash_table_size(table) + 1);
    GHashTableIter at;
    void *text, *number;
    for (g_hash_table_iter_init(&at, table); g_hash_table_iter_next(&at, &text, &number);) {
        g_assert_cmpstr(jw_strings_get(pool, GPOINTER_TO_UINT(number)), ==, text);
        g_assert_cmpuint(jw_strings_find(pool, text), ==, GPOINTER_TO_UINT(number));
    }
    g_hash_table_destroy(table);
    jw_strings_free(pool);
    g_rand_free(r);
}

/* A pool that grows often: texts with the same eight bytes first or not, shorter than these or not. */
static void test_large(void)
{
    enum { DISTINCT = 120000 };
    jw_strings *pool = jw_strings_new();
    for (int round = 0; round < 3; round++)
        for (uint32_t i = 0; i < DISTINCT; i++) {
            static const char *const formats[] = { "A%u", "社会组织%u", "%u", "12345678%u" };
            g_autofree char *text = g_strdup_printf(formats[i % 4], i);
            g_assert_cmpuint(jw_strings_add(pool, text), ==, i + 1);
            g_assert_cmpuint(jw_strings_add(pool, text), ==, i + 1);
            g_assert_cmpuint(jw_strings_find(pool, text), ==, i + 1);
            g_assert_cmpstr(jw_strings_get(pool, i + 1), ==, text);
        }
    g_assert_cmpuint(jw_strings_size(pool), ==, DISTINCT + 1);
    jw_strings_free(pool);
}

static void test_absent_and_empty(void)
{
    jw_strings *pool = jw_strings_new();
    g_assert_cmpuint(jw_strings_size(pool), ==, 1);
    g_assert_cmpuint(jw_strings_add(pool, NULL), ==, 0);
    g_assert_cmpuint(jw_strings_find(pool, NULL), ==, 0);
    g_assert_null(jw_strings_get(pool, 0));
    g_assert_cmpuint(jw_strings_find(pool, ""), ==, 0);
    jw_str empty = jw_strings_add(pool, "");
    g_assert_cmpuint(empty, !=, 0);
    g_assert_cmpstr(jw_strings_get(pool, empty), ==, "");
    g_assert_cmpuint(jw_strings_add_length(pool, "abc", 0), ==, empty);
    jw_strings_free(pool);
    jw_strings_free(NULL);
}

static void test_prefixes(void)
{
    jw_strings *pool = jw_strings_new();
    g_autofree char *text = g_strnfill(500, 'x');
    for (size_t n = 0; n <= 500; n++) g_assert_cmpuint(jw_strings_add_length(pool, text, n), ==, n + 1);
    for (size_t n = 0; n <= 500; n++) {
        g_assert_cmpuint(strlen(jw_strings_get(pool, (jw_str)(n + 1))), ==, n);
        g_assert_cmpuint(jw_strings_add_length(pool, text, n), ==, n + 1);
    }
    g_assert_cmpuint(jw_strings_size(pool), ==, 502);
    jw_strings_free(pool);
}

/* Around the size of a block, and what was there before must not move. */
static void test_long(void)
{
    static const size_t lengths[] = { 10, BLOCK - 12, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1,
                                      5,  3 * BLOCK,  7,         400000,    400000 };
    enum { N = G_N_ELEMENTS(lengths) };
    jw_strings *pool = jw_strings_new();
    const char *kept[N];
    jw_str numbers[N];
    for (size_t i = 0; i < N; i++) {
        g_autofree char *text = g_strnfill(lengths[i], (char)('a' + i));
        numbers[i] = jw_strings_add(pool, text);
        kept[i] = jw_strings_get(pool, numbers[i]);
    }
    for (size_t i = 0; i < N; i++) {
        g_autofree char *text = g_strnfill(lengths[i], (char)('a' + i));
        g_assert_true(jw_strings_get(pool, numbers[i]) == kept[i]);
        g_assert_cmpstr(kept[i], ==, text);
        g_assert_cmpuint(jw_strings_add(pool, text), ==, numbers[i]);
    }
    jw_strings_free(pool);
}

/* What is put is not known, may be there twice, and is known when it is asked for. */
static void test_put(void)
{
    jw_strings *pool = jw_strings_new();
    jw_str first = jw_strings_put(pool, "abc", 3), second = jw_strings_put(pool, "abcd", 3);
    g_assert_cmpuint(first, !=, second);
    g_assert_cmpstr(jw_strings_get(pool, first), ==, "abc");
    g_assert_cmpstr(jw_strings_get(pool, second), ==, "abc");
    g_assert_cmpuint(jw_strings_find(pool, "abc"), ==, 0);
    g_assert_cmpuint(jw_strings_know(pool, second), ==, second);
    g_assert_cmpuint(jw_strings_know(pool, second), ==, second);
    g_assert_cmpuint(jw_strings_know(pool, first), ==, second);
    g_assert_cmpuint(jw_strings_add(pool, "abc"), ==, second);
    jw_str added = jw_strings_add(pool, "x"), put = jw_strings_put(pool, "x", 1);
    g_assert_cmpuint(jw_strings_know(pool, put), ==, added);
    g_assert_cmpuint(jw_strings_size(pool), ==, 5);
    jw_strings_free(pool);
}

static void test_copy(void)
{
    enum { N = 30000 };
    jw_strings *pool = jw_strings_new();
    for (uint32_t i = 0; i < N; i++) {
        g_autofree char *text = g_strdup_printf("%u", i % (N / 2));
        if (i % 3)
            jw_strings_add(pool, text);
        else
            jw_strings_put(pool, text, strlen(text));
    }
    jw_strings *copy = jw_strings_copy(pool);
    uint32_t n = jw_strings_size(pool);
    g_assert_cmpuint(jw_strings_size(copy), ==, n);
    for (jw_str s = 1; s < n; s++) {
        const char *text = jw_strings_get(pool, s);
        g_assert_true(jw_strings_get(copy, s) != text);
        g_assert_cmpstr(jw_strings_get(copy, s), ==, text);
        g_assert_cmpuint(jw_strings_find(copy, text), ==, jw_strings_find(pool, text));
    }
    g_assert_cmpuint(jw_strings_add(copy, "new"), ==, n);
    g_assert_cmpuint(jw_strings_find(pool, "new"), ==, 0);
    jw_strings_free(pool);
    jw_strings_free(copy);
}

/* Bytes held must count the blocks that are longer than others. */
static void test_bytes(void)
{
    jw_strings *pool = jw_strings_new();
    g_assert_cmpuint(jw_strings_bytes(pool), >, 0);
    size_t before = jw_strings_bytes(pool);
    g_autofree char *text = g_strnfill(8 * BLOCK, 'x');
    jw_strings_add(pool, text);
    g_assert_cmpuint(jw_strings_bytes(pool), >=, before + 8 * BLOCK);
    jw_strings_free(pool);
}

/* Room changes nothing but the time: a guess too small, too large, and for a pool that has texts already. */
static void test_room(void)
{
    static const uint32_t rooms[][2] = { { 0, 0 }, { 10, 0 }, { 5000, 100000 }, { 1 << 20, 1 << 20 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++) {
        jw_strings *pool = jw_strings_new();
        for (int k = 0; k < 30000; k++) {
            if (k == 500 || k == 20000) jw_strings_make_room(pool, rooms[i][0], rooms[i][1]);
            g_autofree char *text = g_strdup_printf("%d", k);
            g_assert_cmpuint(jw_strings_add(pool, text), ==, k + 1);
        }
        for (int k = 0; k < 30000; k++) {
            g_autofree char *text = g_strdup_printf("%d", k);
            size_t length = strlen(text);
            g_assert_cmpuint(jw_strings_find(pool, text), ==, k + 1);
            g_assert_cmpuint(jw_strings_find_hashed(pool, text, length, jw_strings_hash(text, length)), ==,
                             k + 1);
        }
        jw_strings_free(pool);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/strings/against-a-table", test_against_a_table);
    g_test_add_func("/strings/large", test_large);
    g_test_add_func("/strings/absent-and-empty", test_absent_and_empty);
    g_test_add_func("/strings/prefixes", test_prefixes);
    g_test_add_func("/strings/long", test_long);
    g_test_add_func("/strings/put", test_put);
    g_test_add_func("/strings/room", test_room);
    g_test_add_func("/strings/copy", test_copy);
    g_test_add_func("/strings/bytes", test_bytes);
    return g_test_run();
}
