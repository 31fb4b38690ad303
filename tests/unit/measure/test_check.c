/* Every rule of check: what it finds on a model made for it, and that it is silent on a sound one. */
#include "jingwei/check.h"
#include "random_model.h"

/* "code: found / expected" a line, errors first as they come. */
static char *findings(const jw_model *m)
{
    jw_diags *diags = jw_diags_new();
    jw_coverage *c = jw_cover(m, NULL);
    jw_check(m, c, NULL, NULL, diags);
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *d = jw_diags_get(diags, i);
        static const char mark[] = "!?.";
        g_string_append_printf(text, "%s%c%s: %s", i ? "\n" : "", mark[d->severity], d->code,
                               d->found ? d->found : "-");
        if (d->expected) g_string_append_printf(text, " / %s", d->expected);
        if (d->nearest) g_string_append_printf(text, " ~ %s", d->nearest);
        char *zh = jw_diag_message(d, JW_ZH), *en = jw_diag_message(d, JW_EN);
        g_assert_false(g_str_has_prefix(zh, "diag.") ||
                       g_str_has_prefix(en, "diag.")); /* there are words for it */
        g_assert_null(strchr(zh, '{'));
        g_assert_null(strchr(en, '{'));
        free(zh);
        free(en);
    }
    jw_coverage_free(c);
    jw_diags_free(diags);
    return g_string_free(text, FALSE);
}

static void expect(const jw_model *m, const char *lines)
{
    g_autofree char *found = findings(m);
    g_assert_cmpstr(found, ==, lines);
}

static void expect_of(const char *units, const char *links, const char *lines)
{
    jw_model *m = make_model(units, links);
    expect(m, lines);
    jw_model_free(m);
}

static void test_sound(void)
{
    expect_of("core:r block:b general-branch:g association:x association:y pool:p joint-branch:j",
              "r leads b; b leads g; g leads x; r leads j; y joins j; r leads p", "");
    expect_of("", "", "");
}

static void test_loop(void)
{
    expect_of("core:r block:b block:c block:a", "a leads b; b guides c; c leads a",
              "!authority-loop: a → b → c → a");
    expect_of("core:r block:b block:a", "a leads b; b supervises a; r leads a", "!authority-loop: a → b → a");
    /* two loops that share a unit, and one apart */
    expect_of("core:r block:a block:b block:c block:d block:e",
              "b leads a; a leads b; b leads c; c leads b; d leads e; e leads d; e leads a",
              "!authority-loop: a → b → a\n!authority-loop: b → c → b\n!authority-loop: d → e → d");
    /* support and membership close no loop of authority */
    expect_of("core:r block:a joint-branch:j", "a leads j; j assists a; r leads a", "");
}

static void test_loop_of_eliminated(void)
{
    jw_model *m = make_model("core:r block:a block:b", "a leads b; b leads a; r leads a");
    set_text(m, "b", JW_STATE, "eliminated");
    expect(m, "");
    jw_model_free(m);
}

static void test_many_loops(void)
{
    g_autoptr(GString) units = g_string_new("core:r"), links = g_string_new(NULL);
    for (int i = 0; i < 120; i++) {
        g_string_append_printf(units, " block:a%03d block:b%03d", i, i);
        g_string_append_printf(links, "a%03d leads b%03d; b%03d leads a%03d;", i, i, i, i);
    }
    jw_model *m = make_model(units->str, links->str);
    g_autofree char *found = findings(m);
    g_assert_nonnull(strstr(found, "!authority-loop: a099 → b099 → a099\n!more-authority-loops: 40"));
    jw_model_free(m);
}

static void test_long_loop(void)
{
    g_autoptr(GString) units = g_string_new("core:r"), links = g_string_new(NULL);
    for (int i = 0; i < 30; i++) {
        g_string_append_printf(units, " block:a%02d", i);
        g_string_append_printf(links, "a%02d leads a%02d;", i, (i + 1) % 30);
    }
    jw_model *m = make_model(units->str, links->str);
    g_autofree char *found = findings(m);
    g_assert_true(g_str_has_prefix(found, "!authority-loop: a00 → a01 → "));
    g_assert_true(g_str_has_suffix(found, "a19 → … (30) → a00"));
    jw_model_free(m);
}

