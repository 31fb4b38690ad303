/* Registers: rows to units and links, and every way in which a row or a mapping can be wrong. Models and
 * findings are written out as text and compared as a whole. */
#include "io/register.h"

#include "base/words.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- The mapping of most tests ---- */

#define HEADER "编号,名称,种类,党员人数,组织,指导单位\n"
#define WORD(s)                                                                                              \
    {                                                                                                        \
        .form = JW_CELL_WORD, .text = s                                                                      \
    }
#define COLUMN(s)                                                                                            \
    {                                                                                                        \
        .form = JW_CELL_COLUMN, .text = s                                                                    \
    }
#define VALUE(s)                                                                                             \
    {                                                                                                        \
        .form = JW_CELL_VALUE, .text = s                                                                     \
    }
#define TEMPLATE(s)                                                                                          \
    {                                                                                                        \
        .form = JW_CELL_TEMPLATE, .text = s                                                                  \
    }
#define AT(line, path_) .place = { "m.json", line, 5 }, .path = path_

static const jw_map_pair kinds[] = { { .from = "协会", .to = "association" },
                                     { .from = "商会", .to = "chamber" },
                                     { .from = "街道", .to = "block" } };
static const jw_map_pair organizations[] = { { .from = "党支部", .to = "branch" },
                                             { .from = "联合", .to = "joint" },
                                             { .from = "无", .to = "none" },
                                             { .from = "不详", .to = NULL } };
static const jw_register_attribute attributes[] = {
    { JW_MEMBERS, { JW_CELL_WORD, "党员人数", AT(7, "registers[0].attributes.members") } },
    { JW_ORGANIZATION,
      { JW_CELL_COLUMN, "组织", organizations, 4, AT(8, "registers[0].attributes.organization") } },
};
static const char *const nobody[] = { "无", "XX" };

/* The whole: what a test gives the readers, and what came of it. */
typedef struct {
    jw_model *m;
    jw_pending_links *pending;
    jw_diags *diags;
    bool read, resolved;
} loaded;

static jw_register_link leads; /* guides from the cell to the row; set by start */

static loaded start(const jw_limits *limits)
{
    loaded l = { jw_model_new(limits), jw_pending_new(), jw_diags_new(), false, false };
    leads = (jw_register_link){ jw_model_link_kind_named(l.m, "guides"),
                                true,
                                { JW_CELL_WORD, "指导单位", AT(9, "registers[0].links[0].from") },
                                nobody,
                                2 };
    uint32_t core = jw_model_add_unit(l.m, "lh", "龙华区社会组织党委", jw_model_unit_kind_named(l.m, "core"),
                                      true, jw_model_spot(l.m, (jw_place){ "m.json", 2, 3 }));
    jw_model_set_text(l.m, false, core, JW_ALIASES, "龙华\x1f区委;区党委");
    return l;
}

static void finish(loaded *l)
{
    jw_model_free(l->m);
    jw_pending_free(l->pending);
    jw_diags_free(l->diags);
}

static jw_register mapping(void)
{
    return (jw_register){ .shown = "r.csv",
                          .kind = { JW_CELL_COLUMN, "种类", kinds, 3, AT(4, "registers[0].kind") },
                          .id = { JW_CELL_WORD, "编号", AT(5, "registers[0].id") },
                          .name = { JW_CELL_WORD, "名称", AT(6, "registers[0].name") },
                          .attributes = attributes,
                          .n_attributes = G_N_ELEMENTS(attributes),
                          .links = &leads,
                          .n_links = 1 };
}

static bool read_more(loaded *l, const jw_register *r, const char *text)
{
    return jw_register_read_bytes(l->m, r, strdup(text), strlen(text), l->pending, l->diags);
}

static loaded load(const jw_register *r, const char *text, const jw_limits *limits)
{
    loaded l = start(limits);
    l.read = read_more(&l, r, text);
    l.resolved = jw_pending_resolve(l.m, l.pending, l.diags);
    return l;
}

/* ---- As text ---- */

static void append_values(GString *out, const jw_model *m, bool links, uint32_t i)
{
    for (size_t a = 0; a < jw_model_attributes(m); a++) {
        const char *text = links ? jw_link_text(m, i, (int)a) : jw_unit_text(m, i, (int)a);
        double number = links ? jw_link_number(m, i, (int)a) : jw_unit_number(m, i, (int)a);
        int flag = links ? jw_link_flag(m, i, (int)a) : jw_unit_flag(m, i, (int)a);
        if (text || !isnan(number) || flag >= 0)
            g_string_append_printf(out, " %s=", jw_model_attribute(m, a)->name);
        if (text) g_string_append(out, text);
        if (!isnan(number)) g_string_append_printf(out, "%g", number);
        if (flag >= 0) g_string_append(out, flag ? "yes" : "no");
    }
    g_string_append_c(out, '\n');
}

/* Every unit but the first core, with all its values, then every link. */
static char *model_text(jw_model *m)
{
    jw_model_finish(m, NULL);
    GString *out = g_string_new(NULL);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        if (strcmp(jw_unit_id(m, u), "lh") == 0) continue;
        g_string_append_printf(out, "%s %s %s", jw_unit_kind_of(m, u)->name, jw_unit_id(m, u),
                               jw_unit_name(m, u));
        append_values(out, m, false, u);
    }
    for (uint32_t i = 0; i < jw_model_link_count(m); i++) {
        jw_link link = jw_model_link(m, i);
        g_string_append_printf(out, "%s %s>%s", jw_link_kind_of(m, i)->name, jw_unit_id(m, link.from),
                               jw_unit_id(m, link.to));
        append_values(out, m, true, i);
    }
    for (char *p = out->str; *p; p++)
        if (*p == '\x1f') *p = '^';
    return g_string_free(out, FALSE);
}

/* "E code file:line path [found] (expected) ~nearest", one a line. Every one must have words. */
static char *diags_text(const jw_diags *diags)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *d = jw_diags_get(diags, i);
        g_autofree char *key = g_strconcat("diag.", d->code, NULL);
        for (int lang = JW_ZH; lang <= JW_EN; lang++) {
            if (!jw_word_or_null((jw_lang)lang, key)) g_error("no words for %s", key);
            if (d->expected && *d->expected == '@' && !jw_word_or_null((jw_lang)lang, d->expected + 1))
                g_error("no words for %s", d->expected);
        }
        g_string_append_printf(out, "%c %s %s:%u", "EWN"[d->severity], d -> code, d -> place.file,
                               d->place.line);
        if (d->path) g_string_append_printf(out, " %s", d->path);
        if (d->found) g_string_append_printf(out, " [%s]", d->found);
        if (d->expected) g_string_append_printf(out, " (%s)", d->expected);
        if (d->nearest) g_string_append_printf(out, " ~%s", d->nearest);
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

