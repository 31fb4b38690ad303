/* Strict JSON: what is refused and exactly where, what is accepted, and that places and paths are true. */
#include "io/json.h"

#include <glib.h>
#include <string.h>

/* A text and its length, for texts that may hold a NUL. */
#define T(s) (s), sizeof(s) - 1

static const jw_limits roomy = {
    .json_bytes = 100u << 20, .json_depth = 64, .json_values = 20u << 20, .cell_bytes = 1u << 16
};

static jw_json *parse(const char *text, size_t length, jw_diags *diags)
{
    return jw_json_parse(text, length, "t.json", &roomy, diags);
}

/* ---- What is refused ---- */

static const struct refusal {
    const char *text;
    size_t length;
    const char *code;
    uint32_t line, column;
    const char *found, *expected, *nearest;
} refusals[] = {
    /* nothing there */
    { T(""), "json-syntax", 1, 1, "@end-of-file", "@json.value", NULL },
    { T(" \n\t "), "json-syntax", 2, 3, "@end-of-file", "@json.value", NULL },
    { T("\xEF\xBB\xBF"), "json-syntax", 1, 1, "@end-of-file", "@json.value", NULL },
    /* structure */
    { T("["), "json-syntax", 1, 2, "@end-of-file", "@json.value", NULL },
    { T("[1"), "json-syntax", 1, 3, "@end-of-file", "@json.comma-or-bracket", NULL },
    { T("[1,"), "json-syntax", 1, 4, "@end-of-file", "@json.value", NULL },
    { T("[1,]"), "json-syntax", 1, 4, "]", "@json.value", NULL },
    { T("[,1]"), "json-syntax", 1, 2, ",", "@json.value", NULL },
    { T("[1 2]"), "json-syntax", 1, 4, "2", "@json.comma-or-bracket", NULL },
    { T("[1}"), "json-syntax", 1, 3, "}", "@json.comma-or-bracket", NULL },
    { T("[1,\n  2\n  \"three\"]"), "json-syntax", 3, 3, "\"", "@json.comma-or-bracket", NULL },
    { T("]"), "json-syntax", 1, 1, "]", "@json.value", NULL },
    { T("{"), "json-syntax", 1, 2, "@end-of-file", "@json.key", NULL },
    { T("{\"a\""), "json-syntax", 1, 5, "@end-of-file", "@json.colon", NULL },
    { T("{\"a\":"), "json-syntax", 1, 6, "@end-of-file", "@json.value", NULL },
    { T("{\"a\":1"), "json-syntax", 1, 7, "@end-of-file", "@json.comma-or-brace", NULL },
    { T("{\"a\":1,}"), "json-syntax", 1, 8, "}", "@json.key", NULL },
    { T("{\"a\":}"), "json-syntax", 1, 6, "}", "@json.value", NULL },
    { T("{\"a\" 1}"), "json-syntax", 1, 6, "1", "@json.colon", NULL },
    { T("{\"a\":1]"), "json-syntax", 1, 7, "]", "@json.comma-or-brace", NULL },
    { T("{\"a\":1 \"b\":2}"), "json-syntax", 1, 8, "\"", "@json.comma-or-brace", NULL },
    { T("{a:1}"), "json-syntax", 1, 2, "a", "@json.key", NULL },
    { T("{1:1}"), "json-syntax", 1, 2, "1", "@json.key", NULL },
    { T("{,}"), "json-syntax", 1, 2, ",", "@json.key", NULL },
    { T("[[],{}"), "json-syntax", 1, 7, "@end-of-file", "@json.comma-or-bracket", NULL },
    /* words and habits */
    { T("nul"), "json-syntax", 1, 1, "nul", "@json.value", NULL },
    { T("[nullx]"), "json-syntax", 1, 2, "nullx", "@json.value", NULL },
    { T("[True]"), "json-syntax", 1, 2, "True", "@json.value", "true" },
    { T("{\"a\": None}"), "json-syntax", 1, 7, "None", "@json.value", "null" },
    { T("undefined"), "json-syntax", 1, 1, "undefined", "@json.value", NULL },
    { T("{'a':1}"), "json-syntax", 1, 2, "'", "@json.key", "\"" },
    { T("// x\n1"), "json-syntax", 1, 1, "/", "@json.value", NULL },
    { T("{\"名\": 1，\"b\": 2}"), "json-syntax", 1, 8, "，", "@json.comma-or-brace", "," },
    { T("{\n “名”: 1}"), "json-syntax", 2, 2, "“", "@json.key", "\"" },
    { T("{\"a\"：1}"), "json-syntax", 1, 5, "：", "@json.colon", ":" },
    { T("[\"党\", \"支部\" \"x\"]"), "json-syntax", 1, 12, "\"", "@json.comma-or-bracket", NULL },
    { T("[1,\xE3\x80\x80"
        "2]"),
      "json-syntax", 1, 4, "U+3000", "@json.value", NULL },
    { T("[\v1]"), "json-syntax", 1, 2, "U+000B", "@json.value", NULL },
    { T("[1\0]"), "json-syntax", 1, 3, "U+0000", "@json.comma-or-bracket", NULL },
    { T("\0"), "json-syntax", 1, 1, "U+0000", "@json.value", NULL },
    { T("\xEF\xBB\xBF\xEF\xBB\xBF[]"), "json-syntax", 1, 1, "U+FEFF", "@json.value", NULL },
    { T("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "json-syntax", 1, 1,
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…", "@json.value", NULL },
    /* after the value */
    { T("1 2"), "json-trailing-text", 1, 3, "2", "@end-of-file", NULL },
    { T("{}\n}"), "json-trailing-text", 2, 1, "}", "@end-of-file", NULL },
    { T("[]\r\n \r\n  []"), "json-trailing-text", 3, 3, "[", "@end-of-file", NULL },
    { T("null\0"), "json-trailing-text", 1, 5, "U+0000", "@end-of-file", NULL },
    { T("\xEF\xBB\xBF{},"), "json-trailing-text", 1, 3, ",", "@end-of-file", NULL },
    /* numbers */
    { T("01"), "json-number-syntax", 1, 2, "01", NULL, NULL },
    { T("[-01]"), "json-number-syntax", 1, 4, "-01", NULL, NULL },
    { T("[1.]"), "json-number-syntax", 1, 4, "1.", NULL, NULL },
    { T("[.5]"), "json-number-syntax", 1, 2, ".5", NULL, NULL },
    { T("[+1]"), "json-number-syntax", 1, 2, "+1", NULL, NULL },
    { T("-"), "json-number-syntax", 1, 2, "-", NULL, NULL },
    { T("[--1]"), "json-number-syntax", 1, 3, "--1", NULL, NULL },
    { T("[1e]"), "json-number-syntax", 1, 4, "1e", NULL, NULL },
    { T("[1e+]"), "json-number-syntax", 1, 5, "1e+", NULL, NULL },
    { T("[1.e3]"), "json-number-syntax", 1, 4, "1.e3", NULL, NULL },
    { T("[1.2.3]"), "json-number-syntax", 1, 5, "1.2.3", NULL, NULL },
    { T("0x10"), "json-number-syntax", 1, 2, "0x10", NULL, NULL },
    { T("[1_000]"), "json-number-syntax", 1, 3, "1_000", NULL, NULL },
    { T("[2022-07-07]"), "json-number-syntax", 1, 6, "2022-07-07", NULL, NULL },
    { T("-Infinity"), "json-number-syntax", 1, 2, "-Infinity", NULL, NULL },
    { T("[1e999]"), "json-number-range", 1, 2, "1e999", NULL, NULL },
    { T("[0,\n -1E+400]"), "json-number-range", 2, 2, "-1E+400", NULL, NULL },
    /* strings */
    { T("\"abc"), "json-syntax", 1, 5, "@end-of-file", "@json.quotation-mark", NULL },
    { T("{\"abc"), "json-syntax", 1, 6, "@end-of-file", "@json.quotation-mark", NULL },
    { T("\"a\tb\""), "json-control", 1, 3, "U+0009", NULL, NULL },
    { T("[\"a\nb\"]"), "json-control", 1, 4, "U+000A", NULL, NULL },
    { T("{\"k\x1F\":1}"), "json-control", 1, 4, "U+001F", NULL, NULL },
    { T("\"a\0b\""), "json-control", 1, 3, "U+0000", NULL, NULL },
    { T("\"\\x41\""), "json-escape", 1, 2, "\\x", NULL, NULL },
    { T("\"\\'\""), "json-escape", 1, 2, "\\'", NULL, NULL },
    { T("\"é\\\n\""), "json-escape", 1, 3, "\\U+000A", NULL, NULL },
    { T("\"\\"), "json-escape", 1, 2, "\\", NULL, NULL },
    { T("\"\\u12G4\""), "json-escape", 1, 2, "\\u12G4", NULL, NULL },
    { T("\"\\u12\""), "json-escape", 1, 2, "\\u12", NULL, NULL },
    { T("\"\\U0041\""), "json-escape", 1, 2, "\\U", NULL, NULL },
    { T("\"\\\0\""), "json-escape", 1, 2, "\\U+0000", NULL, NULL },
    { T("\"\\u0000\""), "json-nul", 1, 2, "\\u0000", NULL, NULL },
    { T("{\"党\\u0000\":1}"), "json-nul", 1, 4, "\\u0000", NULL, NULL },
    { T("\"\\ud83d\""), "json-surrogate", 1, 2, "\\ud83d", NULL, NULL },
    { T("\"\\ude00\""), "json-surrogate", 1, 2, "\\ude00", NULL, NULL },
    { T("\"x\\uD83D\\u0041\""), "json-surrogate", 1, 3, "\\uD83D", NULL, NULL },
    { T("\"\\ud83d\\ud83d\\ude00\""), "json-surrogate", 1, 2, "\\ud83d", NULL, NULL },
    { T("\"\\ud83dx\""), "json-surrogate", 1, 2, "\\ud83d", NULL, NULL },
    { T("\"\\ud83d\\u"), "json-surrogate", 1, 2, "\\ud83d", NULL, NULL },
    /* bytes that are not UTF-8 */
    { T("\"\x80\""), "json-utf8", 1, 2, "0x80", NULL, NULL },
    { T("\"\xC3\""), "json-utf8", 1, 2, "0xC3", NULL, NULL },
    { T("\"\xC0\xAF\""), "json-utf8", 1, 2, "0xC0", NULL, NULL },
    { T("\"\xE0\x80\x80\""), "json-utf8", 1, 2, "0xE0", NULL, NULL },
    { T("\"\xE5\x85\""), "json-utf8", 1, 2, "0xE5", NULL, NULL },
    { T("\"\xED\xA0\x80\""), "json-utf8", 1, 2, "0xED", NULL, NULL },
    { T("\"\xF0\x80\x80\x80\""), "json-utf8", 1, 2, "0xF0", NULL, NULL },
    { T("\"\xF4\x90\x80\x80\""), "json-utf8", 1, 2, "0xF4", NULL, NULL },
    { T("\"\xF5\x80\x80\x80\""), "json-utf8", 1, 2, "0xF5", NULL, NULL },
    { T("\"\xE5\x85"), "json-utf8", 1, 2, "0xE5", NULL, NULL },
    { T("{\"党\": \"\xB5\xB3\"}"), "json-utf8", 1, 8, "0xB5", NULL, NULL }, /* GB 18030 */
    { T("\xFF\xFE{\0"), "json-utf8", 1, 1, "0xFF", NULL, NULL },            /* UTF-16 */
    { T("[1, \xB5\xB3]"), "json-utf8", 1, 5, "0xB5", NULL, NULL },
    { T("[1 \xB5\xB3]"), "json-utf8", 1, 4, "0xB5", NULL, NULL },
    /* keys given twice */
    { T("{\"a\":1,\"a\":2}"), "json-duplicate-key", 1, 8, "a", NULL, NULL },
    { T("{\"a\":1,\n \"\\u0061\":2}"), "json-duplicate-key", 2, 2, "a", NULL, NULL },
    { T("{\"\":1,\"\":2}"), "json-duplicate-key", 1, 7, "", NULL, NULL },
    { T("{\"党\":1,\"\\u515A\":2}"), "json-duplicate-key", 1, 8, "党", NULL, NULL },
    { T("{\"\\ud83d\\ude00\":1,\"😀\":2}"), "json-duplicate-key", 1, 19, "😀", NULL, NULL },
    { T("[{\"a\":1},{\"b\":{\"a\\\"\\\\\":1,\"a\\\"\\\\\":2}}]"), "json-duplicate-key", 1, 26, "a\"\\", NULL,
      NULL },
};

static void assert_refused(const char *text, size_t length, const struct refusal *want)
{
    jw_diags *diags = jw_diags_new();
    g_assert_null(parse(text, length, diags));
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 1);
    const jw_diag *got = jw_diags_get(diags, 0);
    g_assert_cmpstr(got->code, ==, want->code);
    g_assert_cmpstr(got->place.file, ==, "t.json");
    g_assert_cmpuint(got->place.line, ==, want->line);
    g_assert_cmpuint(got->place.column, ==, want->column);
    g_assert_cmpstr(got->found, ==, want->found);
    g_assert_cmpstr(got->expected, ==, want->expected);
    g_assert_cmpstr(got->nearest, ==, want->nearest);
    jw_diags_free(diags);
}

static void test_refusals(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *visible = g_strescape(refusals[i].text, NULL);
        g_test_message("%s", visible);
        assert_refused(refusals[i].text, refusals[i].length, &refusals[i]);
    }
}