static void test_responsibility(void)
{
    expect_of("core:r association:x", "", "?no-lead: x");
    expect_of("core:r block:b association:x", "b guides x", "?broken-chain: x / b");
    expect_of("core:r block:b strip:s association:x",
              "r leads b; r leads s; b guides x; s guides x; b backstops x", "?several-leads: x / b, s");
    expect_of("core:r branch:b committee:c", "r leads b; b leads c", "?level-inversion: b → c / 3 → 1");
    expect_of("core:r post:b committee:c block:d", "r leads b; b leads c; c leads d",
              ""); /* no rank, equal ranks */
}

/* Unreported targets have a lead or not like all others; those outside the population are nobody's business.
 */
static void test_whom_it_looks_at(void)
{
    jw_model *m = make_model("core:r association:x association:y", "");
    jw_model_set_flag(m, false, jw_model_find(m, "x"), JW_REPORTED, 0);
    set_text(m, "y", JW_STREET, "观湖");
    expect(m, "?no-lead: x\n?no-lead: y");
    jw_model_policy(m)->population = jw_selector_parse("street=观湖", NULL, NULL);
    expect(m, "?no-lead: y");
    jw_model_free(m);
}

static void test_roots(void)
{
    expect_of("block:a block:b association:x", "a leads x", ".roots-derived: a, b");
    expect_of("association:x", "", "?no-root: -\n?no-lead: x");
    expect_of("body:a body:b body:c body:d body:e body:f body:g", "", ".roots-derived: a, b, c, d, e, … (7)");
    jw_model *m = make_model("core:r", "");
    set_text(m, "r", JW_STATE, "eliminated");
    expect(m, "?no-root: -");
    jw_model_free(m);
}

static void test_vacant(void)
{
    jw_model *m = make_model("core:r post:p post:q", "r leads p; r leads q");
    set_text(m, "p", JW_STATE, "vacant");
    set_text(m, "q", JW_STATE, "eliminated");
    expect(m, ".vacant: p");
    jw_model_free(m);
}

/* Attach rules, as a loader adds them. */
static void add_rule(jw_model *m, const char *to, int by, const char *link)
{
    jw_attach_rule rule = { .to = jw_selector_parse(to, NULL, NULL),
                            .link = jw_model_link_kind_named(m, link) };
    if (by >= 0) {
        rule.by = g_new(int, 1);
        rule.by[0] = by;
        rule.n_by = 1;
    }
    jw_model_add_attach_rule(m, rule);
}

static void test_attach(void)
{
    jw_model *m = make_model("core:r block:b block:c association:x association:y", "r leads b; r leads c");
    set_text(m, "b", JW_STREET, "观湖");
    set_text(m, "c", JW_STREET, "观湖");
    set_text(m, "x", JW_STREET, "观湖");
    set_text(m, "y", JW_STREET, "观湖街道");
    add_rule(m, "kind=block", JW_STREET, "guides");
    add_rule(m, "kind=core", -1, "backstops");
    g_assert_true(jw_model_attach(m, NULL));
    jw_model_finish(m, NULL);
    expect(m, "?unmatched-by: 观湖街道 / 1 ~ 观湖\n"
              "?ambiguous-by: 观湖 / b, c\n"
              ".attached: 1 / 1 (kind=block · street, guides)\n"
              ".attached: 1 / 2 (kind=core, backstops)");
    jw_model_free(m);
}

static void test_attach_to_several(void)
{
    jw_model *m = make_model("core:r core:s association:x", "");
    add_rule(m, "kind=core", -1, "backstops");
    g_assert_true(jw_model_attach(m, NULL));
    jw_model_finish(m, NULL);
    expect(m, "?ambiguous-to: - / r, s\n.attached: 1 / 1 (kind=core, backstops)");
    jw_model_free(m);
}

