/* Findings, and the table of words that they are said in. */
#include "base/words.h"
#include "jingwei/limits.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* ---- The list ---- */

static void test_list(void)
{
    jw_diags *list = jw_diags_new();
    char code[] = "file-missing", file[] = "a.json", path[] = "units[0]", found[] = "x";
    jw_diags_add(list, &(jw_diag){ JW_WARNING, code, { file, 3, 7 }, path, found, NULL, NULL });
    jw_diags_add(list, &(jw_diag){ .severity = JW_ERROR, .code = code });
    jw_diags_add(list, &(jw_diag){ .severity = JW_ERROR, .code = code });
    memset(code, 'z', 3); /* the list has its own copies */
    memset(file, 'z', 3);
    memset(path, 'z', 3);
    memset(found, 'z', 1);
    g_assert_cmpuint(jw_diags_size(list), ==, 3);
    g_assert_cmpuint(jw_diags_count(list, JW_ERROR), ==, 2);
    g_assert_cmpuint(jw_diags_count(list, JW_WARNING), ==, 1);
    g_assert_cmpuint(jw_diags_count(list, JW_NOTE), ==, 0);
    const jw_diag *d = jw_diags_get(list, 0);
    g_assert_cmpstr(d->code, ==, "file-missing");
    g_assert_cmpstr(d->place.file, ==, "a.json");
    g_assert_cmpuint(d->place.line, ==, 3);
    g_assert_cmpuint(d->place.column, ==, 7);
    g_assert_cmpstr(d->path, ==, "units[0]");
    g_assert_cmpstr(d->found, ==, "x");
    g_assert_null(d->expected);
    jw_diags_free(list);
    jw_diags_free(NULL);
    jw_diags_add(NULL, &(jw_diag){ .severity = JW_ERROR, .code = "file-missing" });
}

/* Many findings, so that the list has moved; every copy is still its own. */
static void test_many(void)
{
    jw_diags *list = jw_diags_new();
    for (int i = 0; i < 5000; i++) {
        g_autofree char *found = g_strdup_printf("value %d", i);
        jw_diags_add(list, &(jw_diag){ .severity = JW_NOTE, .code = "not-a-number", .found = found });
    }
    for (size_t i = 0; i < 5000; i++) {
        g_autofree char *found = g_strdup_printf("value %zu", i);
        g_assert_cmpstr(jw_diags_get(list, i)->found, ==, found);
    }
    jw_diags_free(list);
}

static void test_broken_utf8(void)
{
    jw_diags *list = jw_diags_new();
    jw_diags_add(list, &(jw_diag){ .severity = JW_ERROR, .code = "not-a-number", .found = "\xE5\x8D" });
    g_assert_true(g_utf8_validate(jw_diags_get(list, 0)->found, -1, NULL));
    g_autofree char *found = g_strdup("ab\xE5"); /* a finding that was in no list */
    char *message = jw_diag_message(&(jw_diag){ .code = "not-a-number", .found = found }, JW_EN);
    g_assert_true(g_utf8_validate(message, -1, NULL));
    free(message);
    jw_diags_free(list);
}

static void assert_message(const jw_diag *d, const char *zh, const char *en)
{
    char *said[] = { jw_diag_message(d, JW_ZH), jw_diag_message(d, JW_EN) };
    g_assert_cmpstr(said[0], ==, zh);
    g_assert_cmpstr(said[1], ==, en);
    free(said[0]);
    free(said[1]);
}

static void test_messages(void)
{
    assert_message(&(jw_diag){ .code = "unknown-kind", .found = "blok", .nearest = "block" },
                   "没有“blok”这个种类；是不是“block”？", "there is no kind “blok”; did you mean “block”?");
    assert_message(&(jw_diag){ .code = "unknown-kind", .found = "blok" }, "没有“blok”这个种类",
                   "there is no kind “blok”");
    assert_message(&(jw_diag){ .code = "file-not-regular", .found = "@file.directory" },
                   "应当是普通文件，实际是文件夹", "a regular file was expected, but this is a directory");
    /* what a file holds is said as it stands there */
    assert_message(&(jw_diag){ .code = "unknown-kind", .found = "@x {found} {expected}" },
                   "没有“@x {found} {expected}”这个种类", "there is no kind “@x {found} {expected}”");
    assert_message(&(jw_diag){ .code = "unknown-kind" }, "没有“”这个种类", "there is no kind “”");
    assert_message(&(jw_diag){ .code = "no-such-code", .found = "x" }, "diag.no-such-code",
                   "diag.no-such-code");
}

/* Long values are shown by their first 120 characters, never half of one. */
static void test_long_values(void)
{
    GString *text = g_string_new(NULL), *shown = g_string_new("there is no kind “");
    for (int i = 0; i < 121; i++) {
        g_string_append(text, "龙");
        g_string_append(shown, i < 120 ? "龙" : "…");
    }
    g_string_append(shown, "”");
    char *message = jw_diag_message(&(jw_diag){ .code = "unknown-kind", .found = text->str }, JW_EN);
    g_assert_cmpstr(message, ==, shown->str);
    free(message);
    g_string_free(text, TRUE);
    g_string_free(shown, TRUE);
}