static void assert_model(loaded *l, const char *expected)
{
    g_autofree char *text = model_text(l->m);
    g_assert_cmpstr(text, ==, expected);
}

static void assert_diags(const loaded *l, const char *expected)
{
    g_autofree char *text = diags_text(l->diags);
    g_assert_cmpstr(text, ==, expected);
}

/* ---- Good rows ---- */

static const struct good {
    const char *rows, *model;
} goods[] = {
    { "", "" },
    { "A1,甲,协会,12,党支部,lh\n", "association A1 甲 members=12 organization=branch\nguides lh>A1\n" },
    /* cells are trimmed; empty is absent; a name falls back to the id */
    { " A1 ,,商会,,,\n", "chamber A1 A1\n" },
    { "A1,甲,协会,\xE3\x80\x80,不详,无\n", "association A1 甲\n" },
    /* numbers as people type them */
    { "A1,甲,协会,１２,,\nA2,乙,协会,\"1,234\",,\nA3,丙,协会, 3.0 ,,\n",
      "association A1 甲 members=12\nassociation A2 乙 members=1234\nassociation A3 丙 members=3\n" },
    /* a cell names by id, name or alias, one or several; by the whole first */
    { "A1,甲,协会,,,龙华\nA2,乙,协会,,,龙华区社会组织党委\n",
      "association A1 甲\nassociation A2 乙\nguides lh>A1\nguides lh>A2\n" },
    { "A1,甲,街道,,,lh\nA2,乙,协会,,,甲、龙华\nA3,丙,协会,,,A1；lh; ;无\n",
      "block A1 甲\nassociation A2 乙\nassociation A3 丙\nguides A1>A2\nguides A1>A3\nguides lh>A1\nguides "
      "lh>A2\n"
      "guides lh>A3\n" },
    { "A1,甲、乙;丙,街道,,,区委;区党委\nA2,丁,协会,,,甲、乙;丙\n",
      "block A1 甲、乙;丙\nassociation A2 丁\nguides A1>A2\nguides lh>A1\n" },
    { "A1,甲,协会,,,XX\nA2,乙,协会,,,无\n", "association A1 甲\nassociation A2 乙\n" },
    /* a later row; a newline within a name */
    { "A1,甲,协会,,,A2\nA2,\"乙\n乙\",街道,,,\n", "association A1 甲\nblock A2 乙\n乙\nguides A2>A1\n" },
    /* extra cells that are blank; blank lines and rows */
    { "A1,甲,协会,1,,,,\n\n,,,,,\nA2,乙,协会,2,,\n",
      "association A1 甲 members=1\nassociation A2 乙 members=2\n" },
};

static void test_good(void)
{
    jw_register r = mapping();
    for (size_t i = 0; i < G_N_ELEMENTS(goods); i++) {
        g_test_message("case %zu", i);
        g_autofree char *text = g_strconcat(HEADER, goods[i].rows, NULL);
        r = mapping();
        loaded l = load(&r, text, NULL);
        assert_diags(&l, "");
        g_assert_true(l.read && l.resolved);
        assert_model(&l, goods[i].model);
        g_assert_cmpuint(jw_pending_skipped(l.pending), ==, 0);
        finish(&l);
    }
}

/* ---- Bad rows ---- */

#define GOOD_ROW "B1,好,协会,5,无,lh\n"
#define GOOD_MODEL "association B1 好 members=5 organization=none\n"
#define GOOD_LINK "guides lh>B1\n"