/* The same texts without a NUL after them: nothing may be read beyond the length that was given. */
static void test_refusals_unterminated(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        char *copy = g_malloc(MAX(refusals[i].length, 1));
        memcpy(copy, refusals[i].text, refusals[i].length);
        assert_refused(copy, refusals[i].length, &refusals[i]);
        g_free(copy);
    }
}

/* Each line in front moves the place down by one, each character by one to the right, and nothing else
 * changes; it is tried around the 512 bytes after which lines and columns are noted. */
static void test_refusals_moved(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        if (g_str_has_prefix(refusals[i].text, "\xEF\xBB\xBF")) continue;
        for (size_t before = 500; before < 530; before += 3) {
            GString *text = g_string_new(NULL);
            while (text->len < before) g_string_append(text, text->len % 7 ? " " : "\n");
            const char *last = strrchr(text->str, '\n');
            struct refusal moved = refusals[i];
            if (moved.line == 1) moved.column += (uint32_t)(text->str + text->len - last - 1);
            for (const char *p = text->str; *p; p++) moved.line += *p == '\n';
            g_string_append_len(text, moved.text, (gssize)moved.length);
            assert_refused(text->str, text->len, &moved);
            g_string_free(text, true);
        }
    }
}

/* ---- What is accepted ---- */

