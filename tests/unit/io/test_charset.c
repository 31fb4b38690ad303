/* Bytes to UTF-8: what is recognized, what is refused, and exactly where. */
#include "io/charset.h"

#include <glib.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define T(s) (s), sizeof(s) - 1

static char *copy_of(const char *bytes, size_t length)
{
    char *copy = malloc(length + 1);
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

static char *decode(const char *bytes, size_t length, jw_encoding encoding, size_t *n, jw_diags *diags)
{
    *n = length;
    return jw_to_utf8(copy_of(bytes, length), n, encoding, "r.csv", diags);
}

/* 名称 in each encoding. */
#define NAME_UTF8 "\xE5\x90\x8D\xE7\xA7\xB0"
#define NAME_GB "\xC3\xFB\xB3\xC6"

static const struct good {
    const char *bytes;
    size_t length;
    jw_encoding encoding;
    const char *text;
} goods[] = {
    { T(""), JW_ENCODING_AUTO, "" },
    { T("a,b\n"), JW_ENCODING_AUTO, "a,b\n" },
    { T(NAME_UTF8), JW_ENCODING_AUTO, NAME_UTF8 },
    { T("\xEF\xBB\xBF" NAME_UTF8), JW_ENCODING_AUTO, NAME_UTF8 },
    { T("\xEF\xBB\xBF"), JW_ENCODING_AUTO, "" },
    { T("\xEF\xBB\xBF" NAME_UTF8), JW_ENCODING_UTF8, NAME_UTF8 },
    { T(NAME_GB), JW_ENCODING_AUTO, NAME_UTF8 },
    { T(NAME_GB), JW_ENCODING_GB18030, NAME_UTF8 },
    { T("\xFF\xFE\x0D\x54\xF0\x79\x0A\x00"), JW_ENCODING_AUTO, NAME_UTF8 "\n" },
    { T("\xFE\xFF\x54\x0D\x79\xF0\x00\x0A"), JW_ENCODING_AUTO, NAME_UTF8 "\n" },
    { T("\xFE\xFF\x54\x0D\x79\xF0"), JW_ENCODING_UTF16, NAME_UTF8 },
    { T("\x0D\x54\xF0\x79"), JW_ENCODING_UTF16, NAME_UTF8 },
    { T("\xFF\xFE\x3D\xD8\x00\xDE"), JW_ENCODING_AUTO, "\xF0\x9F\x98\x80" },
    /* four bytes of GB18030, which GBK has not: 㐀 (U+3400) and 𠀀 (U+20000) */
    { T("\x81\x39\xEE\x39\x95\x32\x82\x36"), JW_ENCODING_AUTO, "\xE3\x90\x80\xF0\xA0\x80\x80" },
    /* its own BOM */
    { T("\x84\x31\x95\x33" NAME_GB), JW_ENCODING_GB18030, NAME_UTF8 },
    /* one Chinese character that is good UTF-8 by chance, before others that are not */
    { T("\xE4\xBA\xA1\xA4" NAME_GB), JW_ENCODING_AUTO, "浜·" NAME_UTF8 },
};

static void test_good(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(goods); i++) {
        const struct good *c = &goods[i];
        jw_diags *diags = jw_diags_new();
        size_t n;
        char *text = decode(c->bytes, c->length, c->encoding, &n, diags);
        g_assert_cmpstr(text, ==, c->text);
        g_assert_cmpuint(n, ==, strlen(c->text));
        g_assert_cmpuint(jw_diags_size(diags), ==, 0);
        free(text);
        jw_diags_free(diags);
    }
}