static const struct bad {
    const char *rows, *findings; /* as errors */
    const char *skipped;         /* with skip_bad_rows: what is told, */
    const char *model;           /* and loaded beside B1, before its link; NULL: nothing */
} bads[] = {
    { "A1,甲,协会,12人,无,lh\n", "E not-an-integer r.csv:3 党员人数 [12人] (@json.integer)\n",
      "W skipped-row r.csv:3 党员人数 [12人] (@skip.not-an-integer)\n", NULL },
    { "A1,甲,协会,1.5,无,lh\n", "E not-an-integer r.csv:3 党员人数 [1.5] (@json.integer)\n",
      "W skipped-row r.csv:3 党员人数 [1.5] (@skip.not-an-integer)\n", NULL },
    { "A1,甲,协会,-1,无,lh\n", "E out-of-range r.csv:3 党员人数 [-1] (≥ 0)\n",
      "W skipped-row r.csv:3 党员人数 [-1] (@skip.out-of-range)\n", NULL },
    { "A1,甲,协会,1,党支,lh\n", "E missing-from-map r.csv:3 组织 [党支] (党支部|联合|无|不详) ~党支部\n",
      "W skipped-row r.csv:3 组织 [党支] (@skip.missing-from-map) ~党支部\n", NULL },
    { "A1,甲,学会,1,无,lh\n", "E missing-from-map r.csv:3 种类 [学会] (协会|商会|街道)\n",
      "W skipped-row r.csv:3 种类 [学会] (@skip.missing-from-map)\n", NULL },
    { "A1,甲,,1,无,lh\n", "E missing-kind r.csv:3 种类 []\n",
      "W skipped-row r.csv:3 种类 [] (@skip.missing-kind)\n", NULL },
    { ",甲,协会,1,无,lh\n", "E missing-id r.csv:3 编号 []\n",
      "W skipped-row r.csv:3 编号 [] (@skip.missing-id)\n", NULL },
    { "A1,甲,协会\n", "E short-row r.csv:3 党员人数 [3] (6)\n",
      "W skipped-row r.csv:3 党员人数 [3] (@skip.short-row)\n", NULL },
    { "A1,甲,协会,1,无,lh,,x\n", "E long-row r.csv:3 [8] (6)\n",
      "W skipped-row r.csv:3 [8] (@skip.long-row)\n", NULL },
    { "B1,甲,协会,1,无,lh\n", "E duplicate-id r.csv:3 编号 [B1] (r.csv:2)\n",
      "W skipped-row r.csv:3 编号 [B1] (@skip.duplicate-id)\n", NULL },
    { "lh,甲,协会,1,无,lh\n", "E duplicate-id r.csv:3 编号 [lh] (m.json:2)\n",
      "W skipped-row r.csv:3 编号 [lh] (@skip.duplicate-id)\n", NULL },
    { "A1,甲,协会,1,无,龙华区社会组织党\n",
      "E unknown-reference r.csv:3 指导单位 [龙华区社会组织党] ~龙华区社会组织党委\n",
      "W skipped-row r.csv:3 指导单位 [龙华区社会组织党] (@skip.unknown-reference) ~龙华区社会组织党委\n",
      NULL },
    { "A1,甲,协会,1,无,lh、没有\n", "E unknown-reference r.csv:3 指导单位 [没有]\n",
      "W skipped-row r.csv:3 指导单位 [没有] (@skip.unknown-reference)\n", NULL },
    { "A1,甲,协会,1,无,甲\n", "E self-link r.csv:3 指导单位 [甲]\n",
      "W skipped-row r.csv:3 指导单位 [甲] (@skip.self-link)\n", NULL },
    { "A1,甲,街道,,,lh\nA2,甲,街道,,,lh\nA3,丙,协会,,,甲\n", "E several-names r.csv:5 指导单位 [甲]\n",
      "W skipped-row r.csv:5 指导单位 [甲] (@skip.several-names)\n", "block A1 甲\nblock A2 甲\n" },
    /* all faults of a row are told, but it is left out once */
    { ",甲,协会,x,y,z\n",
      "E missing-id r.csv:3 编号 []\nE not-an-integer r.csv:3 党员人数 [x] (@json.integer)\n"
      "E missing-from-map r.csv:3 组织 [y] (党支部|联合|无|不详)\n",
      "W skipped-row r.csv:3 编号 [] (@skip.missing-id)\n", NULL },
    { "B1,甲,协会,x,无,\n",
      "E not-an-integer r.csv:3 党员人数 [x] (@json.integer)\nE duplicate-id r.csv:3 编号 [B1] (r.csv:2)\n",
      "W skipped-row r.csv:3 党员人数 [x] (@skip.not-an-integer)\n", NULL },
    { "A1,甲,协会,1,无,没有;无此\n",
      "E unknown-reference r.csv:3 指导单位 [没有]\nE unknown-reference r.csv:3 指导单位 [无此]\n",
      "W skipped-row r.csv:3 指导单位 [没有] (@skip.unknown-reference)\n", NULL },
    /* lines are those on which rows begin */
    { "A1,\"甲\n甲\",协会,x,无,lh\n\nA2,乙,协会,y,无,lh\n",
      "E not-an-integer r.csv:3 党员人数 [x] (@json.integer)\nE not-an-integer r.csv:6 党员人数 [y] "
      "(@json.integer)\n",
      "W skipped-row r.csv:3 党员人数 [x] (@skip.not-an-integer)\n"
      "W skipped-row r.csv:6 党员人数 [y] (@skip.not-an-integer)\n",
      NULL },
    /* both passes speak, and a reference to a bad row is no fault of its own: by id, by name, among others */
    { "A1,甲,街道,x,无,lh\nA2,乙,协会,,,A1\nA3,丙,协会,,,甲;lh\nA4,丁,协会,,,没有\n",
      "E not-an-integer r.csv:3 党员人数 [x] (@json.integer)\nE unknown-reference r.csv:6 指导单位 [没有]\n",
      "W skipped-row r.csv:3 党员人数 [x] (@skip.not-an-integer)\n"
      "W skipped-row r.csv:6 指导单位 [没有] (@skip.unknown-reference)\n"
      "W skipped-link r.csv:4 指导单位 [A1]\nW skipped-link r.csv:5 指导单位 [甲]\n",
      "association A2 乙\nassociation A3 丙\n" },
    /* a row that is left out itself has no links to leave out */
    { "A1,甲,街道,x,无,lh\nA2,乙,协会,,,A1;没有\n",
      "E not-an-integer r.csv:3 党员人数 [x] (@json.integer)\nE unknown-reference r.csv:4 指导单位 [没有]\n",
      "W skipped-row r.csv:3 党员人数 [x] (@skip.not-an-integer)\n"
      "W skipped-row r.csv:4 指导单位 [没有] (@skip.unknown-reference)\n",
      NULL },
    /* the same of a row that turns out bad only when its links are resolved */
    { "A1,甲,街道,,无,没有\nA2,乙,协会,,,A1\n", "E unknown-reference r.csv:3 指导单位 [没有]\n",
      "W skipped-row r.csv:3 指导单位 [没有] (@skip.unknown-reference)\nW skipped-link r.csv:4 指导单位 "
      "[A1]\n",
      "association A2 乙\n" },
    { "A1,甲\nA2,乙,协会,,,甲\n", "E short-row r.csv:3 种类 [2] (6)\n",
      "W skipped-row r.csv:3 种类 [2] (@skip.short-row)\nW skipped-link r.csv:4 指导单位 [甲]\n",
      "association A2 乙\n" },
};

static void test_bad(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bads); i++) {
        g_test_message("case %zu", i);
        g_autofree char *text = g_strconcat(HEADER GOOD_ROW, bads[i].rows, NULL);
        jw_register r = mapping();
        loaded l = load(&r, text, NULL);
        assert_diags(&l, bads[i].findings);
        g_assert_false(l.read && l.resolved);
        finish(&l);
    }
}

static void test_skipping(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bads); i++) {
        g_test_message("case %zu", i);
        g_autofree char *text = g_strconcat(HEADER GOOD_ROW, bads[i].rows, NULL);
        jw_register r = mapping();
        r.skip_bad_rows = true;
        loaded l = load(&r, text, NULL);
        assert_diags(&l, bads[i].skipped);
        g_assert_true(l.read && l.resolved);
        size_t skipped = jw_pending_skipped(l.pending), rows = 0;
        for (size_t d = 0; d < jw_diags_size(l.diags); d++) {
            const jw_diag *finding = jw_diags_get(l.diags, d);
            if (strcmp(finding->code, "skipped-row") != 0) continue;
            g_assert_cmpuint(jw_pending_skipped_row(l.pending, rows).line, ==, finding->place.line);
            g_assert_cmpstr(jw_pending_skipped_row(l.pending, rows++).file, ==, "r.csv");
        }
        g_assert_cmpuint(skipped, ==, rows);
        g_autofree char *model = model_text(l.m);
        g_assert_nonnull(strstr(model, GOOD_MODEL));
        g_assert_nonnull(strstr(model, GOOD_LINK));
        if (bads[i].model)
            g_assert_true(g_str_has_prefix(model, bads[i].model));
        else
            g_assert_cmpstr(model, ==, GOOD_MODEL GOOD_LINK);
        finish(&l);
    }
}

/* Past limits.bad_rows only their number is told; with skip_bad_rows every row is. Both passes share the
 * count. */