static const struct {
    const char *text;
    size_t length;
    const char *printed; /* by cJSON */
} acceptances[] = {
    { T("null"), "null" },
    { T(" true\n"), "true" },
    { T("false"), "false" },
    { T("\xEF\xBB\xBF 1"), "1" },
    { T("-0"), "-0" },
    { T("0.5e-3"), "0.0005" },
    { T("1E5"), "100000" },
    { T("1e-999"), "0" },
    { T("[]"), "[]" },
    { T("{}"), "{}" },
    { T("[ ]"), "[]" },
    { T("{\r\n}"), "{}" },
    { T("[[],{},[[]]]"), "[[],{},[[]]]" },
    { T("\"\""), "\"\"" },
    { T("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" },
    { T("\"\\u515a\\u0041\\ud83d\\ude00\\uDBFF\\uDFFF\""), "\"党A😀\xF4\x8F\xBF\xBF\"" },
    { T("\"\x7F\xC2\x80\xEF\xBF\xBE\xED\x9F\xBF\xEE\x80\x80\""),
      "\"\x7F\xC2\x80\xEF\xBF\xBE\xED\x9F\xBF\xEE\x80\x80\"" },
    { T("{\"a\":1,\"A\":2,\"\":3,\"a \":4}"), "{\"a\":1,\"A\":2,\"\":3,\"a \":4}" },
    { T("[{\"a\":1},{\"a\":1}]"), "[{\"a\":1},{\"a\":1}]" },
    { T("{\"a\":{\"a\":{\"a\":[]}}}"), "{\"a\":{\"a\":{\"a\":[]}}}" },
    { T("\t{ \"a\" : [ 1 , 2 ] , \"b\" : null } "), "{\"a\":[1,2],\"b\":null}" },
};

static void test_acceptances(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(acceptances); i++) {
        g_autofree char *visible = g_strescape(acceptances[i].text, NULL);
        g_test_message("%s", visible);
        jw_diags *diags = jw_diags_new();
        jw_json *doc = parse(acceptances[i].text, acceptances[i].length, diags);
        g_assert_cmpuint(jw_diags_size(diags), ==, 0);
        g_assert_nonnull(doc);
        char *printed = cJSON_PrintUnformatted(jw_json_root(doc).node);
        g_assert_cmpstr(printed, ==, acceptances[i].printed);
        cJSON_free(printed);
        jw_json_free(doc);
        jw_diags_free(diags);
    }
}

