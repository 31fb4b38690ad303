/* Selectors: reading, writing, what is refused and where, and what they hold for, against a slow reading of
 * the page. */
#include "base/text.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Text ---- */

static void test_canonical(void)
{
    static const char *const rows[][2] = {
        { "", "" },
        { "  \t\n　", "" },
        { "kind=association,chamber", "kind=association,chamber" },
        { " kind=a   street!=观湖 ", "kind=a street!=观湖" },
        { "members=1..2", "members=1..2" },
        { "members=..2", "members=..2" },
        { "members=1..", "members=1.." },
        { "members=1..　kind=a", "members=1.. kind=a" },
        { "(members=1..)", "(members=1..)" },
        { "members=1..|", NULL },
        { "members>=1", "members=1.." },
        { "members<=2", "members=..2" },
        { "members>=\"1..2\"", "members=\"1..2\".." },
        { "members>1", NULL },
        { "members>=1..2", NULL },
        { "members>=1,2", NULL },
        { "name=<a>", "name=\"<a>\"" },
        { "members=-1.5..1e3", "members=-1.5..1e3" },
        { "rating?", "rating?" },
        { "rating!?", "rating!?" },
        { "name=\"x y\"", "name=\"x y\"" },
        { "name=\"x\"", "name=x" },
        { "name=\"\"", "name=\"\"" },
        { "name=\"a\\\"b\\\\c\\d\"", "name=\"a\\\"b\\\\cd\"" },
        { "name=\"1..2\"", "name=\"1..2\"" },
        { "name=\"1..2\"..\"3\"", "name=\"1..2\"..3" },
        { "\"odd key\"=x", "\"odd key\"=x" },
        { "\"a=b\"?", "\"a=b\"?" },
        { "name=a=b", "name=\"a=b\"" }, /* a value may hold = bare */
        { "name=\"龙华　党委\"", "name=\"龙华　党委\"" },
        { "name=\"a\xC2\xA0"
          "b\"",
          "name=\"a\xC2\xA0"
          "b\"" },
        { "a=1　b=2", "a=1 b=2" },
        { "(a=1 | b=2)", "(a=1 | b=2)" },
        { "( a=1 b=2|c? ) d=1", "(a=1 b=2 | c?) d=1" },
        { "((a=1)|(b=1|c=1))", "((a=1) | (b=1 | c=1))" },
        { "()", "()" },
        { "(|a=1)", "( | a=1)" },
        { "a=1,2,\"3,4\"", "a=1,2,\"3,4\"" },
        { "a!=x,y", "a!=x,y" },
        { "a=.", "a=." },
        { "a>=.", "a=\".\".." }, /* a dot before the two of a range */
        { "a>=x.", "a=\"x.\".." },
        { "a<=.5", "a=...5" },
        { "a=b.c", "a=b.c" },
        { "街道=观湖", "街道=观湖" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_selector *s = jw_selector_parse(rows[i][0], "--where", NULL);
        g_autofree char *text = s ? jw_selector_text(s) : NULL;
        g_assert_cmpstr(text, ==, rows[i][1]);
        jw_selector *again = text ? jw_selector_parse(text, NULL, NULL) : NULL;
        g_autofree char *twice = again ? jw_selector_text(again) : NULL;
        g_assert_cmpstr(text, ==, twice);
        jw_selector_free(s);
        jw_selector_free(again);
    }
    jw_selector_free(NULL);
}

static void test_syntax(void)
{
    static const struct {
        const char *text;
        uint32_t column;
        const char *found, *expected;
    } rows[] = {
        { "a", 2, "@end-of-text", "= != >= <= ? !?" },
        { "a b=1", 2, " ", "= != >= <= ? !?" },
        { "=1", 1, "=", "@selector.key" },
        { "a=", 3, "@end-of-text", "@selector.value" },
        { "a= 1", 3, " ", "@selector.value" },
        { "a=1,", 5, "@end-of-text", "@selector.value" },
        { "a=1,,2", 5, ",", "@selector.value" },
        { "a=..", 5, "@end-of-text", "@selector.value" },
        { "a!=..2", 4, ".", "@selector.value" },
        { "a=\"x", 5, "@end-of-text", "\"" },
        { "a=\"x\\", 6, "@end-of-text", "\"" },
        { "(a=1", 5, "@end-of-text", ")" },
        { "a=1)", 4, ")", "@selector.key" },
        { "a=1|b=2", 4, "|", "@selector.key" },
        { "(a=1|b)", 7, ")", "= != >= <= ? !?" },
        { "观湖=观湖 民治", 9, "@end-of-text", "= != >= <= ? !?" },
        { ",", 1, ",", "@selector.key" },
        { "a!b", 2, "!", "= != >= <= ? !?" },
        { "a=1..2,3", 7, ",", "@selector.key" },
        { "观湖=\xE5", 4, "0xE5", "UTF-8" },
        { "\xFF", 1, "0xFF", "UTF-8" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_diags *diags = jw_diags_new();
        g_assert_null(jw_selector_parse(rows[i].text, "--where", diags));
        g_assert_cmpuint(jw_diags_size(diags), ==, 1);
        const jw_diag *d = jw_diags_get(diags, 0);
        g_assert_cmpstr(d->code, ==, "selector-syntax");
        g_assert_cmpstr(d->place.file, ==, "--where");
        g_assert_cmpuint(d->place.line, ==, 1);
        g_assert_cmpuint(d->place.column, ==, rows[i].column);
        g_assert_cmpstr(d->found, ==, rows[i].found);
        g_assert_cmpstr(d->expected, ==, rows[i].expected);
        jw_diags_free(diags);
    }
}

static void test_depth(void)
{
    for (int depth = 32; depth <= 33; depth++) {
        g_autofree char *open = g_strnfill((gsize)depth, '('), *close = g_strnfill((gsize)depth, ')'),
                        *text = g_strconcat(open, close, NULL);
        jw_selector *s = jw_selector_parse(text, NULL, NULL);
        g_assert_true((s != NULL) == (depth == 32));
        jw_selector_free(s);
    }
    /* side by side is not deep */
    GString *wide = g_string_new(NULL);
    for (int i = 0; i < 200; i++) g_string_append(wide, "(a=1)");
    jw_selector *s = jw_selector_parse(wide->str, NULL, NULL);
    g_assert_cmpuint(s->n_conditions, ==, 200);
    g_assert_cmpuint(s->conditions[199].column, ==, 199 * 5 + 1);
    jw_selector_free(s);
    g_string_free(wide, TRUE);
}

/* ---- Models to ask ---- */

enum { DECLARED_DATE = JW_BUILTIN_ATTRIBUTES, DECLARED_LIST };

static jw_model *new_model(void)
{
    jw_model *m = jw_model_new(NULL);
    jw_attribute founded = { .name = "founded", .type = JW_DATE }, tags = { .name = "tags", .type = JW_LIST };
    g_assert_cmpint(jw_model_declare(m, &founded), ==, DECLARED_DATE);
    g_assert_cmpint(jw_model_declare(m, &tags), ==, DECLARED_LIST);
    return m;
}

static uint32_t add(jw_model *m, const char *kind, const char *id, const char *name)
{
    return jw_model_add_unit(m, id, name, jw_model_unit_kind_named(m, kind), true, (jw_spot){ 0 });
}

static void lead(jw_model *m, const char *from, const char *kind, const char *to)
{
    jw_model_add_link(m, jw_model_link_kind_named(m, kind), jw_model_find(m, from), jw_model_find(m, to),
                      (jw_spot){ 0 });
}

/* The ids that a selector takes, in order. */
static char *taken(const jw_model *m, const char *text, const jw_derived *derived)
{
    jw_diags *diags = jw_diags_new();
    jw_selector *s = jw_selector_parse(text, "--where", diags);
    jw_bound *b = s ? jw_selector_bind(s, m, derived, diags) : NULL;
    if (!b) g_test_message("%s: %s", text, jw_diags_get(diags, 0)->code);
    g_assert_nonnull(b);
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
    GString *ids = g_string_new(NULL);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        if (jw_bound_holds(b, u)) g_string_append_printf(ids, "%s%s", ids->len ? " " : "", jw_unit_id(m, u));
    jw_bound_free(b);
    jw_selector_free(s);
    jw_diags_free(diags);
    return g_string_free(ids, FALSE);
}

static void assert_takes(const jw_model *m, const char *text, const char *ids)
{
    g_autofree char *found = taken(m, text, NULL);
    if (strcmp(found, ids) != 0) g_test_message("%s", text);
    g_assert_cmpstr(found, ==, ids);
}

/* a: all values; b: none, c: some written as the opposite of what absence means. */
static jw_model *three_units(void)
{
    jw_model *m = new_model();
    uint32_t a = add(m, "association", "a", "甲协会"), c = add(m, "chamber", "c", "乙 商会");
    add(m, "block", "b", NULL);
    jw_model_set_text(m, false, a, JW_ORGANIZATION, "none");
    jw_model_set_text(m, false, c, JW_ORGANIZATION, "branch");
    jw_model_set_flag(m, false, a, JW_REPORTED, 1);
    jw_model_set_flag(m, false, c, JW_REPORTED, 0);
    jw_model_set_number(m, false, a, JW_COUNT, 1);
    jw_model_set_number(m, false, c, JW_COUNT, 12);
    jw_model_set_number(m, false, a, JW_MEMBERS, 0);
    jw_model_set_number(m, false, c, JW_MEMBERS, 2.0);
    jw_model_set_text(m, false, a, DECLARED_DATE, "2022-07-07");
    jw_model_set_text(m, false, c, DECLARED_DATE, "2023");
    jw_model_set_text(m, false, a, DECLARED_LIST, "x\x1fyy\x1fz");
    jw_model_set_text(m, false, c, DECLARED_LIST, "");
    jw_model_set_text(m, false, a, JW_STREET, "");
    jw_model_set_text(m, false, c, JW_STREET, "观湖");
    jw_model_finish(m, NULL);
    return m;
}

static void test_meaning(void)
{
    static const char *const rows[][2] = {
        { "", "a b c" },
        { "kind=association", "a" },
        { "kind!=association", "b c" },
        { "kind=association,block", "a b" },
        { "role=target", "a c" },
        { "role!=target", "b" },
        { "role=lead,target", "a b c" },
        { "id=b", "b" },
        { "id!=b", "a c" },
        { "id=nobody", "" },
        { "id=b..", "b c" },
        { "name=甲协会", "a" },
        { "name=\"乙 商会\"", "c" },
        { "name=b", "b" }, /* without a name it is called by its id */
        /* an absent organization is none, but is not written */
        { "organization=none", "a b" },
        { "organization!=none", "c" },
        { "organization=none,branch", "a b c" },
        { "organization?", "a c" },
        { "organization!?", "b" },
        { "organization=branch", "c" },
        /* so is a report that is not denied, and a count of 1 */
        { "reported=true", "a b" },
        { "reported=false", "c" },
        { "reported!=false", "a b" },
        { "reported?", "a c" },
        { "reported!?", "b" },
        { "count=1", "a b" },
        { "count=1..11", "a b" },
        { "count!=1", "c" },
        { "count?", "a c" },
        { "count!?", "b" },
        /* elsewhere what is absent is no value */
        { "active=true", "" },
        { "active!=true", "a b c" },
        { "active!?", "a b c" },
        { "members=0", "a" },
        { "members=-0", "a" },
        { "members=2e0", "c" },
        { "members=0..", "a c" },
        { "members=..1", "a" },
        { "members=1..2", "c" },
        { "members!=0", "b c" },
        { "members=5..1", "" },
        { "members?", "a c" },
        { "street=\"\"", "a" },
        { "street!=观湖", "a b" },
        { "street?", "a c" },
        { "street!?", "b" },
        { "street=\"\"..", "a c" },
        /* a list holds if one of its items does */
        { "tags=yy", "a" },
        { "tags=y", "" },
        { "tags=q,z", "a" },
        { "tags!=yy", "b c" },
        { "tags=\"\"", "c" },
        { "tags?", "a c" },
        /* the last of a range of dates is taken whole */
        { "founded=2022..2022", "a" },
        { "founded=..2022", "a" },
        { "founded=2022-07..2022-07", "a" },
        { "founded=..2022-06", "" },
        { "founded=2022..", "a c" },
        { "founded=2023..", "c" },
        { "founded=2022-07-08..", "c" },
        { "founded=2022-07-07", "a" },
        { "founded=2022", "" },
        { "founded!=2023", "a b" },
        { "(kind=block | members=2)", "b c" },
        { "(kind=block | members=2) role=target", "c" },
        { "()", "a b c" },
        { "(id=a | )", "a b c" },
        { "(id=x | id=y)", "" },
        { "((id=a | id=b) | id=c) id!=b", "a c" },
    };
    jw_model *m = three_units();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) assert_takes(m, rows[i][0], rows[i][1]);
    jw_model_free(m);
}

/* More values than are compared one by one. */
static void test_long_lists(void)
{
    jw_model *m = three_units();
    GString *ids = g_string_new("x");
    for (int i = 0; i < 5000; i++) g_string_append_printf(ids, ",x%d", i);
    g_autofree char *none = g_strconcat("id=", ids->str, NULL),
                    *not = g_strconcat("id!=", ids->str, ",b", NULL),
                    *some = g_strconcat("id=", ids->str, ",c,a", NULL),
                    *org = g_strdup("organization=none,none,none,none,none,none,none,none,none,none");
    assert_takes(m, none, "");
    assert_takes(m, not, "a c");
    assert_takes(m, some, "a c");
    assert_takes(m, org, "a b");
    g_string_free(ids, TRUE);
    jw_model_free(m);
}

static void test_under(void)
{
    jw_model *m = new_model();
    static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) add(m, "body", ids[i], NULL);
    lead(m, "a", "leads", "b");
    lead(m, "b", "guides", "c");
    lead(m, "c", "backstops", "d");
    lead(m, "a", "sends", "e"); /* no authority */
    lead(m, "e", "joins", "b");
    lead(m, "f", "leads", "g"); /* a loop */
    lead(m, "g", "leads", "f");
    lead(m, "g", "leads", "h");
    jw_model_finish(m, NULL);
    static const char *const rows[][2] = {
        { "under=a", "b c d" },   { "under=b", "c d" },          { "under=d", "" },
        { "under=e", "" },        { "under!=a", "a e f g h" },   { "under=f", "f g h" },
        { "under=g", "f g h" },   { "under=b,f", "c d f g h" },  { "under!=b,f", "a b e" },
        { "under=a,b", "b c d" }, { "under=a under!=c", "b c" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) assert_takes(m, rows[i][0], rows[i][1]);
    jw_model_free(m);
}

/* ---- What an analysis knows ---- */

static const char *derived_text(void *context, size_t name, uint32_t u)
{
    (void)context;
    g_assert_cmpuint(name, ==, 0);
    return u == 0 ? "full" : u == 1 ? "none" : NULL;
}

static double derived_number(void *context, size_t name, uint32_t u)
{
    (void)context;
    g_assert_cmpuint(name, ==, 1);
    return u == 2 ? NAN : u;
}

static const char *const *derived_words(void *context, size_t name, size_t *n)
{
    (void)context;
    static const char *const words[] = { "full", "none", "unknown" };
    *n = name == 0 ? G_N_ELEMENTS(words) : 0;
    return name == 0 ? words : NULL;
}

static void test_derived(void)
{
    static const char *const names[] = { "covered", "depth" };
    static const jw_derived derived = { names, 2, derived_text, derived_number, derived_words, NULL };
    static const char *const rows[][2] = {
        { "covered=full", "a" }, { "covered!=full", "b c" }, { "covered?", "a b" }, { "covered=unknown", "" },
        { "depth=0", "a" },      { "depth=1..", "b" },       { "depth!?", "c" },    { "depth!=1", "a c" },
    };
    jw_model *m = three_units();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = taken(m, rows[i][0], &derived);
        g_assert_cmpstr(found, ==, rows[i][1]);
    }
    static const char *const bad[][4] = {
        { "covered=ful", "bad-value", "ful", "full" },
        { "depth=x", "not-a-number", "x", NULL },
        { "cover=full", "unknown-key", "cover", "covered" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        jw_diags *diags = jw_diags_new();
        jw_selector *s = jw_selector_parse(bad[i][0], NULL, NULL);
        g_assert_null(jw_selector_bind(s, m, &derived, diags));
        g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, bad[i][1]);
        g_assert_cmpstr(jw_diags_get(diags, 0)->found, ==, bad[i][2]);
        g_assert_cmpstr(jw_diags_get(diags, 0)->nearest, ==, bad[i][3]);
        jw_selector_free(s);
        jw_diags_free(diags);
    }
    jw_model_free(m);
}