static void test_many_bad_rows(void)
{
    GString *text = g_string_new(HEADER);
    for (int i = 0; i < 30; i++)
        g_string_append_printf(text, "A%d,,协会,x,错,\nC%d,,协会,,,没有%d\n", i, i, i);
    jw_limits limits = jw_limits_default();
    limits.bad_rows = 40;
    jw_register r = mapping();
    loaded l = load(&r, text->str, &limits);
    g_assert_false(l.read);
    g_assert_false(l.resolved);
    g_assert_cmpuint(jw_diags_size(l.diags), ==, 71); /* 30 rows of two faults, 10 of one */
    const jw_diag *last = jw_diags_get(l.diags, 70);
    g_assert_cmpstr(last->code, ==, "more-bad-rows");
    g_assert_cmpstr(last->found, ==, "20");
    g_assert_cmpstr(jw_diags_get(l.diags, 59)->code, ==, "missing-from-map");
    g_assert_cmpstr(jw_diags_get(l.diags, 69)->code, ==, "unknown-reference");
    finish(&l);

    r.skip_bad_rows = true;
    l = load(&r, text->str, &limits);
    g_assert_true(l.read && l.resolved);
    g_assert_cmpuint(jw_diags_count(l.diags, JW_WARNING), ==, 60);
    g_assert_cmpuint(jw_diags_size(l.diags), ==, 60);
    g_assert_cmpuint(jw_pending_skipped(l.pending), ==, 60);
    g_assert_cmpuint(jw_model_unit_count(l.m), ==, 1);
    finish(&l);
    g_string_free(text, TRUE);
}

/* ---- The mapping itself ---- */

static void test_mapping(void)
{
    static const jw_map_pair bad_kinds[] = { { "协会", "asociation", AT(21, "registers[0].kind.map.协会") } };
    static const jw_map_pair bad_organizations[] = { { "无", "non", AT(22, "m.无") },
                                                     { "有", "branch", AT(23, "") } };
    static const jw_map_pair flags[] = { { "报", "maybe", AT(24, "m.报") } };
    static const jw_register_attribute wrong[] = {
        { JW_MEMBERS, { JW_CELL_WORD, "党员人", AT(7, "a.members") } },
        { JW_ORGANIZATION, { JW_CELL_COLUMN, "组织", bad_organizations, 2, AT(8, "a.organization") } },
        { JW_REPORTED, { JW_CELL_COLUMN, "组织", flags, 1, AT(9, "a.reported") } },
        { JW_RATING, { JW_CELL_VALUE, "9A", AT(10, "a.rating") } },
        { JW_SHORT, { JW_CELL_WORD, "{名}{row}", AT(11, "a.short") } },
        { JW_STREET, { JW_CELL_TEMPLATE, "x{名称", AT(12, "a.street") } },
        { JW_LEVEL, { JW_CELL_COLUMN, "重", AT(13, "a.level") } },
        { JW_SECTOR, { JW_CELL_VALUE, "重", AT(14, "a.sector") } },
    };
    jw_register r = mapping();
    r.kind.map = bad_kinds;
    r.kind.n_map = 1;
    r.id = (jw_cell_source)COLUMN("登记证号"); /* not from a model file */
    r.attributes = wrong;
    r.n_attributes = G_N_ELEMENTS(wrong);
    loaded l = load(&r, "\n编号,名称,种类,党员人数,组织,指导单位,重,重,\nA1,,协会,x\n", NULL);
#define COLUMNS "编号|名称|种类|党员人数|组织|指导单位|重|重"
    assert_diags(&l, "E unknown-kind m.json:21 registers[0].kind.map.协会 [asociation] ~association\n"
                     "E absent-column r.csv:2 登记证号 [登记证号] (" COLUMNS ")\n"
                     "E absent-column m.json:7 a.members [党员人] (" COLUMNS ") ~党员人数\n"
                     "E bad-value m.json:22 m.无 [non] (committee|general-branch|branch|joint|none) ~none\n"
                     "E not-a-boolean m.json:24 m.报 [maybe] (@cell.boolean)\n"
                     "E bad-value m.json:10 a.rating [9A] (1A|2A|3A|4A|5A)\n"
                     "E absent-column m.json:11 a.short [名] (" COLUMNS ")\n"
                     "E bad-template m.json:12 a.street [x{名称] (})\n"
                     "E duplicate-column m.json:13 a.level [重]\n");
    g_assert_false(l.read);
    g_assert_false(l.resolved);
    g_assert_cmpuint(jw_model_unit_count(l.m), ==, 1);
    finish(&l);
}

/* A mapping error stops the register even when bad rows are skipped; nothing is then said of references. */
static void test_incomplete(void)
{
    jw_register r = mapping(), absent = mapping();
    r.skip_bad_rows = absent.skip_bad_rows = true;
    absent.name.text = "名字";
    loaded l = start(NULL);
    g_assert_true(read_more(&l, &r, HEADER "A1,甲,协会,,,B7\n"));
    g_assert_false(read_more(&l, &absent, HEADER "B7,乙,街道,,,\n"));
    g_assert_false(jw_pending_resolve(l.m, l.pending, l.diags));
    assert_diags(
        &l, "E absent-column m.json:6 registers[0].name [名字] (编号|名称|种类|党员人数|组织|指导单位)\n");
    finish(&l);
}

