/* What a chart shows is the text, whatever it looks like to Graphviz; or the text is refused. */
#include "draw/label.h"
#include "renderer.h"

#include <string.h>

static void refuses(void)
{
    static const struct {
        const char *text, *found;
    } rows[] = {
        { "a\001b", "U+0001" },
        { "\033[31m", "U+001B" },
        { "a\177", "U+007F" },
        { "\302\205ok\302\233", "U+009B" },
        { "\342\200\256rtl", "U+202E" },
        { "\342\200\250", "U+2028" },
        { "\342\200\251", "U+2029" },
        { "\342\201\246", "U+2066" },
        { "\342\201\251", "U+2069" },
        { "\342\200\217", "U+200F" },
        { "\330\234", "U+061C" },
        { "\357\277\276", "U+FFFE" },
        { "\357\267\220", "U+FDD0" },
        { "\364\217\277\277", "U+10FFFF" },
        { "\363\240\201\201", "U+E0041" },
        { "\357\277\271", "U+FFF9" },
        { "\377", "0xFF" },
        { "\316\354", "0xCE" },
        { "\355\240\200", "0xED" },
        { "\300\200", "0xC0" },
        { "\344\274", "0xE4" },
        { "\360\202\202\254", "0xF0" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char found[16] = "";
        g_assert_false(jw_label_check(rows[i].text, found));
        g_assert_cmpstr(found, ==, rows[i].found);
    }
}

/* Of every code point, exactly these are refused. */
static void refuses_nothing_else(void)
{
    size_t refused = 0;
    for (gunichar c = 1; c <= 0x10FFFF; c++) {
        char text[8] = "", found[16];
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        text[g_unichar_to_utf8(c, text)] = '\0';
        refused += !jw_label_check(text, found);
        if (!jw_label_check(text, found)) continue;
        g_assert_true(!g_unichar_iscntrl(c) || g_unichar_isspace(c) || c == 0x85);
        g_assert_true(g_unichar_validate(c));
    }
    /* 31 C0 without 4 white ones, DEL and 32 C1 without NEL, 3 + 7 + 4 bidi and separators, 34 + 32
     * noncharacters, 3 annotations, 128 tags */
    g_assert_cmpuint(refused, ==, 27 + 32 + 3 + 7 + 4 + 34 + 32 + 3 + 128);
}

static void makes_one_line(void)
{
    static const struct {
        const char *text, *line;
    } rows[] = {
        { "", "" },
        { "  a \t\r\n b\302\205c\343\200\200", "a b c" },
        { "\n\n", "" },
        { "深圳\n协会", "深圳 协会" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *line = jw_label_line(rows[i].text, 300);
        g_assert_cmpstr(line, ==, rows[i].line);
    }
}

static void caps_length(void)
{
    g_autofree char *exact = jw_label_line("深圳市协会", 5);
    g_autofree char *cut = jw_label_line("深圳市协会", 4);
    g_autofree char *spaced = jw_label_line("ab cd", 4);
    g_assert_cmpstr(exact, ==, "深圳市协会");
    g_assert_cmpstr(cut, ==, "深圳市…");
    g_assert_cmpint(g_utf8_strlen(spaced, -1), <=, 4);
    for (size_t most = 1; most < 12; most++) {
        g_autofree char *any = jw_label_line("a b c d e f g h", most);
        g_assert_cmpint(g_utf8_strlen(any, -1), <=, (glong)most);
    }
}

static void quotes(void)
{
    GString *out = g_string_new(NULL);
    jw_label_quote(out, "\\N \"a\" & &lt; b\\", 'n');
    g_assert_cmpstr(out->str, ==, "\"\\\\N \\\"a\\\" &amp; &amp;lt; b\\\\\"");
    g_string_truncate(out, 0);
    jw_label_quote(out, "a\nb", 'l');
    g_assert_cmpstr(out->str, ==, "\"a\\lb\\l\"");
    g_string_free(out, TRUE);
}

static const char *const hostile[] = {
    "\\N",
    "\\G",
    "\\E\\T\\H\\L",
    "<b>x</b>",
    "<<b>x</b>>",
    "<table><tr><td>x</td></tr></table>",
    "&lt;",
    "&#20250;",
    "&amp;",
    "&amp;amp;",
    "&eacute;",
    "&#xD800;",
    "C:\\new\\lib\\run",
    "a\\",
    "\\",
    "\\\\",
    "\"",
    "\\\"",
    "'",
    "a\"b'c",
    "{|}",
    "{a|b|c}",
    "<f0>",
    "]]>",
    "<!-- x -->",
    "-->",
    "<![CDATA[x]]>",
    "<?xml?>",
    "%s%n%d",
    "a -> b; c",
    "}",
    "];",
    "/* x */",
    "// x",
    "#x",
    "<title>x</title>",
    "</svg>",
    "<script>x</script>",
    "$(x)`x`",
    "é ☃ 会 𠮷",
};

/* One text a line of its own, far from the others, on one page. */
static jw_page *page_of_texts(void)
{
    jw_page *page = jw_page_new(600, 20 + 20 * G_N_ELEMENTS(hostile));
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
        jw_rect at = { 20, 10 + 20 * (double)i, 560, 16 };
        jw_page_add_text(page, at, &(jw_text_style){ 10, i % 2 == 1, "#000000", JW_LEFT }, hostile[i]);
    }
    return page;
}

static char *rendered(const char *format)
{
    jw_renderer r = real_renderer();
    jw_diags *diags = jw_diags_new();
    jw_page *page = page_of_texts();
    GPtrArray *documents =
        jw_renderer_render(&r, format, 0, &(jw_document_meta){ .title = "<t>&" }, &page, 1, diags);
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    g_assert_nonnull(documents);
    const GByteArray *document = g_ptr_array_index(documents, 0);
    g_autofree char *path = g_strdup_printf("%s/jw-label-%d.%s", g_get_tmp_dir(), (int)getpid(), format);
    g_assert_true(g_file_set_contents(path, (const char *)document->data, document->len, NULL));
    g_ptr_array_unref(documents);
    jw_page_free(page);
    jw_diags_free(diags);
    return g_steal_pointer(&path);
}

static char *output_of(char **argv)
{
    char *out = NULL;
    int status = 1;
    if (!g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
                      NULL, &status, NULL))
        return NULL;
    g_assert_true(g_spawn_check_wait_status(status, NULL));
    return out;
}