static void test_exact_numbers(void)
{
    static const struct {
        const char *text;
        double value;
    } numbers[] = {
        { "9007199254740993", 9007199254740992.0 },
        { "0.1", 0.1 },
        { "1.7976931348623157e308", 1.7976931348623157e308 },
        { "-5e-324", -5e-324 },
        { "0e999", 0 },
        { "1e-999", 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        jw_json *doc = parse(numbers[i].text, strlen(numbers[i].text), NULL);
        double got = -1;
        g_assert_true(jw_jv_number(jw_json_root(doc), NULL, &got));
        g_assert_cmpfloat(got, ==, numbers[i].value);
        jw_json_free(doc);
    }
}

/* cJSON 1.7.15 reads 63 characters of a number and trips over the rest. */
static void test_long_numbers(void)
{
    GString *text = g_string_new("[0.");
    for (int i = 0; i < 100; i++) g_string_append_c(text, '3');
    g_string_append(text, ",\n1");
    for (int i = 0; i < 300; i++) g_string_append_c(text, '0');
    g_string_append(text,
                    " , -0.00000000000000000000000000000000000000000000000000000000000000000000000005e60,7]");
    jw_json *doc = parse(text->str, text->len, NULL);
    static const double want[] = { 1.0 / 3, 1e300, -5e-14, 7 };
    static const jw_place places[] = { { "", 1, 2 }, { "", 2, 1 }, { "", 2, 305 }, { "", 2, 386 } };
    jw_jv at = jw_jv_first(jw_json_root(doc));
    for (size_t i = 0; i < G_N_ELEMENTS(want); i++, at = jw_jv_next(at)) {
        double got = 0;
        g_assert_true(jw_jv_number(at, NULL, &got));
        g_assert_cmpfloat_with_epsilon(got / want[i], 1, 1e-15);
        g_assert_cmpuint(jw_jv_place(at).line, ==, places[i].line);
        g_assert_cmpuint(jw_jv_place(at).column, ==, places[i].column);
    }
    g_assert_false(jw_jv_present(at));
    jw_json_free(doc);

    g_string_assign(text, "1");
    for (int i = 0; i < 400; i++) g_string_append_c(text, '0');
    const struct refusal want_refused = { NULL, 0,   "json-number-range",
                                          1,    1,   "10000000000000000000000000000000000000000000…",
                                          NULL, NULL };
    assert_refused(text->str, text->len, &want_refused);
    g_string_free(text, true);
}

/* ---- Limits ---- */

static void assert_limit(const char *text, const jw_limits *limits, const char *code, uint32_t column,
                         const char *expected)
{
    jw_diags *diags = jw_diags_new();
    jw_json *doc = jw_json_parse(text, strlen(text), "t.json", limits, diags);
    if (!code) {
        g_assert_nonnull(doc);
    } else {
        g_assert_null(doc);
        g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, code);
        g_assert_cmpuint(jw_diags_get(diags, 0)->place.column, ==, column);
        g_assert_cmpstr(jw_diags_get(diags, 0)->expected, ==, expected);
    }
    jw_json_free(doc);
    jw_diags_free(diags);
}

static void test_limits(void)
{
    jw_limits limits = { .json_bytes = 20, .json_depth = 3, .json_values = 5, .cell_bytes = 4 };
    assert_limit("[[[1]],[]]", &limits, NULL, 0, NULL);
    assert_limit("[[[[]]]]", &limits, "json-depth", 4, "3");
    assert_limit("[[{\"a\":{}}]]", &limits, "json-depth", 8, "3");
    assert_limit("[1,2,3,4]", &limits, NULL, 0, NULL);
    assert_limit("[1,2,3,4, 5]", &limits, "json-values", 11, "5");
    assert_limit("[\"abcd\",\"\xE5\x85\x9A\"]", &limits, NULL, 0, NULL);
    assert_limit("[\"abcde\"]", &limits, "json-string-size", 2, "4");
    assert_limit("{\"abcde\":1}", &limits, "json-string-size", 2, "4");
    assert_limit("[1                 ]", &limits, NULL, 0, NULL);
    assert_limit("[1                  ]", &limits, "json-size", 0, "20");
    limits.json_depth = 0;
    assert_limit("1", &limits, NULL, 0, NULL);
    assert_limit("[]", &limits, "json-depth", 1, "0");
}

/* No limit of ours can be set so high that cJSON meets its own first. */
static void test_depth_of_cjson(void)
{
    jw_limits limits = roomy;
    limits.json_depth = UINT64_MAX;
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 1000; i++) g_string_append(text, i % 2 ? "{\"a\":" : "[");
    g_string_append_c(text, '1');
    for (int i = 999; i >= 0; i--) g_string_append(text, i % 2 ? "}" : "]");
    assert_limit(text->str, &limits, NULL, 0, NULL);
    g_string_prepend_c(text, '[');
    g_string_append_c(text, ']');
    assert_limit(text->str, &limits, "json-depth", 2997, "1000");
    g_string_free(text, true);
}

/* ---- Cursors and readers ---- */

static void assert_path(jw_jv at, const char *want)
{
    char *path = jw_jv_path(at);
    g_assert_cmpstr(path, ==, want);
    free(path);
}