/* `kind`, `id`, `name` as a bare word: a kind, a column, a template; what is nearest if none of them. */
static void test_words(void)
{
    static const struct {
        const char *kind, *id, *name, *model, *findings;
    } cases[] = {
        { "association", "id", "Job Title", "association 7 Boss\n", "" },
        { "kind", "id", "{id}/{kind}", "post 7 7/post\n", "" },
        { "post", " {id} ", "{Job Title} {none}", "post 7 Boss\n", "" }, /* trimmed */
        { "chamber", "jr-{row}", "{Job Title}", "chamber jr-1 Boss\n", "" },
        /* a column that is called like a kind is a column elsewhere */
        { "post", "post", "{x}", "post p Brace\n", "" },
        { "asociation", "id", "id", NULL, "E unknown-kind r.csv:1 asociation [asociation] ~association\n" },
        { "kinde", "id", "id", NULL, "E unknown-kind r.csv:1 kinde [kinde] ~kind\n" },
        { "post", "ID", "Job Titel", NULL,
          "E absent-column r.csv:1 ID [ID] (id|kind|Job Title|post|{x}|none)\n"
          "E absent-column r.csv:1 Job Titel [Job Titel] (id|kind|Job Title|post|{x}|none) ~Job Title\n" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("case %zu", i);
        jw_register r = { .shown = "r.csv",
                          .kind = WORD(cases[i].kind),
                          .id = WORD(cases[i].id),
                          .name = WORD(cases[i].name) };
        loaded l = load(&r, "id,kind,Job Title,post,{x},none\n7,post,Boss,p,Brace,\n", NULL);
        assert_diags(&l, cases[i].findings);
        if (cases[i].model) assert_model(&l, cases[i].model);
        finish(&l);
    }
}

/* An unknown kind in a column that has no map. */
static void test_kind_column(void)
{
    jw_register r = { .shown = "r.csv", .kind = WORD("kind"), .id = WORD("id") };
    loaded l = load(&r, "id,kind\na,blok\nb,\nc,block\n", NULL);
    assert_diags(&l, "E unknown-kind r.csv:2 kind [blok] ~block\nE missing-kind r.csv:3 kind []\n");
    finish(&l);
}

/* ---- Values of every type ---- */

static void test_values(void)
{
    jw_model *m = jw_model_new(NULL);
    int founded = jw_model_declare(m, &(jw_attribute){ .name = "founded", .type = JW_DATE });
    static const jw_map_pair empty_is_no[] = { { "", "false", { 0 }, NULL }, { "√", "true", { 0 }, NULL } };
    static const jw_map_pair sizes[] = { { "大", "100", { 0 }, NULL }, { "小", "1", { 0 }, NULL } };
    static const jw_map_pair words[] = { { "全国", "national", { 0 }, NULL } };
    static const char *const nothing[] = { "N/D" };
    jw_register_attribute all[] = {
        { JW_REPORTED, WORD("报") },
        { JW_ACTIVE, { .form = JW_CELL_COLUMN, .text = "活", .map = empty_is_no, .n_map = 2 } },
        { founded, WORD("成立") },
        { JW_ALIASES, WORD("别名") },
        { JW_SHORT, WORD("别名") }, /* the same column twice: a list and a text */
        { JW_CAPACITY, { .form = JW_CELL_COLUMN, .text = "容量", .map = sizes, .n_map = 2 } },
        { JW_STREET, VALUE("观湖") },
        { JW_LEVEL, { .form = JW_CELL_VALUE, .text = "全国", .map = words, .n_map = 1 } },
        { JW_COUNT, VALUE("2") },
        { JW_ILLUSTRATIVE, VALUE("true") },
        { JW_LON, WORD("经度") },
        { JW_ORDER, VALUE("") },
        { JW_NAME_EN, TEMPLATE("No. {row} {报}") },
    };
    jw_register r = { .shown = "r.csv",
                      .kind = VALUE("service"),
                      .id = WORD("s{row}"),
                      .attributes = all,
                      .n_attributes = G_N_ELEMENTS(all),
                      .none = nothing,
                      .n_none = 1 };
    loaded l = { m, jw_pending_new(), jw_diags_new(), false, false };
    const char *text = "报,活,成立,别名,容量,经度\n"
                       "是,√,2022年7月7日,甲、乙;丙；,大,114.05\n"
                       "\n"
                       "FALSE,,2022-07,、,小,N/D\n"
                       "有,√,,,,-１.5\n"
                       "×,√,2022/7/7,x,N/D,\n"
                       "Ｙes,√,N/D,,,\n";
    g_assert_true(read_more(&l, &r, text));
    g_assert_true(jw_pending_resolve(m, l.pending, l.diags));
    assert_diags(&l, "");
#define SAME " street=观湖 level=national illustrative=yes"
    assert_model(
        &l, "service s1 s1 reported=yes active=yes count=2 street=观湖 level=national illustrative=yes "
            "capacity=100 lon=114.05 short=甲、乙;丙； name_en=No. 1 是 aliases=甲^乙^丙 founded=2022-07-07\n"
            "service s2 s2 reported=no active=no count=2" SAME
            " capacity=1 short=、 name_en=No. 2 FALSE founded=2022-07\n"
            "service s3 s3 reported=yes active=yes count=2" SAME " lon=-1.5 name_en=No. 3 有\n"
            "service s4 s4 reported=no active=yes count=2" SAME
            " short=x name_en=No. 4 × aliases=x founded=2022-07-07\n"
            "service s5 s5 reported=yes active=yes count=2" SAME " name_en=No. 5 Ｙes\n");
    finish(&l);

    /* every boolean word, and what is none; what is no date */
    static const struct {
        const char *cell;
        int flag; /* -2: refused */
    } flags[] = { { "是", 1 }, { "否", 0 },    { "true", 1 }, { "False", 0 }, { "YES", 1 },
                  { "no", 0 }, { "1", 1 },     { "0", 0 },    { "０", 0 },    { "有", 1 },
                  { "无", 0 }, { "√", 1 },     { "×", 0 },    { "", -1 },     { "2", -2 },
                  { "y", -2 }, { "是是", -2 }, { "01", -2 },  { "-", -2 },    { "不是", -2 } };
    jw_register flag = {
        .shown = "r.csv", .kind = VALUE("service"), .id = VALUE("s"), .attributes = all, .n_attributes = 1
    };
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
        g_autofree char *row = g_strdup_printf("报,x\n%s,1\n", flags[i].cell);
        l = load(&flag, row, NULL);
        g_test_message("[%s]", flags[i].cell);
        g_assert_cmpint(l.read ? jw_unit_flag(l.m, jw_model_find(l.m, "s"), JW_REPORTED) : -2, ==,
                        flags[i].flag);
        finish(&l);
    }
}

static void test_bad_date(void)
{
    jw_register_attribute since = { .source = WORD("d") };
    loaded l = start(NULL);
    since.attribute = jw_model_declare(l.m, &(jw_attribute){ .name = "founded", .type = JW_DATE });
    jw_register r = {
        .shown = "r.csv", .kind = VALUE("post"), .id = WORD("{row}"), .attributes = &since, .n_attributes = 1
    };
    g_assert_false(read_more(&l, &r, "d\n2022-02-30\n去年\n2022-02-28\n"));
    assert_diags(
        &l, "E not-a-date r.csv:2 d [2022-02-30] (@cell.date)\nE not-a-date r.csv:3 d [去年] (@cell.date)\n");
    finish(&l);
}

/* ---- Several registers ---- */

/* A cell may name a unit of a later register, in either direction of the link; several mappings of one row.
 */