/* ---- What does not bind ---- */

static void test_refused(void)
{
    static const struct {
        const char *text, *code, *found, *nearest;
        uint32_t column;
    } rows[] = {
        { "strete=x", "unknown-key", "strete", "street", 1 },
        { "kinds=x", "unknown-key", "kinds", "kind", 1 },
        { "zzzz=x", "unknown-key", "zzzz", NULL, 1 },
        { "covered=full", "unknown-key", "covered", NULL, 1 }, /* nobody told what is covered */
        { "since=2022", "unknown-key", "since", NULL, 1 },     /* of links only */
        { "id=a kind=asociation", "unknown-kind", "asociation", "association", 6 },
        { "观湖=x", "unknown-key", "观湖", NULL, 1 },
        { "street=观湖 rating=6", "bad-value", "6", NULL, 11 },
        { "organization=branchs", "bad-value", "branchs", "branch", 1 },
        { "organization!=none,brnch", "bad-value", "brnch", "branch", 1 },
        { "role=targets", "bad-value", "targets", "target", 1 },
        { "members=x", "not-a-number", "x", NULL, 1 },
        { "members=1..x", "not-a-number", "x", NULL, 1 },
        { "members=\"\"", "not-a-number", "", NULL, 1 },
        { "members=1,000", NULL, NULL, NULL, 0 }, /* 1 or 0 */
        { "reported=yes", "not-a-boolean", "yes", NULL, 1 },
        { "reported=1..2", "bad-test", "reported", NULL, 1 },
        { "tags=a..b", "bad-test", "tags", NULL, 1 },
        { "under=a..b", "bad-test", "under", NULL, 1 },
        { "under?", "bad-test", "under", NULL, 1 },
        { "under=aa", "unknown-unit", "aa", NULL, 1 },
        { "under=甲协", "unknown-unit", "甲协", "甲协会", 1 },
        { "founded=2022/7/7", "not-a-date", "2022/7/7", NULL, 1 },
        { "founded=2022..2022-02-30", "not-a-date", "2022-02-30", NULL, 1 },
        { "(id=a | (id=b | knd=x))", "unknown-key", "knd", "kind", 17 },
    };
    jw_model *m = three_units();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        jw_diags *diags = jw_diags_new();
        jw_selector *s = jw_selector_parse(rows[i].text, "--where", diags);
        jw_bound *b = jw_selector_bind(s, m, NULL, diags);
        g_assert_true((b != NULL) == (rows[i].code == NULL));
        g_assert_cmpuint(jw_diags_size(diags), ==, rows[i].code != NULL);
        if (rows[i].code) {
            const jw_diag *d = jw_diags_get(diags, 0);
            g_assert_cmpstr(d->code, ==, rows[i].code);
            g_assert_cmpstr(d->found, ==, rows[i].found);
            g_assert_cmpstr(d->nearest, ==, rows[i].nearest);
            g_assert_cmpuint(d->place.column, ==, rows[i].column);
            g_assert_cmpstr(d->place.file, ==, "--where");
            for (jw_lang lang = JW_ZH; lang <= JW_EN; lang++) {
                char *message = jw_diag_message(d, lang);
                g_assert_null(strchr(message, '{'));
                g_assert_false(g_str_has_prefix(message, "diag."));
                free(message);
            }
        }
        jw_bound_free(b);
        jw_selector_free(s);
        jw_diags_free(diags);
    }
    /* all that is wrong is said at once */
    jw_diags *diags = jw_diags_new();
    jw_selector *s = jw_selector_parse("knd=a strete=b (under=nobody | rating=9)", NULL, NULL);
    g_assert_null(jw_selector_bind(s, m, NULL, diags));
    g_assert_cmpuint(jw_diags_size(diags), ==, 3);
    jw_selector_free(s);
    jw_diags_free(diags);
    jw_bound_free(NULL);
    jw_model_free(m);
}