static void comes_back_from_pdf(void)
{
    g_autofree char *path = rendered("pdf");
    g_autofree char *out = output_of((char *[]){ "pdftotext", "-raw", path, "-", NULL });
    unlink(path);
    if (!out) {
        g_test_skip("pdftotext is not there");
        return;
    }
    char **lines = g_strsplit(g_strchomp(out), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, G_N_ELEMENTS(hostile));
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) g_assert_cmpstr(lines[i], ==, hostile[i]);
    g_strfreev(lines);
}

/* The n-th <text> of an SVG, its entities resolved; *at moves behind it. */
static char *next_text(const char **at)
{
    const char *open = strstr(*at, "<text "), *start = open ? strchr(open, '>') + 1 : NULL;
    if (!start) return NULL;
    const char *end = strstr(start, "</text>");
    static const char *const entities[][2] = { { "&lt;", "<" },  { "&gt;", ">" },  { "&quot;", "\"" },
                                               { "&#39;", "'" }, { "&#45;", "-" }, { "&#160;", " " },
                                               { "&amp;", "&" } };
    GString *text = g_string_new_len(start, end - start);
    for (size_t i = 0; i < G_N_ELEMENTS(entities); i++)
        g_string_replace(text, entities[i][0], entities[i][1], 0);
    *at = end;
    return g_string_free(text, FALSE);
}

static void comes_back_from_svg(void)
{
    g_autofree char *path = rendered("svg");
    g_autofree char *svg = NULL;
    g_assert_true(g_file_get_contents(path, &svg, NULL, NULL));
    const char *at = svg;
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autofree char *text = next_text(&at);
        g_assert_cmpstr(text, ==, hostile[i]);
    }
    g_assert_null(next_text(&at));
    g_assert_nonnull(strstr(svg, "<title>&lt;t&gt;&amp;</title>"));
    g_assert_null(strstr(svg, "<script"));
    g_free(output_of((char *[]){ "xmllint", "--noout", path, NULL }));
    unlink(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/label/refuses", refuses);
    g_test_add_func("/draw/label/refuses-nothing-else", refuses_nothing_else);
    g_test_add_func("/draw/label/one-line", makes_one_line);
    g_test_add_func("/draw/label/caps-length", caps_length);
    g_test_add_func("/draw/label/quotes", quotes);
    g_test_add_func("/draw/label/pdf", comes_back_from_pdf);
    g_test_add_func("/draw/label/svg", comes_back_from_svg);
    return g_test_run();
}