static void test_two_registers(void)
{
    loaded l = start(NULL);
    static const jw_map_pair short_names[] = { { "一支", "jb1", { 0 }, NULL } };
    jw_register_link both[] = {
        leads,
        { .cell_is_from = false,
          .source = { .form = JW_CELL_COLUMN, .text = "联合", .map = short_names, .n_map = 1 } }
    };
    both[1].kind = jw_model_link_kind_named(l.m, "joins");
    jw_register first = {
        .shown = "a.csv", .kind = WORD("association"), .id = WORD("id"), .links = both, .n_links = 2
    };
    jw_register second = { .shown = "b.csv", .kind = WORD("joint-branch"), .id = WORD("jb{row}") };
    g_assert_true(read_more(&l, &first, "id,指导单位,联合\na,jb2,一支\nb,,\nc,lh,\n"));
    g_assert_true(read_more(&l, &second, "n\nx\ny\n"));
    g_assert_true(jw_pending_resolve(l.m, l.pending, l.diags));
    jw_model_finish(l.m, l.diags);
    for (size_t i = 0; i < jw_model_link_count(l.m); i++)
        g_assert_cmpstr(jw_link_place(l.m, i).file, ==, "a.csv");
    g_assert_cmpuint(jw_link_place(l.m, 0).line, ==, 2);
    assert_model(
        &l, "association a a\nassociation b b\nassociation c c\njoint-branch jb1 jb1\njoint-branch jb2 jb2\n"
            "joins a>jb1\nguides jb2>a\nguides lh>c\n");
    assert_diags(&l, "");
    finish(&l);
}

/* A row that is left out in the second pass takes nothing of others with it: links and values stay with their
 * units. */
static void test_drop_keeps_the_rest(void)
{
    loaded l = start(NULL);
    jw_register r = mapping();
    r.skip_bad_rows = true;
    jw_model_add_unit(l.m, "z", NULL, 0, true, (jw_spot){ 0 });
    g_assert_true(read_more(
        &l, &r,
        HEADER "A1,甲,街道,1,无,没有\nA2,乙,协会,2,党支部,lh\nA3,丙,协会,,,A2、A1\nA4,丁,协会,4,,z\n"));
    jw_model_add_link(l.m, leads.kind, jw_model_find(l.m, "z"), jw_model_find(l.m, "A3"), (jw_spot){ 0 });
    jw_model_add_link(l.m, leads.kind, jw_model_find(l.m, "z"), jw_model_find(l.m, "A1"), (jw_spot){ 0 });
    g_assert_true(jw_pending_resolve(l.m, l.pending, l.diags));
    uint32_t after = jw_model_add_unit(l.m, "after", NULL, 0, true, (jw_spot){ 0 });
    g_assert_true(isnan(jw_unit_number(l.m, after, JW_MEMBERS)) &&
                  !jw_unit_text(l.m, after, JW_ORGANIZATION));
    g_assert_cmpuint(jw_model_find(l.m, "A1"), ==, JW_NO_UNIT);
    g_assert_true(jw_pending_left_out(l.pending, "A1") && jw_pending_left_out(l.pending, "甲"));
    g_assert_false(jw_pending_left_out(l.pending, "A2"));
    assert_model(
        &l,
        "association A2 乙 members=2 organization=branch\nassociation A3 丙\nassociation A4 丁 members=4\n"
        "core after after\ncore z z\nguides A2>A3\nguides lh>A2\nguides z>A3\nguides z>A4\n");
    finish(&l);
}

/* ---- Limits ---- */

static void test_limits(void)
{
    jw_limits few = jw_limits_default();
    few.units = 3;
    jw_register r = mapping();
    loaded l = load(&r, HEADER "A1,,协会,,,\nA2,,协会,,,\nA3,,协会,,,\nA4,,协会,,,\n", &few);
    assert_diags(&l, "E too-many-units r.csv:4 (3)\n");
    g_assert_false(l.read || l.resolved);
    finish(&l);

    few = jw_limits_default();
    few.links = 2;
    r = mapping();
    l = load(&r, HEADER "A1,,协会,,,lh\nA2,,协会,,,lh\nA3,,协会,,,lh\nA4,,协会,,,lh\n", &few);
    assert_diags(&l, "E too-many-links r.csv:4 (2)\n");
    g_assert_true(l.read);
    g_assert_false(l.resolved);
    finish(&l);

    few = jw_limits_default();
    few.register_bytes = 10;
    r = mapping();
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "jingwei-test-register.csv", NULL);
    g_assert_true(g_file_set_contents(path, HEADER, -1, NULL));
    r.path = path;
    l = start(&few);
    g_assert_false(jw_register_read(l.m, &r, l.pending, l.diags));
    assert_diags(&l, "E file-too-large r.csv:0 (10)\n");
    finish(&l);

    l = start(NULL);
    g_assert_true(jw_register_read(l.m, &r, l.pending, l.diags));
    finish(&l);
    g_assert_cmpint(unlink(path), ==, 0);
}

/* ---- Encodings, order, anything ---- */

static void test_encodings(void)
{
    const char *text =
        HEADER "A1,龙华区餐饮协会,协会,１２,联合,龙华区社会组织党委\nA2,观湖商会,商会,,无,lh\n";
    static const char *const charsets[] = { "UTF-8", "GB18030", "GBK", "UTF-16" };
    jw_register r = mapping();
    loaded l = load(&r, text, NULL);
    g_autofree char *expected = model_text(l.m);
    finish(&l);
    for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
        gsize length;
        g_autofree char *converted = g_convert(text, -1, charsets[i], "UTF-8", NULL, &length, NULL);
        char *bytes = malloc(length + 1);
        memcpy(bytes, converted, length);
        bytes[length] = '\0';
        r = mapping();
        l = start(NULL);
        g_assert_true(jw_register_read_bytes(l.m, &r, bytes, length, l.pending, l.diags));
        g_assert_true(jw_pending_resolve(l.m, l.pending, l.diags));
        assert_model(&l, expected);
        finish(&l);
    }
}

/* Any order of rows gives the same model, also when some are left out. */
static void test_shuffled(void)
{
    enum { ROWS = 200 };
    char *rows[ROWS];
    for (int i = 0; i < ROWS; i++)
        rows[i] = g_strdup_printf("A%d,单位%d,%s,%s,%s,%s%d\n", i, i % 150, i % 3 ? "协会" : "街道",
                                  i % 17 ? "3" : "x", i % 2 ? "无" : "", i % 4 ? "A" : "单位",
                                  i % 23 ? (i * 7 + 1) % 200 : 1000);
    g_autofree char *first = NULL;
    for (int round = 0; round < 20; round++) {
        GString *text = g_string_new(HEADER);
        for (int i = 0; i < ROWS; i++) g_string_append(text, rows[i]);
        jw_register r = mapping();
        r.skip_bad_rows = true;
        loaded l = load(&r, text->str, NULL);
        g_assert_true(l.read && l.resolved);
        g_assert_cmpuint(jw_pending_skipped(l.pending), >, 10);
        g_assert_cmpuint(jw_model_link_count(l.m), >, 50);
        char *model = model_text(l.m);
        if (first)
            g_assert_cmpstr(model, ==, first);
        else
            first = g_strdup(model);
        g_free(model);
        finish(&l);
        g_string_free(text, TRUE);
        for (int i = ROWS - 1; i > 0; i--) {
            int j = g_test_rand_int_range(0, i + 1);
            char *swap = rows[i];
            rows[i] = rows[j];
            rows[j] = swap;
        }
    }
    for (int i = 0; i < ROWS; i++) g_free(rows[i]);
}