/* ---- At random ---- */

static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
static const char *const streets[] = { "观湖", "民治", "龙华　大浪", "a..b", "", "x y", "\"q\\" };

static jw_model *random_model(GRand *r)
{
    static const char *const kinds[] = { "core", "block", "association", "chamber", "pool" };
    static const char *const forms[] = { "none", "branch", "joint" };
    static const char *const dates[] = { "2021", "2022-07", "2022-07-07", "2023-01-31" };
    static const char *const lists[] = { "x", "x\x1fy", "", "观湖\x1f\x1f民治" };
    static const char *const links[] = { "leads", "guides", "backstops", "joins", "pairs" };
    jw_model *m = new_model();
    uint32_t n = (uint32_t)g_rand_int_range(r, 1, G_N_ELEMENTS(ids) + 1);
#define SOMETIMES(value) (g_rand_boolean(r) ? (value) : NULL)
#define ONE_OF(words) words[g_rand_int_range(r, 0, G_N_ELEMENTS(words))]
    for (uint32_t i = 0; i < n; i++) {
        uint32_t u = add(m, ONE_OF(kinds), ids[i], SOMETIMES(ONE_OF(streets)));
        jw_model_set_text(m, false, u, JW_STREET, SOMETIMES(ONE_OF(streets)));
        jw_model_set_text(m, false, u, JW_ORGANIZATION, SOMETIMES(ONE_OF(forms)));
        jw_model_set_text(m, false, u, DECLARED_DATE, SOMETIMES(ONE_OF(dates)));
        jw_model_set_text(m, false, u, DECLARED_LIST, SOMETIMES(ONE_OF(lists)));
        jw_model_set_number(m, false, u, JW_MEMBERS, g_rand_boolean(r) ? g_rand_int_range(r, 0, 4) : NAN);
        jw_model_set_number(m, false, u, JW_COUNT, g_rand_boolean(r) ? g_rand_int_range(r, 1, 4) : NAN);
        jw_model_set_flag(m, false, u, JW_REPORTED, g_rand_int_range(r, -1, 2));
        jw_model_set_flag(m, false, u, JW_ACTIVE, g_rand_int_range(r, -1, 2));
    }
    for (int i = g_rand_int_range(r, 0, 12); i; i--) {
        uint32_t from = (uint32_t)g_rand_int_range(r, 0, (int)n),
                 to = (uint32_t)g_rand_int_range(r, 0, (int)n);
        if (from != to)
            jw_model_add_link(m, jw_model_link_kind_named(m, ONE_OF(links)), from, to, (jw_spot){ 0 });
    }
    jw_model_finish(m, NULL);
    return m;
}