static void test_cursors(void)
{
    const char *text = "{ \"units\": [ {\"id\": \"lh\"}, {\"a b\": [true, null]} ],\n  \"党员\": -1.5 }";
    jw_json *doc = parse(text, strlen(text), NULL);
    jw_jv root = jw_json_root(doc), units = jw_jv_get(root, "units");
    g_assert_cmpuint(jw_jv_size(root), ==, 2);
    g_assert_cmpuint(jw_jv_size(units), ==, 2);
    g_assert_cmpstr(jw_jv_key(units), ==, "units");
    g_assert_null(jw_jv_key(root));
    g_assert_null(jw_jv_key(jw_jv_first(units)));
    g_assert_false(jw_jv_present(jw_jv_get(root, "Units")));
    g_assert_false(jw_jv_present(jw_jv_get(units, "units")));
    g_assert_false(jw_jv_present(jw_jv_next(root)));

    jw_jv list = jw_jv_get(jw_jv_next(jw_jv_first(units)), "a b");
    jw_jv null = jw_jv_next(jw_jv_first(list));
    assert_path(root, "");
    assert_path(null, "units[1][\"a b\"][1]");
    assert_path(jw_jv_get(root, "党员"), "党员");
    assert_path(jw_jv_get(jw_jv_first(units), "id"), "units[0].id");
    assert_path(units, "units");
    assert_path(list, "units[1][\"a b\"]");
    g_assert_cmpuint(jw_jv_key_place(list).column, ==, 29);
    g_assert_cmpuint(jw_jv_place(list).column, ==, 36);
    g_assert_cmpuint(jw_jv_key_place(null).column, ==, 43);
    g_assert_cmpuint(jw_jv_place(jw_jv_get(root, "党员")).line, ==, 2);
    g_assert_cmpuint(jw_jv_place(jw_jv_get(root, "党员")).column, ==, 9);
    g_assert_cmpstr(jw_jv_place(root).file, ==, "t.json");
    jw_json_free(doc);
}

static void test_absent(void)
{
    jw_json *doc = parse("[1]", 3, NULL);
    jw_jv absent = jw_jv_get(jw_jv_get(jw_json_root(doc), "x"), "y");
    const char *string = "as it was";
    jw_diags *diags = jw_diags_new();
    g_assert_false(jw_jv_present(absent));
    g_assert_false(jw_jv_present(jw_jv_first(absent)));
    g_assert_false(jw_jv_present(jw_jv_next(absent)));
    g_assert_false(jw_jv_string(absent, diags, &string));
    g_assert_false(jw_jv_is_array(absent, diags));
    g_assert_cmpstr(string, ==, "as it was");
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    g_assert_null(jw_jv_key(absent));
    g_assert_null(jw_jv_type(absent));
    g_assert_cmpuint(jw_jv_size(absent), ==, 0);
    g_assert_cmpuint(jw_jv_place(absent).line, ==, 0);
    g_assert_cmpuint(jw_jv_key_place(absent).line, ==, 0);
    assert_path(absent, "");
    jw_diags_free(diags);
    jw_json_free(doc);
    jw_json_free(NULL);
}

static void test_readers(void)
{
    const char *text = "{\"s\":\"党\",\"n\":2.5,\"t\":true,\"f\":false,\"z\":null,\"o\":{},\"a\":[]}";
    static const char *const types[] = { "@json.string", "@json.number", "@json.boolean", "@json.boolean",
                                         "@json.null",   "@json.object", "@json.array" };
    jw_json *doc = parse(text, strlen(text), NULL);
    jw_jv at = jw_jv_first(jw_json_root(doc));
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++, at = jw_jv_next(at)) {
        const char *string = NULL;
        double number = 0;
        bool boolean = false;
        jw_diags *diags = jw_diags_new();
        g_assert_cmpstr(jw_jv_type(at), ==, types[i]);
        g_assert_cmpint(jw_jv_string(at, diags, &string), ==, i == 0);
        g_assert_cmpint(jw_jv_number(at, diags, &number), ==, i == 1);
        g_assert_cmpint(jw_jv_bool(at, diags, &boolean), ==, i == 2 || i == 3);
        g_assert_cmpint(jw_jv_is_object(at, diags), ==, i == 5);
        g_assert_cmpint(jw_jv_is_array(at, diags), ==, i == 6);
        g_assert_cmpstr(string, ==, i == 0 ? "党" : NULL);
        g_assert_cmpfloat(number, ==, i == 1 ? 2.5 : 0);
        g_assert_cmpint(boolean, ==, i == 2);
        g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, i == 4 ? 5 : 4);
        for (size_t k = 0; k < jw_diags_size(diags); k++) {
            g_assert_cmpstr(jw_diags_get(diags, k)->code, ==, "wrong-type");
            g_assert_cmpstr(jw_diags_get(diags, k)->found, ==, types[i]);
            g_assert_cmpstr(jw_diags_get(diags, k)->expected, !=, types[i]);
            g_assert_cmpstr(jw_diags_get(diags, k)->path, ==, jw_jv_key(at));
            g_assert_cmpuint(jw_diags_get(diags, k)->place.column, ==, jw_jv_place(at).column);
        }
        jw_diags_free(diags);
    }
    jw_json_free(doc);
}

static void test_report(void)
{
    jw_json *doc = parse("{\"units\":\n[{\"knd\":1}]}", 22, NULL);
    jw_jv at = jw_jv_first(jw_jv_first(jw_jv_get(jw_json_root(doc), "units")));
    jw_diags *diags = jw_diags_new();
    jw_jv_report(at, diags, JW_WARNING, "odd", "1", "2", "3");
    jw_jv_report_key(at, diags, JW_ERROR, "unknown-key", "knd", NULL, "kind");
    jw_jv_report(jw_json_root(doc), diags, JW_NOTE, "whole", NULL, NULL, NULL);
    jw_json_free(doc); /* the list has copies */
    const jw_diag *odd = jw_diags_get(diags, 0), *key = jw_diags_get(diags, 1),
                  *whole = jw_diags_get(diags, 2);
    g_assert_cmpint(odd->severity, ==, JW_WARNING);
    g_assert_cmpstr(odd->path, ==, "units[0].knd");
    g_assert_cmpuint(odd->place.line, ==, 2);
    g_assert_cmpuint(odd->place.column, ==, 9);
    g_assert_cmpuint(key->place.column, ==, 3);
    g_assert_cmpstr(key->nearest, ==, "kind");
    g_assert_null(whole->path);
    g_assert_cmpuint(whole->place.column, ==, 1);
    jw_diags_free(diags);
}