/* Any cells: either all rows are units and no error was added, or an error was. */
static void test_random_cells(void)
{
    static const char *const bits[] = { "A1", "lh", "协会", "无", "12", "",   "、",   ";",  "x",     ",",
                                        ",",  ",",  ",",    "\n", "\n", "\"", "\xC3", "甲", "党支部" };
    for (int round = 0; round < 5000; round++) {
        GString *text = g_string_new(HEADER);
        for (int n = g_test_rand_int_range(0, 40); n > 0; n--)
            g_string_append(text, bits[g_test_rand_int_range(0, G_N_ELEMENTS(bits))]);
        jw_register r = mapping();
        r.skip_bad_rows = round & 1;
        loaded l = load(&r, text->str, NULL);
        bool failed = !l.read || !l.resolved;
        g_assert_cmpint(failed, ==, jw_diags_count(l.diags, JW_ERROR) > 0);
        g_free(diags_text(l.diags)); /* every code has words */
        g_free(model_text(l.m));
        finish(&l);
        g_string_free(text, TRUE);
    }
}

/* A register of more rows than are read one by one. The same with a quote in the last row is read cell by
 * cell from beginning to end, and says what is so. */
static void test_prepared_rows(void)
{
    static const char *const words[] = { "3",    "12",   "",       "无",    "x",    "-1",   "1,5",
                                         "１２", "#N/A", "党支部", "联合",  "不详", "协会", "商会",
                                         "街道", "A3",   "A3、A5", "单位7", "lh",   "XX",   "合计" };
    static const char *const usual[] = { "协会", "3", "党支部", "A3" };
    for (int round = 0; round < 200; round++) {
        GString *text = g_string_new(HEADER);
        for (int i = 0; i < 300; i++) {
            const char *cell[4];
            bool odd = round && g_test_rand_int_range(0, 40) == 0;
            for (int c = 0; c < 4; c++)
                cell[c] = odd ? words[g_test_rand_int_range(0, G_N_ELEMENTS(words))] : usual[c];
            g_string_append_printf(text, "A%d,单位%d,%s,%s,%s,%s\n", odd ? i / 2 : i, i, cell[0], cell[1],
                                   cell[2], i == 3 ? "lh" : cell[3]);
        }
        g_autofree char *last = g_strdup_printf("%sA999,单位,协会,3,党支部,\"lh\"\n", text->str);
        g_string_append(text, "A999,单位,协会,3,党支部,lh\n");
        jw_register r = mapping();
        r.skip_bad_rows = round & 1;
        loaded ahead = load(&r, text->str, NULL), alone = load(&r, last, NULL);
        g_autofree char *model = model_text(ahead.m), *same = model_text(alone.m);
        g_autofree char *found = diags_text(ahead.diags), *same_found = diags_text(alone.diags);
        g_assert_cmpstr(model, ==, same);
        g_assert_cmpstr(found, ==, same_found);
        g_assert_cmpint(ahead.read && ahead.resolved, ==, alone.read && alone.resolved);
        if (round == 0) g_assert_cmpuint(jw_model_unit_count(ahead.m), ==, 302);
        finish(&ahead);
        finish(&alone);
        g_string_free(text, TRUE);
    }
}

/* Names are not looked up while they are read; yet a cell may name a unit by one in which there is a mark
 * between several, a name may be that of several units, and one that is the id is none. Streets that come
 * again are remembered, and a word for none is none each time. */
static void test_names_of_prepared_rows(void)
{
    GString *text = g_string_new("编号,名称,街道,指导单位\n");
    for (int i = 0; i < 400; i++) {
        const char *lead = i % 3 == 0 ? "甲、乙" : i % 3 == 1 ? "A1、A2" : "lh";
        g_autofree char *id = g_strdup_printf("A%d", i), *name = g_strdup_printf("单位%d", i % 200);
        g_string_append_printf(text, "%s,%s,%s,%s\n", id,
                               i == 300   ? "甲、乙"
                               : i == 301 ? id
                                          : name,
                               i % 7 ? i % 2 ? "观湖" : "民治" : "无",
                               i == 0 || i == 300 || i < 3 ? "" : lead);
    }
    static const char *const none[] = { "无" };
    jw_register_attribute street = { JW_STREET, { JW_CELL_COLUMN, "街道", .none = none, .n_none = 1 } };
    jw_register r = mapping();
    r.kind = (jw_cell_source){ .form = JW_CELL_VALUE, .text = "association" };
    r.attributes = &street;
    r.n_attributes = 1;
    loaded l = load(&r, text->str, NULL);
    g_assert_true(l.read && l.resolved);
    jw_model_finish(l.m, l.diags);
    uint32_t a = jw_model_find(l.m, "A300"), b = jw_model_find(l.m, "A301"), c = jw_model_find(l.m, "A302");
    g_assert_true(jw_unit_is_named(l.m, a) && !jw_unit_is_named(l.m, b) && jw_unit_is_named(l.m, c));
    uint32_t with_street = 0, n_leads[2] = { 0 };
    for (uint32_t u = 0; u < jw_model_unit_count(l.m); u++) {
        const char *at = jw_unit_text(l.m, u, JW_STREET);
        g_assert_cmpstr(at, !=, "无");
        with_street += at != NULL;
    }
    for (size_t i = 0; i < jw_model_link_count(l.m); i++) {
        uint32_t from = jw_model_link(l.m, i).from;
        n_leads[0] += from == a;
        n_leads[1] += from == jw_model_find(l.m, "A1");
    }
    g_assert_cmpuint(with_street, ==, 400 - 58);
    g_assert_cmpuint(n_leads[0], ==, 132); /* the multiples of 3 below 400, but for 0 and 300 */
    g_assert_cmpuint(n_leads[1], ==, 132); /* 4 … 397 in steps of 3 */
    finish(&l);
    g_string_append(text, "A400,单位,观湖,单位5\n"); /* of two units */
    l = load(&r, text->str, NULL);
    g_assert_true(l.read && !l.resolved);
    g_assert_cmpuint(jw_diags_count(l.diags, JW_ERROR), ==, 1);
    g_assert_cmpstr(jw_diags_get(l.diags, 0)->code, ==, "several-names");
    finish(&l);
    g_string_free(text, TRUE);
}