static void random_selector(GRand *r, jw_selector *s, uint32_t n_units, int depth)
{
    static const char *const keys[] = { "kind",   "role",         "id",      "name", "under",
                                        "street", "organization", "founded", "tags", "members",
                                        "count",  "reported",     "active" };
    static const char *const words[][4] = {
        { "core", "block", "association", "pool" },
        { "root", "lead", "target", "other" },
        { "a", "b", "c", "d" },
        { "观湖", "a", "x y", "\"q\\" },
        { "a", "a", "b", "c" },
        { "观湖", "", "龙华　大浪", "a..b" },
        { "none", "branch", "joint", "committee" },
        { "2021", "2022", "2022-07", "2022-07-07" },
        { "x", "", "观湖", "y" },
        { "0", "1", "2", "1.5" },
        { "1", "2", "3", "-1" },
        { "true", "false", "true", "false" },
        { "true", "false", "true", "false" },
    };
    for (int n = g_rand_int_range(r, 0, 4); n; n--) {
        if (depth && g_rand_int_range(r, 0, 4) == 0) {
            jw_condition *c = jw_selector_add(s, JW_ANY, "any");
            for (int k = g_rand_int_range(r, 1, 4); k; k--) {
                jw_selector *alternative = jw_selector_new(NULL);
                random_selector(r, alternative, n_units, depth - 1);
                jw_condition_add_alternative(c, alternative);
            }
            continue;
        }
        int k = g_rand_int_range(r, 0, G_N_ELEMENTS(keys));
        bool is_under = k == 4, is_list = k == 8, is_flag = k >= 11;
        jw_test test = (jw_test)g_rand_int_range(r, JW_ONE_OF, JW_ANY);
        if (is_under && test > JW_NOT_OF) test = JW_ONE_OF;
        if ((is_list || is_flag) && test == JW_BETWEEN) test = JW_NOT_OF;
        jw_condition *c = jw_selector_add(s, test, keys[k]);
        int n_values = test == JW_BETWEEN ? 2 : test <= JW_NOT_OF ? g_rand_int_range(r, 1, 13) : 0;
        int open = test == JW_BETWEEN ? g_rand_int_range(r, 0, 3) : -1;
        for (int v = 0; v < n_values; v++)
            jw_condition_add_value(c, v == open  ? NULL
                                      : is_under ? ids[g_rand_int_range(r, 0, (int)n_units)]
                                                 : words[k][g_rand_int_range(r, 0, 4)]);
    }
}