static void test_limits(void)
{
    jw_limits limits = jw_limits_default();
#define X(name, value, meaning) g_assert_cmpuint(limits.name, ==, value);
    JW_LIMITS(X)
#undef X
}

/* ---- The table ---- */

static int compare_places(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The places of a text, sorted: "{expected}{found}". */
static char *places_of(const char *text)
{
    g_autoptr(GPtrArray) places = g_ptr_array_new_with_free_func(g_free);
    for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
        const char *close = strchr(p, '}');
        if (!close) break;
        char *place = g_strndup(p, (gsize)(close - p) + 1);
        if (g_ptr_array_find_with_equal_func(places, place, g_str_equal, NULL))
            g_free(place);
        else
            g_ptr_array_add(places, place);
    }
    g_ptr_array_sort(places, compare_places);
    g_ptr_array_add(places, NULL);
    return g_strjoinv("", (char **)places->pdata);
}

static void test_rows(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    size_t n = 0;
    for (const char *key; (key = jw_word_key(n)) != NULL; n++) {
        g_test_message("%s", key);
        g_assert_true(g_hash_table_add(seen, (void *)key)); /* no key twice */
        const char *zh = jw_word_or_null(JW_ZH, key), *en = jw_word_or_null(JW_EN, key);
        g_assert_true(*key && zh && *zh && en && *en);
        g_assert_true(g_utf8_validate(zh, -1, NULL) && g_utf8_validate(en, -1, NULL));
        g_assert_true(jw_word(JW_ZH, key) == zh && jw_word(JW_EN, key) == en);
        g_autofree char *zh_places = places_of(zh), *en_places = places_of(en);
        g_assert_cmpstr(zh_places, ==, en_places);
    }
    g_assert_cmpuint(n, >, 100);
    g_assert_null(jw_word_or_null(JW_ZH, "no such key"));
    g_assert_cmpstr(jw_word(JW_EN, "no such key"), ==, "no such key");
}

/* A message has no place but those that jw_diag_message fills. */
static void test_places_of_findings(void)
{
    static const char *const known[] = { "", "{found}", "{expected}", "{expected}{found}", "{nearest}" };
    for (size_t i = 0; jw_word_key(i); i++)
        if (g_str_has_prefix(jw_word_key(i), "diag.")) {
            g_autofree char *places = places_of(jw_word(JW_EN, jw_word_key(i)));
            bool fine = false;
            for (size_t k = 0; k < G_N_ELEMENTS(known); k++) fine |= strcmp(places, known[k]) == 0;
            if (!fine) g_error("%s has %s", jw_word_key(i), places);
        }
}

static void test_fill(void)
{
    static const char *const names[] = { "a", "bb" }, *const values[] = { "1", NULL };
    static const char *const rows[][2] = {
        { "", "" },
        { "x", "x" },
        { "{a}", "1" },
        { "{a}{a}{bb}.", "11." },
        { "{c}", "{c}" },
        { "{}", "{}" },
        { "{a", "{a" },
        { "a}", "a}" },
        { "{ {a} }", "{ 1 }" },
        { "{{a}}", "{1}" },
        { "{a b}", "{a b}" },
        { "{aa}", "{aa}" },
        { "{b}", "{b}" },
        { "龙{a}华", "龙1华" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *filled = jw_fill(JW_EN, rows[i][0], 2, names, values);
        g_assert_cmpstr(filled, ==, rows[i][1]);
        free(filled);
    }
    static const char *const words[] = { "@yes",
                                         "@no such word" }; /* '@': a word, if there is one of that key */
    char *filled = jw_fill(JW_ZH, "{a} {bb}", 2, names, words);
    g_assert_cmpstr(filled, ==, "是 @no such word");
    free(filled);
    filled = jw_fill(JW_ZH, "{a}", 0, NULL, NULL);
    g_assert_cmpstr(filled, ==, "{a}");
    free(filled);
}

static void test_sentence(void)
{
    char *said = jw_sentence(JW_EN, "diag.unknown-kind", "found", "x", NULL);
    g_assert_cmpstr(said, ==, "there is no kind “x”");
    free(said);
    said = jw_sentence(JW_EN, "no such key", NULL);
    g_assert_cmpstr(said, ==, "no such key");
    free(said);
    /* a value is not filled again */
    said = jw_sentence(JW_EN, "diag.file-not-regular", "found", "{expected}", "expected", "y", NULL);
    g_assert_cmpstr(said, ==, "a regular file was expected, but this is {expected}");
    free(said);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag/list", test_list);
    g_test_add_func("/diag/many", test_many);
    g_test_add_func("/diag/broken-utf8", test_broken_utf8);
    g_test_add_func("/diag/messages", test_messages);
    g_test_add_func("/diag/long-values", test_long_values);
    g_test_add_func("/diag/limits", test_limits);
    g_test_add_func("/words/rows", test_rows);
    g_test_add_func("/words/places-of-findings", test_places_of_findings);
    g_test_add_func("/words/fill", test_fill);
    g_test_add_func("/words/sentence", test_sentence);
    return g_test_run();
}