static const struct bad {
    const char *bytes;
    size_t length;
    jw_encoding encoding;
    const char *code;
    uint32_t line, column;
    const char *found, *expected;
} bads[] = {
    /* GBK cut in half: inside, at the end, in the second line */
    { T("a\xC3,b\n"), JW_ENCODING_AUTO, "bad-encoding", 1, 2, "C3 2C", "UTF-8" },
    { T(NAME_GB ",\xC3"), JW_ENCODING_AUTO, "bad-encoding", 1, 4, "C3", "GB18030" },
    { T(NAME_GB "\r\nx\xC3,1\r\n"), JW_ENCODING_AUTO, "bad-encoding", 2, 2, "C3 2C", "GB18030" },
    { T(NAME_GB "\n\n" NAME_GB "\xC3\n"), JW_ENCODING_GB18030, "bad-encoding", 3, 3, "C3 0A", "GB18030" },
    { T(NAME_GB "\r\r\xFF"), JW_ENCODING_GB18030, "bad-encoding", 3, 1, "FF", "GB18030" },
    /* UTF-8 asked for or announced */
    { T(NAME_GB), JW_ENCODING_UTF8, "bad-encoding", 1, 1, "C3 FB", "UTF-8" },
    { T("\xEF\xBB\xBF" NAME_UTF8 NAME_GB), JW_ENCODING_AUTO, "bad-encoding", 1, 4, "C3 FB", "UTF-8" },
    { T(NAME_UTF8 "\n\xED\xA0\x80"), JW_ENCODING_UTF8, "bad-encoding", 2, 1, "ED A0", "UTF-8" },
    { T("\xC0\xAF"), JW_ENCODING_UTF8, "bad-encoding", 1, 1, "C0 AF", "UTF-8" },
    /* UTF-8 with one damaged spot is not GB18030, although it can be decoded as such */
    { T("登记证号,名称,党员人数\nA1,\xE5\x90,1\n"), JW_ENCODING_AUTO, "bad-encoding", 2, 4, "E5 90",
      "UTF-8" },
    /* UTF-16 */
    { T("\xFF\xFE\x0D\x54\xF0"), JW_ENCODING_AUTO, "bad-encoding", 1, 3, "F0", "UTF-16" },
    { T("\xFF\xFE\x00\xDE\x0D\x54"), JW_ENCODING_AUTO, "bad-encoding", 1, 2, "00 DE", "UTF-16" },
    /* NUL */
    { T("a\nb\0c"), JW_ENCODING_AUTO, "nul-byte", 2, 2, NULL, "UTF-8" },
    { T("PK\3\4\0"), JW_ENCODING_AUTO, "nul-byte", 1, 5, NULL, "UTF-8" },
    { T("\0"), JW_ENCODING_GB18030, "nul-byte", 1, 1, NULL, "GB18030" },
    { T("\xFF\xFE"
        "a\0\0\0"),
      JW_ENCODING_AUTO, "nul-byte", 1, 3, NULL, "UTF-16" },
    { T(NAME_UTF8 "\0\xFF"), JW_ENCODING_UTF8, "nul-byte", 1, 3, NULL, "UTF-8" },
};

static void test_bad(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bads); i++) {
        const struct bad *c = &bads[i];
        jw_diags *diags = jw_diags_new();
        size_t n;
        g_assert_null(decode(c->bytes, c->length, c->encoding, &n, diags));
        g_assert_cmpuint(jw_diags_size(diags), ==, 1);
        const jw_diag *d = jw_diags_get(diags, 0);
        g_test_message("case %zu: %s %u:%u %s", i, d->code, d->place.line, d->place.column, d->found);
        g_assert_cmpstr(d->code, ==, c->code);
        g_assert_cmpstr(d->place.file, ==, "r.csv");
        g_assert_cmpuint(d->place.line, ==, c->line);
        g_assert_cmpuint(d->place.column, ==, c->column);
        g_assert_cmpstr(d->found, ==, c->found);
        g_assert_cmpstr(d->expected, ==, c->expected);
        jw_diags_free(diags);
    }
}

/* Text of any characters but NUL and surrogates. */
static char *random_text(void)
{
    GString *text = g_string_new(NULL);
    for (int n = g_test_rand_int_range(0, 200); n > 0; n--) {
        static const gunichar from[] = { 1, 0x80, 0x4E00, 0xFF01, 0x20000, 0x3400 };
        static const gunichar to[] = { 0x7F, 0x7FF, 0x9FA5, 0xFF5E, 0x2A6D6, 0x4DB5 };
        int plane = g_test_rand_int_range(0, G_N_ELEMENTS(from));
        g_string_append_unichar(text,
                                (gunichar)g_test_rand_int_range((gint32)from[plane], (gint32)to[plane] + 1));
    }
    return g_string_free(text, FALSE);
}

static void test_round_trip(void)
{
    static const struct {
        const char *charset;
        jw_encoding encoding;
    } ways[] = { { "GB18030", JW_ENCODING_GB18030 },
                 { "UTF-16LE", JW_ENCODING_UTF16 },
                 { "UTF-8", JW_ENCODING_AUTO } };
    for (int round = 0; round < 3000; round++) {
        size_t way = (size_t)round % G_N_ELEMENTS(ways), n;
        g_autofree char *text = random_text();
        gsize length;
        g_autofree char *bytes = g_convert(text, -1, ways[way].charset, "UTF-8", NULL, &length, NULL);
        g_assert_nonnull(bytes);
        char *back = decode(bytes, length, ways[way].encoding, &n, NULL);
        g_assert_cmpstr(back, ==, text);
        g_assert_cmpuint(n, ==, strlen(text));
        free(back);
    }
}

/* Valid UTF-8 is not copied. */
static void test_no_copy(void)
{
    size_t n = strlen(NAME_UTF8);
    char *bytes = copy_of(NAME_UTF8, n), *before = bytes;
    char *after = jw_to_utf8(bytes, &n, JW_ENCODING_AUTO, "r.csv", NULL);
    g_assert_true(after == before);
    free(after);
}

/* A text of several pieces: sound whichever way its characters lie over their borders, and a fault is found
 * at any byte near one. */