/* The page (design 3.2) once more: what one value of unit u is, as a list of texts; none = absent. */
static GPtrArray *written(const jw_model *m, uint32_t u, const char *key)
{
    GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
    char buffer[JW_NUMBER_SIZE];
    const char *text = NULL;
    if (strcmp(key, "kind") == 0)
        text = jw_unit_kind_of(m, u)->name;
    else if (strcmp(key, "role") == 0)
        text = jw_unit_role_name(jw_unit_kind_of(m, u)->role);
    else if (strcmp(key, "id") == 0)
        text = jw_unit_id(m, u);
    else if (strcmp(key, "name") == 0)
        text = jw_unit_name(m, u);
    else
        text = jw_unit_value(m, u, jw_model_find_attribute(m, key), buffer);
    if (text && strcmp(key, "tags") == 0) {
        g_auto(GStrv) items = g_strsplit(text, "\x1f", -1);
        for (char **item = items; *item; item++) g_ptr_array_add(values, g_strdup(*item));
        if (!*items) g_ptr_array_add(values, g_strdup(""));
    } else if (text) {
        g_ptr_array_add(values, g_strdup(text));
    }
    return values;
}

static bool is_numeric(const char *key)
{
    return strcmp(key, "members") == 0 || strcmp(key, "count") == 0;
}