/* ---- Keys given twice ---- */

static void test_duplicate_notes(void)
{
    const char *text = "{\"u\": {\"k\":1, \"l\":2,\n \"k\":3, \"k\":4}, \"v\": {\"m\":1,\"m\":2}}";
    jw_diags *diags = jw_diags_new();
    g_assert_null(parse(text, strlen(text), diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 4);
    g_assert_cmpstr(jw_diags_get(diags, 0)->path, ==, "u.k");
    g_assert_cmpuint(jw_diags_get(diags, 0)->place.line, ==, 2);
    g_assert_cmpuint(jw_diags_get(diags, 0)->place.column, ==, 2);
    g_assert_cmpstr(jw_diags_get(diags, 1)->code, ==, "json-first-key");
    g_assert_cmpint(jw_diags_get(diags, 1)->severity, ==, JW_NOTE);
    g_assert_cmpuint(jw_diags_get(diags, 1)->place.line, ==, 1);
    g_assert_cmpuint(jw_diags_get(diags, 1)->place.column, ==, 8);
    g_assert_cmpstr(jw_diags_get(diags, 2)->path, ==, "v.m");
    jw_diags_free(diags);
}

static void assert_twin_in_large(guint keys, guint twin)
{
    GString *text = g_string_new("{");
    for (guint i = 0; i < keys; i++) g_string_append_printf(text, "\"key%u\":%u,\n", (i * 7919u) % keys, i);
    jw_diags *diags = jw_diags_new();
    g_string_append_printf(text, "\"key%u\":0}", twin);
    jw_json *doc = parse(text->str, text->len, diags);
    g_assert_cmpint(doc == NULL, ==, twin < keys);
    if (!doc) {
        g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "json-duplicate-key");
        g_assert_cmpuint(jw_diags_get(diags, 0)->place.line, ==, keys + 1);
        g_assert_cmpuint(jw_diags_get(diags, 0)->place.column, ==, 1);
        g_assert_cmpuint((jw_diags_get(diags, 1)->place.line - 1) * 7919 % keys, ==, twin);
    }
    jw_json_free(doc);
    jw_diags_free(diags);
    g_string_free(text, true);
}

static void test_duplicates_in_large(void)
{
    static const guint sizes[] = { 1, 14, 15, 16, 17, 100, 50000 };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        assert_twin_in_large(sizes[i], sizes[i]);
        assert_twin_in_large(sizes[i], sizes[i] / 2);
    }
}

static void test_duplicates_are_capped(void)
{
    GString *text = g_string_new("[0");
    for (int i = 0; i < 1000; i++) g_string_append(text, ",{\"a\":1,\"a\":2}");
    g_string_append_c(text, ']');
    jw_diags *diags = jw_diags_new();
    g_assert_null(parse(text->str, text->len, diags));
    g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 20);
    g_assert_cmpstr(jw_diags_get(diags, 38)->path, ==, "[20].a");
    jw_diags_free(diags);
    g_string_free(text, true);
}

/* ---- Random documents ---- */

/* A document, and what its author knows of it: where each value and key starts, in reading order. */
typedef struct {
    GRand *random;
    GString *text;
    GArray *values, *keys; /* of gsize: byte offsets; G_MAXSIZE: no key */
} author;

static void write_space(author *a)
{
    static const char *const spaces[] = { "", "", "", " ", "\n", "\r\n", "\t", "   \n  " };
    g_string_append(a->text, spaces[g_rand_int_range(a->random, 0, G_N_ELEMENTS(spaces))]);
}

/* `number` makes a key unlike its siblings. */
static void write_string(author *a, int number)
{
    static const char *const pieces[] = { "a",   "kind", " ",    "党",      "支部",
                                          "é",   "😀",    "\\\"", "\\\\",    "\\n",
                                          "\\/", "]",    "{",    "\\u515a", "\\ud83d\\ude00",
                                          ":" };
    g_string_append_c(a->text, '"');
    for (int n = g_rand_int_range(a->random, 0, g_rand_int_range(a->random, 1, 6)); n > 0; n--)
        g_string_append(a->text, pieces[g_rand_int_range(a->random, 0, G_N_ELEMENTS(pieces))]);
    if (number >= 0) g_string_append_printf(a->text, "%d", number);
    g_string_append_c(a->text, '"');
}

static void write_value(author *a, int depth, gsize key)
{
    static const char *const scalars[] = { "0", "-1", "12.5", "1e3", "-0.25E-2", "true", "false", "null" };
    gsize start = a->text->len;
    g_array_append_val(a->values, start);
    g_array_append_val(a->keys, key);
    int kind = g_rand_int_range(a->random, 0, depth > 0 ? 5 : 3);
    if (kind == 0) write_string(a, -1);
    if (kind == 1 || kind == 2)
        g_string_append(a->text, scalars[g_rand_int_range(a->random, 0, G_N_ELEMENTS(scalars))]);
    if (kind < 3) return;
    g_string_append_c(a->text, kind == 3 ? '[' : '{');
    int children = g_rand_int_range(a->random, 0, 7);
    if (g_rand_int_range(a->random, 0, 50) == 0) children = 40;
    for (int i = 0; i < children; i++) {
        if (i) g_string_append_c(a->text, ',');
        write_space(a);
        gsize key_start = kind == 4 ? a->text->len : G_MAXSIZE;
        if (kind == 4) {
            write_string(a, i);
            write_space(a);
            g_string_append_c(a->text, ':');
            write_space(a);
        }
        write_value(a, depth - 1, key_start);
        write_space(a);
    }
    if (!children) write_space(a);
    g_string_append_c(a->text, kind == 3 ? ']' : '}');
}