static void test_facts(void)
{
    jw_model *m =
        make_model("core:r association:x association:y association:z", "r leads x; r leads y; r leads z");
    set_text(m, "x", JW_ORGANIZATION, "branch");
    jw_model_add_fact(m, "population.known", 3, "paper", (jw_spot){ 0 });
    jw_model_add_fact(m, "rate.organization", 0.33, NULL, (jw_spot){ 0 });
    jw_model_add_fact(m, "rate.organization", 0.3333, NULL, (jw_spot){ 0 });
    expect(m, "");
    jw_model_add_fact(m, "population.known", 4, NULL, (jw_spot){ 0 });
    jw_model_add_fact(m, "rate.organization", 0.334, NULL, (jw_spot){ 0 });
    jw_model_add_fact(m, "rate.work", 0.99, NULL, (jw_spot){ 0 });
    jw_model_add_fact(m, "population.knwon", 3, NULL, (jw_spot){ 0 });
    jw_model_add_fact(m, "rate.full[street=观湖]", 1, NULL, (jw_spot){ 0 });
    jw_model_add_fact(m, "units[knd=block]", 1, NULL, (jw_spot){ 0 });
    expect(m, "!fact-fails: 3 / 4\n"
              "!fact-fails: 0.3333333333333333 / 0.334\n"
              "!fact-fails: 1 / 0.99\n"
              "!unknown-figure: population.knwon ~ population.known\n"
              "!fact-fails: null / 1\n"
              "!unknown-key: knd ~ kind");
    jw_model_free(m);
}

/* Loops on random models: each that is reported is one, and each unit that stands on one is in one that is
 * reported. */
static void check_loop(const plain *p, const jw_diag *d, bool *on_loop)
{
    g_auto(GStrv) ids = g_strsplit(d->found, " → ", -1);
    for (char **id = ids; id[1]; id++) {
        uint32_t from = jw_model_find(p->m, id[0]), to = jw_model_find(p->m, id[1]);
        bool linked = false;
        for (uint32_t i = 0; i < p->n_links; i++)
            linked |= takes_authority(&p->links[i]) && p->links[i].from == from && p->links[i].to == to;
        g_assert_true(linked);
        g_assert_cmpstr(ids[0], <=, id[0]);
        on_loop[from] = true;
    }
    g_assert_cmpstr(ids[0], ==, ids[g_strv_length(ids) - 1]);
}

static void test_random_loops(void)
{
    size_t loops = 0;
    for (uint32_t seed = 1; seed <= 1500; seed++) {
        jw_model *m = random_model(seed, 12);
        plain p = plain_of(m);
        plain_paths path;
        plain_closure(&p, takes_authority, PLAIN_MOST, path);
        jw_diags *diags = jw_diags_new();
        jw_coverage *c = jw_cover(m, NULL);
        jw_check(m, c, NULL, NULL, diags);
        bool on_loop[PLAIN_MOST] = { false };
        for (size_t i = 0; i < jw_diags_size(diags); i++)
            if (strcmp(jw_diags_get(diags, i)->code, "authority-loop") == 0) {
                check_loop(&p, jw_diags_get(diags, i), on_loop);
                loops++;
            }
        for (uint32_t u = 0; u < p.n; u++) g_assert_cmpint(on_loop[u], ==, path[u][u]);
        jw_coverage_free(c);
        jw_diags_free(diags);
        jw_model_free(m);
    }
    g_assert_cmpuint(loops, >, 100);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/sound", test_sound);
    g_test_add_func("/check/loop", test_loop);
    g_test_add_func("/check/loop-of-eliminated", test_loop_of_eliminated);
    g_test_add_func("/check/many-loops", test_many_loops);
    g_test_add_func("/check/long-loop", test_long_loop);
    g_test_add_func("/check/random-loops", test_random_loops);
    g_test_add_func("/check/responsibility", test_responsibility);
    g_test_add_func("/check/whom-it-looks-at", test_whom_it_looks_at);
    g_test_add_func("/check/roots", test_roots);
    g_test_add_func("/check/vacant", test_vacant);
    g_test_add_func("/check/attach", test_attach);
    g_test_add_func("/check/attach-to-several", test_attach_to_several);
    g_test_add_func("/check/facts", test_facts);
    return g_test_run();
}