static bool same(const char *key, const char *a, const char *b)
{
    return is_numeric(key) ? g_ascii_strtod(a, NULL) == g_ascii_strtod(b, NULL) : strcmp(a, b) == 0;
}

static bool at_least(const char *key, const char *value, const char *least)
{
    return is_numeric(key) ? g_ascii_strtod(value, NULL) >= g_ascii_strtod(least, NULL)
                           : strcmp(value, least) >= 0;
}

static bool at_most(const char *key, const char *value, const char *most)
{
    if (is_numeric(key)) return g_ascii_strtod(value, NULL) <= g_ascii_strtod(most, NULL);
    if (strcmp(key, "founded") == 0) /* compare as many letters as the end of the range has */
        return strncmp(value, most, strlen(most)) <= 0;
    return strcmp(value, most) <= 0;
}

static bool below(const jw_model *m, const char *above, uint32_t u)
{
    bool is_below[G_N_ELEMENTS(ids)] = { false };
    for (size_t round = 0; round < G_N_ELEMENTS(ids); round++)
        for (size_t l = 0; l < jw_model_link_count(m); l++) {
            jw_link link = jw_model_link(m, l);
            if (jw_link_kind_of(m, l)->role == JW_ROLE_AUTHORITY &&
                (is_below[link.from] || strcmp(jw_unit_id(m, link.from), above) == 0))
                is_below[link.to] = true;
        }
    return is_below[u];
}