static author *author_new(guint32 seed)
{
    author *a = g_new(author, 1);
    *a = (author){ g_rand_new_with_seed(seed), g_string_new(NULL), g_array_new(false, false, sizeof(gsize)),
                   g_array_new(false, false, sizeof(gsize)) };
    write_space(a);
    write_value(a, (int)(seed % 6), G_MAXSIZE);
    write_space(a);
    return a;
}

static void author_free(author *a)
{
    g_rand_free(a->random);
    g_string_free(a->text, true);
    g_array_unref(a->values);
    g_array_unref(a->keys);
    g_free(a);
}

/* The byte offset of a place, by walking there from the start of the text. */
static gsize locate(const char *text, jw_place place)
{
    const char *p = text;
    for (uint32_t line = 1; line < place.line; line++) p = strchr(p, '\n') + 1;
    for (uint32_t column = 1; column < place.column; column++) p = g_utf8_next_char(p);
    return (gsize)(p - text);
}

/* The value a path names, by reading the path: .word, [12], ["text"]. */
static const cJSON *resolve(const cJSON *root, const char *path)
{
    const cJSON *at = root;
    while (*path) {
        if (path[0] == '[' && path[1] != '"') {
            at = cJSON_GetArrayItem(at, (int)strtol(path + 1, (char **)&path, 10));
            path++;
            continue;
        }
        GString *key = g_string_new(NULL);
        if (*path == '[') {
            for (path += 2; *path != '"'; path++) {
                if (*path == '\\' && path[1] == 'u') {
                    g_string_append_c(key, (char)strtol((char[]){ path[4], path[5], 0 }, NULL, 16));
                    path += 5;
                } else {
                    path += *path == '\\';
                    g_string_append_c(key, *path);
                }
            }
            path += 2;
        } else {
            path += *path == '.';
            while (*path && !strchr(".[", *path)) g_string_append_c(key, *path++);
        }
        at = cJSON_GetObjectItemCaseSensitive(at, key->str);
        g_string_free(key, true);
    }
    return at;
}

/* All values below and with this one, in reading order. */
static void list_values(jw_jv at, GArray *out)
{
    g_array_append_val(out, at);
    for (jw_jv child = jw_jv_first(at); jw_jv_present(child); child = jw_jv_next(child))
        list_values(child, out);
}

static void list_nodes(const cJSON *node, GPtrArray *out)
{
    g_ptr_array_add(out, (void *)node);
    for (const cJSON *child = node->child; child; child = child->next) list_nodes(child, out);
}

static void assert_value(const author *a, jw_jv root, jw_jv at, guint i)
{
    gsize key = g_array_index(a->keys, gsize, i);
    g_assert_cmpuint(locate(a->text->str, jw_jv_place(at)), ==, g_array_index(a->values, gsize, i));
    g_assert_cmpint(jw_jv_key(at) == NULL, ==, key == G_MAXSIZE);
    if (key != G_MAXSIZE) g_assert_cmpuint(locate(a->text->str, jw_jv_key_place(at)), ==, key);
    char *path = jw_jv_path(at);
    g_assert_true(resolve(root.node, path) == at.node);
    free(path);
}

static void test_random_documents(void)
{
    guint32 rounds = g_test_slow() ? 20000 : 1500;
    for (guint32 seed = 0; seed < rounds; seed++) {
        author *a = author_new(seed);
        jw_json *doc = parse(a->text->str, a->text->len, NULL);
        g_assert_nonnull(doc);
        GArray *values = g_array_new(false, false, sizeof(jw_jv));
        GPtrArray *nodes = g_ptr_array_new();
        list_values(jw_json_root(doc), values);
        list_nodes(jw_json_root(doc).node, nodes);
        g_assert_cmpuint(values->len, ==, a->values->len);
        g_assert_cmpuint(values->len, ==, nodes->len);
        for (guint i = 0; i < values->len; i++) {
            g_assert_true(g_array_index(values, jw_jv, i).node == nodes->pdata[i]);
            assert_value(a, jw_json_root(doc), g_array_index(values, jw_jv, i), i);
        }
        for (guint n = 0; n < MIN(values->len, 100); n++) { /* and in any order */
            guint i = (guint)g_rand_int_range(a->random, 0, (gint32)values->len);
            assert_value(a, jw_json_root(doc), g_array_index(values, jw_jv, i), i);
        }
        g_array_unref(values);
        g_ptr_array_unref(nodes);
        jw_json_free(doc);
        author_free(a);
    }
}

/* ---- Random damage, judged by another reader ---- */

/* RFC 8259 alone, read by recursion: the end of the value that begins at p, or NULL. The text ends in NUL. */
static const char *rfc_value(const char *p);

static const char *rfc_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

static const char *rfc_string(const char *p)
{
    if (*p++ != '"') return NULL;
    for (; *p != '"'; p++) {
        if ((unsigned char)*p < 0x20) return NULL;
        if (*p != '\\') continue;
        p++;
        if (!*p || !strchr("\"\\/bfnrtu", *p)) return NULL;
        for (int i = 0; *p == 'u' && i < 4; i++) {
            if (!g_ascii_isxdigit(p[1 + i])) return NULL;
        }
    }
    return p + 1;
}

static const char *rfc_digits(const char *p)
{
    return g_ascii_isdigit(*p) ? p + strspn(p, "0123456789") : NULL;
}

static const char *rfc_number(const char *p)
{
    p += *p == '-';
    p = *p == '0' ? p + 1 : rfc_digits(p);
    if (p && *p == '.') p = rfc_digits(p + 1);
    if (p && (*p == 'e' || *p == 'E')) {
        p++;
        p = rfc_digits(p + (*p == '+' || *p == '-'));
    }
    return p;
}