static void test_pieces(void)
{
    enum { PIECE = 1 << 20, LENGTH = 3 * PIECE };
    for (int shift = 0; shift < 3; shift++) {
        char *bytes = malloc(LENGTH + 1);
        memset(bytes, 'a', LENGTH);
        for (size_t i = (size_t)shift; i + 3 <= LENGTH; i += 3) memcpy(bytes + i, "\xE5\x8D\x8F", 3);
        bytes[LENGTH] = '\0';
        for (int near = -4; near < 4; near++) {
            size_t n = LENGTH;
            char *broken = copy_of(bytes, LENGTH);
            g_assert_nonnull(broken);
            char kept = broken[PIECE + near];
            broken[PIECE + near] =
                (char)((unsigned char)kept ^ 0x40); /* a beginning is none, and the other way */
            jw_diags *diags = jw_diags_new();
            g_assert_null(jw_to_utf8(broken, &n, JW_ENCODING_UTF8, "r.csv", diags));
            g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "bad-encoding");
            jw_diags_free(diags);
        }
        size_t n = LENGTH;
        char *text = jw_to_utf8(bytes, &n, JW_ENCODING_UTF8, "r.csv", NULL);
        g_assert_true(text == bytes && n == LENGTH);
        free(text);
    }
}

/* Whatever the bytes: sound UTF-8 or exactly one finding. */
/* What is UTF-8 is so by GLib too, whatever stands beside ASCII and Chinese, and wherever. */
static void test_what_is_utf8(void)
{
    static const char *const parts[] = { "abcdefgh",
                                         "a",
                                         ",",
                                         "\n",
                                         "社会",
                                         "组",
                                         "é",
                                         "ק",
                                         "😀",
                                         "𠮷",
                                         "\xEF\xBF\xBD",
                                         "\xE0\xA0\x80",
                                         "\xED\x9F\xBF",
                                         "\xED\xA0\x80",
                                         "\xE4\xBC",
                                         "\xE4",
                                         "\x9A",
                                         "\xC0\xAF",
                                         "\xF5\x80\x80\x80",
                                         "\xFF",
                                         "\xE0\x9F\xBF" };
    enum { GOOD = 13 };
    uint32_t n_good = 0;
    for (int round = 0; round < 20000; round++) {
        GString *bytes = g_string_new(NULL);
        int n = g_test_rand_int_range(0, 30), bad = g_test_rand_int_range(0, 60);
        for (int i = 0; i < n; i++)
            g_string_append(bytes,
                            parts[g_test_rand_int_range(0, i == bad ? (int)G_N_ELEMENTS(parts) : GOOD)]);
        if (g_test_rand_int_range(0, 20) == 0)
            g_string_insert_c(bytes, g_test_rand_int_range(0, (int)bytes->len + 1), 0);
        size_t length = bytes->len;
        jw_diags *diags = jw_diags_new();
        char *text = jw_to_utf8(g_memdup2(bytes->str, length + 1), &length, JW_ENCODING_UTF8, "t.csv", diags);
        g_assert_cmpint(text != NULL, ==, g_utf8_validate_len(bytes->str, bytes->len, NULL));
        n_good += text != NULL;
        free(text);
        jw_diags_free(diags);
        g_string_free(bytes, TRUE);
    }
    g_assert_cmpuint(n_good, >, 10000);
    g_assert_cmpuint(n_good, <, 19500);
}

static void test_random_bytes(void)
{
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        size_t length = (size_t)g_test_rand_int_range(0, sizeof bytes), n;
        for (size_t i = 0; i < length; i++) bytes[i] = (char)g_test_rand_int_range(0, 256);
        jw_diags *diags = jw_diags_new();
        char *text = decode(bytes, length, (jw_encoding)(round % 4), &n, diags);
        g_assert_cmpuint(jw_diags_size(diags), ==, text ? 0 : 1);
        if (text) g_assert_true(strlen(text) == n && g_utf8_validate(text, (gssize)n, NULL));
        free(text);
        jw_diags_free(diags);
    }
}

static void test_names(void)
{
    size_t n;
    const char *const *names = jw_encoding_names(&n);
    for (size_t i = 0; i < n; i++) g_assert_cmpint(jw_encoding_named(names[i]), >=, 0);
    g_assert_cmpint(jw_encoding_named("GBK"), ==, JW_ENCODING_GB18030);
    g_assert_cmpint(jw_encoding_named("UTF-8"), ==, JW_ENCODING_UTF8);
    g_assert_cmpint(jw_encoding_named("latin1"), ==, -1);
}

static void test_lines(void)
{
    const char *text = "a\nb\r\n\r\rc";
    const size_t ends[] = { 2, 5, 6, 7, 8 };
    const char *p = text;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        p = jw_line_end(p);
        g_assert_cmpuint((size_t)(p - text), ==, ends[i]);
    }
    g_assert_true(jw_line_end(p) == p);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/charset/good", test_good);
    g_test_add_func("/charset/bad", test_bad);
    g_test_add_func("/charset/round-trip", test_round_trip);
    g_test_add_func("/charset/no-copy", test_no_copy);
    g_test_add_func("/charset/pieces", test_pieces);
    g_test_add_func("/charset/what-is-utf8", test_what_is_utf8);
    g_test_add_func("/charset/random-bytes", test_random_bytes);
    g_test_add_func("/charset/names", test_names);
    g_test_add_func("/charset/lines", test_lines);
    return g_test_run();
}