static bool oracle_selector(const jw_model *m, const jw_selector *s, uint32_t u);

static bool oracle_condition(const jw_model *m, const jw_condition *c, uint32_t u)
{
    bool one = false;
    if (c->test == JW_ANY) {
        for (size_t i = 0; i < c->n_alternatives; i++) one |= oracle_selector(m, c->alternatives[i], u);
        return one;
    }
    if (strcmp(c->key, "under") == 0) {
        for (size_t i = 0; i < c->n_values; i++) one |= below(m, c->values[i], u);
        return one == (c->test == JW_ONE_OF);
    }
    g_autoptr(GPtrArray) values = written(m, u, c->key);
    if (c->test == JW_EXISTS || c->test == JW_MISSING) return (values->len > 0) == (c->test == JW_EXISTS);
    const char *absent = strcmp(c->key, "organization") == 0 ? "none"
                         : strcmp(c->key, "reported") == 0   ? "true"
                         : strcmp(c->key, "count") == 0      ? "1"
                                                             : NULL;
    if (!values->len && absent) g_ptr_array_add(values, g_strdup(absent));
    for (guint v = 0; v < values->len; v++) {
        const char *value = g_ptr_array_index(values, v);
        if (c->test == JW_BETWEEN)
            return (!c->values[0] || at_least(c->key, value, c->values[0])) &&
                   (!c->values[1] || at_most(c->key, value, c->values[1]));
        for (size_t i = 0; i < c->n_values; i++) one |= same(c->key, value, c->values[i]);
    }
    return c->test == JW_BETWEEN ? false : one == (c->test == JW_ONE_OF);
}