static const char *rfc_container(const char *p, char end)
{
    p = rfc_space(p + 1);
    if (*p == end) return p + 1;
    for (;;) {
        if (end == '}') {
            p = rfc_string(rfc_space(p));
            p = p ? rfc_space(p) : NULL;
            if (!p || *p++ != ':') return NULL;
        }
        p = rfc_value(rfc_space(p));
        p = p ? rfc_space(p) : NULL;
        if (!p || (*p != ',' && *p != end)) return NULL;
        if (*p++ == end) return p;
    }
}

static const char *rfc_value(const char *p)
{
    if (*p == '{') return rfc_container(p, '}');
    if (*p == '[') return rfc_container(p, ']');
    if (*p == '"') return rfc_string(p);
    if (g_str_has_prefix(p, "true") || g_str_has_prefix(p, "null")) return p + 4;
    if (g_str_has_prefix(p, "false")) return p + 5;
    return rfc_number(p);
}

static bool rfc_valid(const char *text, size_t length)
{
    if (!g_utf8_validate_len(text, length, NULL)) return false;
    const char *end = rfc_value(rfc_space(text));
    return end && rfc_space(end) == text + length;
}

/* Refused for what we ask beyond RFC 8259. */
static bool is_ours(const char *code)
{
    static const char *const ours[] = { "json-duplicate-key", "json-surrogate", "json-nul",
                                        "json-number-range" };
    for (size_t i = 0; i < G_N_ELEMENTS(ours); i++) {
        if (!strcmp(code, ours[i])) return true;
    }
    return false;
}

static void damage(GString *text, GRand *random)
{
    static const char bytes[] = "\"\\{}[],:0123456789eE+-. \n\tutrfalsn\x80\xC3\xE5\xFF/dD8";
    for (int n = g_rand_int_range(random, 1, 4); n > 0 && text->len > 0; n--) {
        gssize at = g_rand_int_range(random, 0, (gint32)text->len);
        char byte = bytes[g_rand_int_range(random, 0, sizeof bytes)];
        int kind = g_rand_int_range(random, 0, 4);
        if (kind == 0) text->str[at] = byte;
        if (kind == 1) g_string_insert_c(text, at, byte);
        if (kind == 2) g_string_erase(text, at, 1);
        if (kind == 3 && g_rand_int_range(random, 0, 4) == 0) g_string_truncate(text, (gsize)at);
    }
}

static void assert_judged_alike(const GString *text)
{
    jw_diags *diags = jw_diags_new();
    jw_json *doc = parse(text->str, text->len, diags);
    bool valid = rfc_valid(text->str, text->len);
    if (doc)
        g_assert_true(valid);
    else
        g_assert_true(!valid || is_ours(jw_diags_get(diags, 0)->code));
    g_assert_cmpint(doc == NULL, ==, jw_diags_size(diags) > 0);
    jw_json_free(doc);
    jw_diags_free(diags);
}

static void test_random_damage(void)
{
    guint32 rounds = g_test_slow() ? 20000 : 2000;
    for (guint32 seed = 0; seed < rounds; seed++) {
        author *a = author_new(seed);
        for (int i = 0; i < 20; i++) {
            GString *text = g_string_new_len(a->text->str, (gssize)a->text->len);
            damage(text, a->random);
            assert_judged_alike(text);
            g_string_free(text, true);
        }
        author_free(a);
    }
}

/* ---- Size ---- */

/* Places and paths of one long line, and of many equal siblings, do not cost the square of their number: this
 * takes a quarter of a second, or else half an hour. */
static void test_many_places_and_paths(void)
{
    enum { N = 200000 };
    GString *text = g_string_new("{\"units\":[");
    for (int i = 0; i < N; i++) g_string_append_printf(text, "%s{\"id\":%d}", i ? "," : "", i % 10);
    g_string_append(text, "]}");
    jw_json *doc = parse(text->str, text->len, NULL);
    jw_jv units = jw_jv_get(jw_json_root(doc), "units");
    jw_jv unit = jw_jv_first(units);
    for (int i = 0; i < N; i++, unit = jw_jv_next(unit)) {
        char *path = jw_jv_path(jw_jv_first(unit)), *want = g_strdup_printf("units[%d].id", i);
        g_assert_cmpstr(path, ==, want);
        g_assert_cmpuint(jw_jv_place(unit).column, ==, 11 + 9 * (uint32_t)i);
        assert_path(units, "units");
        free(path);
        g_free(want);
    }
    jw_json_free(doc);
    g_string_free(text, true);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/refusals", test_refusals);
    g_test_add_func("/json/refusals-unterminated", test_refusals_unterminated);
    g_test_add_func("/json/refusals-moved", test_refusals_moved);
    g_test_add_func("/json/acceptances", test_acceptances);
    g_test_add_func("/json/exact-numbers", test_exact_numbers);
    g_test_add_func("/json/long-numbers", test_long_numbers);
    g_test_add_func("/json/limits", test_limits);
    g_test_add_func("/json/depth-of-cjson", test_depth_of_cjson);
    g_test_add_func("/json/cursors", test_cursors);
    g_test_add_func("/json/absent", test_absent);
    g_test_add_func("/json/readers", test_readers);
    g_test_add_func("/json/report", test_report);
    g_test_add_func("/json/duplicate-notes", test_duplicate_notes);
    g_test_add_func("/json/duplicates-in-large", test_duplicates_in_large);
    g_test_add_func("/json/duplicates-are-capped", test_duplicates_are_capped);
    g_test_add_func("/json/random-documents", test_random_documents);
    g_test_add_func("/json/random-damage", test_random_damage);
    g_test_add_func("/json/many-places-and-paths", test_many_places_and_paths);
    return g_test_run();
}