/* So many rows that their links are looked up on all threads: by id, by several ids, by a name, to itself, to
 * nobody. With an alias in which there is a mark, and without. */
static void test_many_links(void)
{
    enum { N = 70000 };
    for (int marked = 0; marked < 2; marked++) {
        GString *text = g_string_new("编号,名称,街道,指导单位\n");
        for (int i = 0; i < N; i++) {
            g_autofree char *own = g_strdup_printf("A%d", i);
            const char *cells[] = {
                "lh", "A1、无；lh", "单位7", "A1；单位7", marked ? "区委;区党委" : "lh", "A1、A30"
            };
            const char *lead = i % 9999 == 30 ? own : i % 9999 == 31 ? "谁" : i > 7 ? cells[i % 6] : "";
            g_string_append_printf(text, "%s,单位%d,观湖,%s\n", own, i, lead);
        }
        jw_register r = mapping();
        r.kind = (jw_cell_source){ .form = JW_CELL_VALUE, .text = "association" };
        r.n_attributes = 0;
        r.skip_bad_rows = true;
        loaded l = start(NULL);
        if (!marked) jw_model_unset(l.m, false, jw_model_find(l.m, "lh"), JW_ALIASES);
        g_assert_true(read_more(&l, &r, text->str) && jw_pending_resolve(l.m, l.pending, l.diags));
        jw_model_finish(l.m, l.diags);
        jw_adjacency links = jw_model_adjacency(l.m);
        g_assert_cmpuint(jw_model_find(l.m, "A30"), ==, JW_NO_UNIT);
        g_assert_cmpuint(jw_model_find(l.m, "A31"), ==, JW_NO_UNIT);
        for (int i = 8; i < N; i++) {
            static const uint32_t expected[] = { 1, 2, 1, 2, 1, 1 }; /* A30 is gone */
            g_autofree char *id = g_strdup_printf("A%d", i);
            uint32_t u = jw_model_find(l.m, id);
            bool bad = i % 9999 == 30 || i % 9999 == 31;
            g_assert_cmpint(u == JW_NO_UNIT, ==, bad);
            if (!bad) g_assert_cmpuint(links.in[u + 1] - links.in[u], ==, expected[i % 6]);
        }
        g_assert_cmpuint(jw_pending_skipped(l.pending), ==, 14);
        for (size_t i = 1; i < 14; i++) /* in the order of rows */
            g_assert_cmpuint(jw_pending_skipped_row(l.pending, i).line, >,
                             jw_pending_skipped_row(l.pending, i - 1).line);
        finish(&l);
        g_string_free(text, TRUE);
    }
}

/* Among so many rows, too, a cell with a mark in it means the unit of that id, if there is one. */
static void test_marked_id(void)
{
    enum { N = 60000 };
    GString *text = g_string_new("编号,名称,街道,指导单位\nA1、A2,二者,,\n");
    for (int i = 1; i < N; i++)
        g_string_append_printf(text, "A%d,单位%d,,%s\n", i, i, i < 10 ? "" : i % 2 ? "A1、A2" : "A2、A3");
    jw_register r = mapping();
    r.kind = (jw_cell_source){ .form = JW_CELL_VALUE, .text = "association" };
    r.n_attributes = 0;
    loaded l = start(NULL);
    jw_model_unset(l.m, false, jw_model_find(l.m, "lh"), JW_ALIASES); /* no name has a mark */
    g_assert_true(read_more(&l, &r, text->str) && jw_pending_resolve(l.m, l.pending, l.diags));
    jw_model_finish(l.m, l.diags);
    static const struct {
        const char *id;
        uint32_t n_led;
    } expected[] = { { "A1、A2", N / 2 - 5 }, { "A1", 0 }, { "A2", N / 2 - 5 }, { "A3", N / 2 - 5 } };
    jw_adjacency links = jw_model_adjacency(l.m);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        uint32_t u = jw_model_find(l.m, expected[i].id);
        g_assert_cmpuint(links.out[u + 1] - links.out[u], ==, expected[i].n_led);
    }
    finish(&l);
    g_string_free(text, TRUE);
}

/* One row at the end that names a unit: the links of all before it are there once. */
static void test_late_name(void)
{
    enum { N = 60000 };
    GString *text = g_string_new("编号,名称,街道,指导单位\n");
    for (int i = 0; i < N; i++)
        g_string_append_printf(text, "A%d,单位%d,,%s\n", i, i, i + 1 < N ? "lh" : "单位7");
    jw_register r = mapping();
    r.kind = (jw_cell_source){ .form = JW_CELL_VALUE, .text = "association" };
    r.n_attributes = 0;
    loaded l = load(&r, text->str, NULL);
    g_assert_true(l.read && l.resolved);
    g_assert_cmpuint(jw_model_link_count(l.m), ==, N);
    finish(&l);
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/register/good", test_good);
    g_test_add_func("/register/bad", test_bad);
    g_test_add_func("/register/skipping", test_skipping);
    g_test_add_func("/register/many-bad-rows", test_many_bad_rows);
    g_test_add_func("/register/mapping", test_mapping);
    g_test_add_func("/register/incomplete", test_incomplete);
    g_test_add_func("/register/words", test_words);
    g_test_add_func("/register/kind-column", test_kind_column);
    g_test_add_func("/register/values", test_values);
    g_test_add_func("/register/bad-date", test_bad_date);
    g_test_add_func("/register/two-registers", test_two_registers);
    g_test_add_func("/register/drop-keeps-the-rest", test_drop_keeps_the_rest);
    g_test_add_func("/register/limits", test_limits);
    g_test_add_func("/register/encodings", test_encodings);
    g_test_add_func("/register/shuffled", test_shuffled);
    g_test_add_func("/register/prepared-rows", test_prepared_rows);
    g_test_add_func("/register/names-of-prepared-rows", test_names_of_prepared_rows);
    g_test_add_func("/register/many-links", test_many_links);
    g_test_add_func("/register/marked-id", test_marked_id);
    g_test_add_func("/register/late-name", test_late_name);
    g_test_add_func("/register/random-cells", test_random_cells);
    return g_test_run();
}