static bool oracle_selector(const jw_model *m, const jw_selector *s, uint32_t u)
{
    for (size_t i = 0; i < s->n_conditions; i++)
        if (!oracle_condition(m, &s->conditions[i], u)) return false;
    return true;
}

static void test_at_random(void)
{
    GRand *r = g_rand_new_with_seed(31);
    for (int i = 0; i < 4000; i++) {
        jw_model *m = random_model(r);
        jw_selector *s = jw_selector_new(NULL);
        random_selector(r, s, (uint32_t)jw_model_unit_count(m), 3);
        g_autofree char *text = jw_selector_text(s);
        jw_diags *diags = jw_diags_new();
        jw_selector *back = jw_selector_parse(text, "text", diags);
        if (!back) g_error("%s", text);
        g_autofree char *again = jw_selector_text(back);
        g_assert_cmpstr(text, ==, again);
        jw_bound *b = jw_selector_bind(s, m, NULL, diags), *c = jw_selector_bind(back, m, NULL, diags);
        g_assert_cmpuint(jw_diags_size(diags), ==, 0);
        for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
            if (jw_bound_holds(b, u) != oracle_selector(m, s, u)) g_error("%s of %s", text, jw_unit_id(m, u));
            g_assert_cmpint(jw_bound_holds(c, u), ==, jw_bound_holds(b, u));
        }
        jw_bound_free(b);
        jw_bound_free(c);
        jw_selector_free(s);
        jw_selector_free(back);
        jw_diags_free(diags);
        jw_model_free(m);
    }
    g_rand_free(r);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/select/canonical", test_canonical);
    g_test_add_func("/select/syntax", test_syntax);
    g_test_add_func("/select/depth", test_depth);
    g_test_add_func("/select/meaning", test_meaning);
    g_test_add_func("/select/long-lists", test_long_lists);
    g_test_add_func("/select/under", test_under);
    g_test_add_func("/select/derived", test_derived);
    g_test_add_func("/select/refused", test_refused);
    g_test_add_func("/select/at-random", test_at_random);
    return g_test_run();
}
