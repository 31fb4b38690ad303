/* Building and finishing a model: whatever the order of the rows, the same facts give the same model, and
 * every index says what a walk over all links says. */
#include "base/workers.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- A model as plain facts, built in any order ---- */

enum { MOST_UNITS = 24, MOST_LINKS = 80 };

typedef struct {
    char id[16];
    const char *name, *kind, *street;
    double members;
    int reported;
} unit_fact;

typedef struct {
    uint32_t from, to; /* of the facts */
    const char *kind;
    double count;
} link_fact;

typedef struct {
    unit_fact units[MOST_UNITS];
    link_fact links[MOST_LINKS];
    uint32_t n_units, n_links, roots[4], n_roots;
} facts;

#define PICK(r, words) words[g_rand_int_range(r, 0, G_N_ELEMENTS(words))]

static facts random_facts(GRand *r)
{
    static const char *const unit_kinds[] = { "core",        "block",   "strip", "association",
                                              "association", "partner", "body" };
    static const char *const link_kinds[] = { "leads", "guides", "backstops", "joins",
                                              "sends", "pairs",  "oversees",  "belongs" };
    static const char *const streets[] = { "观湖", "民治", NULL };
    static const char *const heads[] = { "a", "b", "unit-number-", "龙华" };
    facts f = { .n_units = (uint32_t)g_rand_int_range(r, 0, MOST_UNITS + 1) };
    for (uint32_t u = 0; u < f.n_units; u++) {
        unit_fact *unit = &f.units[u];
        *unit = (unit_fact){ .name = u % 3 ? "名称" : NULL,
                             .kind = PICK(r, unit_kinds),
                             .street = PICK(r, streets),
                             .members = u % 2 ? g_rand_int_range(r, 0, 9) : NAN,
                             .reported = g_rand_int_range(r, -1, 2) };
        g_snprintf(unit->id, sizeof unit->id, "%.12s%u", PICK(r, heads), u);
    }
    for (int n = f.n_units > 1 ? g_rand_int_range(r, 0, MOST_LINKS / 2) : 0; n; n--) {
        link_fact l = { (uint32_t)g_rand_int_range(r, 0, (int)f.n_units),
                        (uint32_t)g_rand_int_range(r, 0, (int)f.n_units), PICK(r, link_kinds), NAN };
        if (l.from == l.to) continue;
        l.count = l.from % 2 ? 1 + l.to
                             : NAN; /* the same for the same link, so that it matters not which one stays */
        for (int times = g_rand_int_range(r, 0, 6) ? 1 : 2; times; times--) f.links[f.n_links++] = l;
    }
    for (; f.n_units && f.n_roots < 3 && g_rand_int_range(r, 0, 3) == 0; f.n_roots++)
        f.roots[f.n_roots] = (uint32_t)g_rand_int_range(r, 0, (int)f.n_units);
    return f;
}

static void shuffle(GRand *r, uint32_t *order, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    for (uint32_t i = n; r && i > 1; i--) {
        uint32_t j = (uint32_t)g_rand_int_range(r, 0, (int)i), swap = order[j];
        order[j] = order[i - 1];
        order[i - 1] = swap;
    }
}

static jw_model *new_model(void)
{
    jw_model *m = jw_model_new(NULL);
    jw_model_set_link_kind(m,
                           &(jw_link_kind){ "oversees", "监督", "oversees", JW_ROLE_AUTHORITY, true, NULL });
    jw_model_set_link_kind(m,
                           &(jw_link_kind){ "belongs", "归属", "belongs", JW_ROLE_MEMBERSHIP, true, NULL });
    return m;
}

static void add_unit(jw_model *m, const unit_fact *f)
{
    uint32_t u =
        jw_model_add_unit(m, f->id, f->name, jw_model_unit_kind_named(m, f->kind), true, (jw_spot){ 0 });
    g_assert_cmpuint(u, !=, JW_NO_UNIT);
    jw_model_set_text(m, false, u, JW_STREET, f->street);
    jw_model_set_number(m, false, u, JW_MEMBERS, f->members);
    jw_model_set_flag(m, false, u, JW_REPORTED, f->reported);
}

/* Builds the facts, shuffled if there is an r. */
static jw_model *build(const facts *f, GRand *r, jw_diags *diags)
{
    uint32_t order[MAX(MOST_UNITS, MOST_LINKS)];
    jw_model *m = new_model();
    shuffle(r, order, f->n_units);
    for (uint32_t i = 0; i < f->n_units; i++) add_unit(m, &f->units[order[i]]);
    shuffle(r, order, f->n_links);
    for (uint32_t i = 0; i < f->n_links; i++) {
        const link_fact *l = &f->links[order[i]];
        g_assert_true(jw_model_add_link(m, jw_model_link_kind_named(m, l->kind),
                                        jw_model_find(m, f->units[l->from].id),
                                        jw_model_find(m, f->units[l->to].id), (jw_spot){ 0 }));
        jw_model_set_number(m, true, jw_model_last_link(m), JW_COUNT, l->count);
    }
    shuffle(r, order, f->n_roots);
    for (uint32_t i = 0; i < f->n_roots; i++)
        jw_model_add_root(m, jw_model_find(m, f->units[f->roots[order[i]]].id));
    jw_model_finish(m, diags);
    return m;
}

/* All that a model says. */
static char *dump(const jw_model *m)
{
    GString *s = g_string_new(NULL);
    char buffer[JW_NUMBER_SIZE];
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        g_string_append_printf(s, "%s|%s|%s", jw_unit_id(m, u), jw_unit_name(m, u),
                               jw_unit_kind_of(m, u)->name);
        for (size_t a = 0; a < jw_model_attributes(m); a++) {
            const char *value = jw_unit_value(m, u, (int)a, buffer);
            g_string_append_printf(s, "|%s", value ? value : "-");
        }
        g_string_append_c(s, '\n');
    }
    for (size_t l = 0; l < jw_model_link_count(m); l++) {
        jw_link link = jw_model_link(m, l);
        g_string_append_printf(s, "%s>%s %s %g\n", jw_unit_id(m, link.from), jw_unit_id(m, link.to),
                               jw_link_kind_of(m, l)->name, jw_link_number(m, l, JW_COUNT));
    }
    const uint32_t *roots;
    for (size_t i = 0, n = jw_model_roots(m, &roots); i < n; i++)
        g_string_append_printf(s, "root %s\n", jw_unit_id(m, roots[i]));
    return g_string_free(s, FALSE);
}

static uint32_t distinct_links(const facts *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_links; i++) {
        bool first = true;
        for (uint32_t j = 0; j < i; j++)
            first &= f->links[i].from != f->links[j].from || f->links[i].to != f->links[j].to ||
                     strcmp(f->links[i].kind, f->links[j].kind) != 0;
        n += first;
    }
    return n;
}

/* ---- The same facts in any order ---- */

static void check_order(const jw_model *m)
{
    for (uint32_t u = 1; u < jw_model_unit_count(m); u++)
        g_assert_cmpint(strcmp(jw_unit_id(m, u - 1), jw_unit_id(m, u)), <, 0);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++)
        g_assert_cmpuint(jw_model_find(m, jw_unit_id(m, u)), ==, u);
    for (size_t l = 1; l < jw_model_link_count(m); l++) {
        jw_link a = jw_model_link(m, l - 1), b = jw_model_link(m, l);
        guint64 x[] = { (guint64)a.from << 32 | a.to, a.kind },
                y[] = { (guint64)b.from << 32 | b.to, b.kind };
        g_assert_true(x[0] < y[0] || (x[0] == y[0] && x[1] < y[1]));
    }
}

static void test_any_order(void)
{
    GRand *r = g_rand_new_with_seed(11);
    for (int i = 0; i < 400; i++) {
        facts f = random_facts(r);
        jw_diags *diags = jw_diags_new();
        jw_model *m = build(&f, NULL, diags);
        g_autofree char *first = dump(m);
        check_order(m);
        g_assert_cmpuint(jw_model_link_count(m), ==, distinct_links(&f));
        g_assert_cmpuint(jw_diags_count(diags, JW_WARNING), ==, f.n_links - distinct_links(&f));
        g_assert_cmpuint(jw_diags_size(diags), ==, f.n_links - distinct_links(&f));
        for (int k = 0; k < 3; k++) {
            jw_model *other = build(&f, r, NULL);
            g_autofree char *again = dump(other);
            g_assert_cmpstr(first, ==, again);
            jw_model_free(other);
        }
        jw_model_finish(m, diags); /* changes nothing and says nothing again */
        g_autofree char *twice = dump(m);
        g_assert_cmpstr(first, ==, twice);
        g_assert_cmpuint(jw_diags_size(diags), ==, f.n_links - distinct_links(&f));
        jw_model_free(m);
        jw_diags_free(diags);
    }
    g_rand_free(r);
}

/* Runs of ids in order, of any number and length; heads alike over more than eight bytes or not. */
static void test_runs(void)
{
    GRand *r = g_rand_new_with_seed(12);
    for (int round = 0; round < 60; round++) {
        jw_model *m = new_model();
        int n = g_rand_int_range(r, 0, 400), runs = g_rand_int_range(r, 1, 12);
        for (int i = 0; i < n; i++) {
            g_autofree char *id =
                g_strdup_printf(round & 1 ? "%d-%d" : "登记证号-%d-%d", g_rand_int_range(r, 0, runs), i);
            jw_model_add_unit(m, id, NULL, 0, false, jw_model_spot(m, (jw_place){ "r.csv", 1, 1 }));
        }
        jw_model_finish(m, NULL);
        g_assert_cmpuint(jw_model_unit_count(m), ==, n);
        check_order(m);
        jw_model_free(m);
    }
    g_rand_free(r);
}

/* ---- Indices ---- */

static void check_adjacency(const jw_model *m)
{
    jw_adjacency at = jw_model_adjacency(m);
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        uint32_t out = at.out[u], in = at.in[u];
        for (uint32_t l = 0; l < jw_model_link_count(m); l++) {
            if (jw_model_link(m, l).from == u) g_assert_cmpuint(l, ==, out++);
            if (jw_model_link(m, l).to == u) g_assert_cmpuint(l, ==, at.in_links[in++]);
        }
        g_assert_cmpuint(out, ==, at.out[u + 1]);
        g_assert_cmpuint(in, ==, at.in[u + 1]);
    }
}

/* The primary link by its definition: of all links that could be it, none is before it. */
static uint32_t oracle_primary(const jw_model *m, uint32_t u, uint32_t *superior)
{
    static const char *const order[] = { "leads", "guides",  "backstops", "oversees",
                                         "joins", "belongs", "sends" };
    for (size_t k = 0; k < G_N_ELEMENTS(order); k++) {
        uint32_t best = UINT32_MAX;
        *superior = JW_NO_UNIT;
        bool backward = k == 4 || k == 5;
        for (uint32_t l = 0; l < jw_model_link_count(m); l++) {
            jw_link link = jw_model_link(m, l);
            uint32_t lower = backward ? link.from : link.to, upper = backward ? link.to : link.from;
            if (strcmp(jw_link_kind_of(m, l)->name, order[k]) == 0 && lower == u &&
                !jw_unit_is_eliminated(m, upper) && (best == UINT32_MAX || upper < *superior)) {
                best = l;
                *superior = upper;
            }
        }
        if (best != UINT32_MAX) return best;
    }
    *superior = JW_NO_UNIT;
    return UINT32_MAX;
}

static void check_roots(const jw_model *m, const facts *f)
{
    const uint32_t *roots;
    size_t n = jw_model_roots(m, &roots), found = 0;
    bool has_core = false;
    for (uint32_t u = 0; u < f->n_units; u++) has_core |= strcmp(f->units[u].kind, "core") == 0;
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        bool is_root = false, led = false;
        for (uint32_t i = 0; i < f->n_roots; i++) is_root |= jw_model_find(m, f->units[f->roots[i]].id) == u;
        for (size_t l = 0; l < jw_model_link_count(m); l++)
            led |= jw_model_link(m, l).to == u && jw_link_kind_of(m, l)->role == JW_ROLE_AUTHORITY;
        jw_unit_role role = jw_unit_kind_of(m, u)->role;
        if (!f->n_roots) is_root = has_core ? role == JW_ROLE_ROOT : role == JW_ROLE_LEAD && !led;
        if (is_root) g_assert_cmpuint(roots[found++], ==, u); /* in id order, each once */
    }
    g_assert_cmpuint(found, ==, n);
}

static void test_indices(void)
{
    GRand *r = g_rand_new_with_seed(12);
    for (int i = 0; i < 1000; i++) {
        facts f = random_facts(r);
        jw_model *m = build(&f, r, NULL);
        if (i % 3 == 0 && f.n_units)
            jw_model_set_text(m, false, (uint32_t)g_rand_int_range(r, 0, (int)f.n_units), JW_STATE,
                              "eliminated");
        check_adjacency(m);
        check_roots(m, &f);
        for (uint32_t u = 0; u < f.n_units; u++) {
            uint32_t above, expected_above, expected = oracle_primary(m, u, &expected_above);
            g_assert_cmpuint(jw_model_primary_link(m, u, &above), ==, expected);
            g_assert_cmpuint(above, ==, expected_above);
            g_assert_cmpuint(jw_model_primary_link(m, u, NULL), ==, expected);
        }
        jw_model_free(m);
    }
    g_rand_free(r);
}

/* ---- Dropping ---- */

/* ---- Large ---- */

enum { LARGE_UNITS = 150000, LARGE_LINKS = 200000 }; /* more than one thread takes up at a time */

/* Ids that count up, each kind of them in order, as in registers; some of eight bytes and more. */
static void large_id(char out[32], uint32_t u)
{
    g_snprintf(out, 32, u % 7 ? "A%u" : "register-%u", u);
}

static jw_model *large_model(void)
{
    jw_model *m = jw_model_new(NULL);
    GRand *r = g_rand_new_with_seed(11);
    char id[32];
    int association = jw_model_unit_kind_named(m, "association"),
        block = jw_model_unit_kind_named(m, "block");
    for (uint32_t u = 0; u < LARGE_UNITS; u++) {
        large_id(id, u);
        uint32_t at = jw_model_add_unit(m, id, u % 5 ? id : NULL, u % 11 ? association : block, false,
                                        (jw_spot){ .line = u + 1 });
        jw_model_set_number(m, false, at, JW_MEMBERS, u);
        jw_model_set_flag(m, false, at, JW_REPORTED, u % 2);
        jw_model_set_text(m, false, at, JW_STREET, u % 3 ? "观湖" : NULL);
    }
    for (uint32_t l = 0; l < LARGE_LINKS;
         l++) { /* many from few, as links of blocks; some to one, some double */
        uint32_t from = (uint32_t)g_rand_int_range(r, 0, 500), to = l % 9 ? l % LARGE_UNITS : 700;
        if (from == to) continue;
        jw_model_add_link(m, g_rand_int_range(r, 0, 3), from, to, (jw_spot){ .line = l + 1 });
    }
    jw_model_add_root(m, 77);
    jw_model_finish(m, NULL);
    g_rand_free(r);
    return m;
}

/* Each unit has the values that it was given, wherever it now stands. */
static void check_large_units(const jw_model *m)
{
    char id[32];
    for (uint32_t u = 0; u < LARGE_UNITS; u++) {
        if (u) g_assert_cmpstr(jw_unit_id(m, u - 1), <, jw_unit_id(m, u));
        uint32_t was = (uint32_t)jw_unit_number(m, u, JW_MEMBERS);
        large_id(id, was);
        g_assert_cmpstr(jw_unit_id(m, u), ==, id);
        g_assert_cmpuint(jw_model_find(m, id), ==, u);
        g_assert_cmpstr(jw_unit_kind_of(m, u)->name, ==, was % 11 ? "association" : "block");
        g_assert_cmpint(jw_unit_flag(m, u, JW_REPORTED), ==, was % 2);
        g_assert_cmpstr(jw_unit_text(m, u, JW_STREET), ==, was % 3 ? "观湖" : NULL);
        g_assert_cmpuint(jw_unit_place(m, u).line, ==, was + 1);
    }
}

/* The order of links, and both indices by their definition. */
static void check_large_links(const jw_model *m)
{
    jw_adjacency a = jw_model_adjacency(m);
    size_t n = jw_model_link_count(m);
    g_autofree uint32_t *to = g_new0(uint32_t, LARGE_UNITS + 1);
    for (uint32_t l = 0; l < n; l++) {
        jw_link x = jw_model_link(m, l), y = jw_model_link(m, l ? l - 1 : 0);
        g_assert_true(!l || y.from < x.from ||
                      (y.from == x.from && (y.to < x.to || (y.to == x.to && y.kind < x.kind))));
        g_assert_true(a.out[x.from] <= l && l < a.out[x.from + 1]);
        g_assert_cmpuint(a.in_links[a.in[x.to] + to[x.to]++], ==, l);
    }
    for (uint32_t u = 0; u < LARGE_UNITS; u++) g_assert_cmpuint(a.in[u + 1] - a.in[u], ==, to[u]);
}

static void test_large(void)
{
    static const int threads[] = { 1, 3, 0 };
    size_t n_links = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
        jw_work_with(threads[i]);
        jw_model *m = large_model();
        check_large_units(m);
        check_large_links(m);
        const uint32_t *roots;
        g_assert_cmpuint(jw_model_roots(m, &roots), ==, 1);
        g_assert_cmpstr(jw_unit_id(m, roots[0]), ==, "register-77");
        g_assert_true(i == 0 || n_links == jw_model_link_count(m));
        n_links = jw_model_link_count(m);
        jw_model_finish(m, NULL); /* nothing is new */
        check_large_links(m);
        jw_model_free(m);
    }
}

/* Finished again after units and links came in front, and after some went. */
static void test_again(void)
{
    jw_model *m = jw_model_new(NULL);
    for (const char *const *id = (const char *const[]){ "m", "n", "o", NULL }; *id; id++)
        jw_model_add_unit(m, *id, NULL, 0, true, (jw_spot){ 0 });
    jw_model_add_link(m, 0, 0, 2, (jw_spot){ 0 });
    jw_model_finish(m, NULL);
    uint32_t a = jw_model_add_unit(m, "a", NULL, 0, true, (jw_spot){ 0 });
    jw_model_add_link(m, 0, 0, a, (jw_spot){ 0 });
    jw_model_finish(m, NULL);
    g_assert_cmpuint(jw_model_find(m, "a"), ==, 0);
    g_assert_cmpuint(jw_model_link(m, 0).to, ==, 0);
    g_assert_cmpuint(jw_model_adjacency(m).in[1], ==, 1);
    g_assert_cmpuint(jw_model_adjacency(m).out[2], ==, 2);
    jw_model_drop_units(m, (const bool[]){ true, false, false, false });
    jw_model_add_unit(m, "b", NULL, 0, true, (jw_spot){ 0 }); /* as many units as before */
    jw_model_add_link(m, 0, 1, 0, (jw_spot){ 0 });
    jw_model_finish(m, NULL);
    g_assert_cmpstr(jw_unit_id(m, 0), ==, "b");
    g_assert_cmpuint(jw_model_link_count(m), ==, 2);
    g_assert_cmpuint(jw_model_adjacency(m).in[2] - jw_model_adjacency(m).in[1], ==, 1);
    jw_model_free(m);
}

static void test_drop(void)
{
    GRand *r = g_rand_new_with_seed(13);
    for (int i = 0; i < 600; i++) {
        facts f = random_facts(r), rest = { 0 };
        bool drop[MOST_UNITS], model_drop[MOST_UNITS];
        uint32_t now[MOST_UNITS];
        for (uint32_t u = 0; u < f.n_units; u++) {
            drop[u] = g_rand_boolean(r);
            now[u] = rest.n_units;
            if (!drop[u]) rest.units[rest.n_units++] = f.units[u];
        }
        for (uint32_t l = 0; l < f.n_links; l++)
            if (!drop[f.links[l].from] && !drop[f.links[l].to]) {
                rest.links[rest.n_links] = f.links[l];
                rest.links[rest.n_links].from = now[f.links[l].from];
                rest.links[rest.n_links++].to = now[f.links[l].to];
            }
        for (uint32_t k = 0; k < f.n_roots; k++)
            if (!drop[f.roots[k]]) rest.roots[rest.n_roots++] = now[f.roots[k]];
        jw_model *m = build(&f, r, NULL), *expected = build(&rest, NULL, NULL);
        for (uint32_t u = 0; u < f.n_units; u++) model_drop[jw_model_find(m, f.units[u].id)] = drop[u];
        jw_model_drop_units(m, model_drop);
        jw_model_finish(m, NULL);
        g_autofree char *a = dump(m), *b = dump(expected);
        g_assert_cmpstr(a, ==, b);
        check_adjacency(m);
        for (uint32_t u = 0; u < f.n_units; u++) /* an id that was dropped is free, and its values are gone */
            if (drop[u]) {
                g_assert_cmpuint(jw_model_find(m, f.units[u].id), ==, JW_NO_UNIT);
                uint32_t fresh = jw_model_add_unit(m, f.units[u].id, NULL, 0, false, (jw_spot){ 0 });
                g_assert_cmpuint(fresh, !=, JW_NO_UNIT);
                g_assert_null(jw_unit_text(m, fresh, JW_STREET));
                g_assert_true(isnan(jw_unit_number(m, fresh, JW_MEMBERS)));
                g_assert_cmpint(jw_unit_flag(m, fresh, JW_REPORTED), ==, -1);
            }
        jw_model_free(m);
        jw_model_free(expected);
    }
    g_rand_free(r);
}

/* ---- Names ---- */

static uint32_t unit(jw_model *m, const char *id, const char *name)
{
    return jw_model_add_unit(m, id, name, jw_model_unit_kind_named(m, "association"), true, (jw_spot){ 0 });
}

static void assert_means(jw_model *m, const char *text, const char *id)
{
    uint32_t u = jw_model_resolve(m, text);
    g_assert_cmpstr(u == JW_NO_UNIT ? "none" : u == JW_SEVERAL ? "several" : jw_unit_id(m, u), ==, id);
}

static void test_resolve(void)
{
    jw_model *m = jw_model_new(NULL);
    unit(m, "b", "龙华协会");
    unit(m, "a", "协会甲");
    unit(m, "c", "协会乙");
    unit(m, "d", "协会乙");
    unit(m, "e", "a");  /* its name is another's id: the id wins */
    unit(m, "f", NULL); /* is called by its id */
    unit(m, "g", "g");
    jw_model_set_text(m, false, jw_model_find(m, "a"), JW_ALIASES,
                      "甲会\x1f甲\x1f协会甲"); /* its own name again */
    jw_model_set_text(m, false, jw_model_find(m, "b"), JW_ALIASES, "会长单位");
    jw_model_set_text(m, false, jw_model_find(m, "g"), JW_ALIASES, "会长单位\x1f龙华");
    for (int finished = 0; finished < 2; finished++) {
        assert_means(m, "a", "a");
        assert_means(m, "龙华协会", "b");
        assert_means(m, "协会甲", "a");
        assert_means(m, "协会乙", "several");
        assert_means(m, "会长单位", "several");
        assert_means(m, "甲会", "a");
        assert_means(m, "龙华", "g");
        assert_means(m, "f", "f");
        assert_means(m, "g", "g");
        assert_means(m, "", "none");
        assert_means(m, "龙", "none");
        assert_means(m, "观湖", "none"); /* is in the pool of strings, but nobody's name */
        jw_model_set_text(m, false, 0, JW_STREET, "观湖");
        jw_model_finish(m, NULL);
    }
    /* An alias that is set, or a unit that is added, after the names were asked for. */
    jw_model_set_text(m, false, jw_model_find(m, "f"), JW_ALIASES, "后来");
    assert_means(m, "后来", "f");
    jw_model_set_text(m, false, jw_model_find(m, "f"), JW_ALIASES, NULL);
    assert_means(m, "后来", "none");
    unit(m, "h", "更后来");
    assert_means(m, "更后来", "h");
    jw_model_free(m);
}

static void test_nearest(void)
{
    jw_model *m = jw_model_new(NULL);
    unit(m, "guanhu", "观湖街道");
    unit(m, "minzhi", "民治街道");
    jw_model_set_text(m, false, 0, JW_SHORT, "观湖办");
    g_assert_cmpstr(jw_model_nearest_unit(m, "guanhuu"), ==, "guanhu");
    g_assert_cmpstr(jw_model_nearest_unit(m, "民治街"), ==, "民治街道");
    g_assert_cmpstr(jw_model_nearest_unit(m, "观湖办事处"), ==, "观湖办");
    g_assert_null(jw_model_nearest_unit(m, "zzzz"));
    for (int i = 4; i < 50; i++) g_assert_nonnull(jw_model_nearest_unit(m, "guanhuu"));
    g_assert_null(jw_model_nearest_unit(m, "guanhuu")); /* enough has been asked */
    g_assert_cmpstr(jw_model_nearest_unit_kind(m, "asociation"), ==, "association");
    g_assert_cmpstr(jw_model_nearest_link_kind(m, "guide"), ==, "guides");
    g_assert_cmpstr(jw_model_nearest_attribute(m, "member", JW_ON_UNITS), ==, "members");
    g_assert_null(jw_model_nearest_attribute(m, "untill", JW_ON_UNITS));
    g_assert_cmpstr(jw_model_nearest_attribute(m, "untill", JW_ON_LINKS), ==, "until");
    jw_model_free(m);
}

/* ---- Kinds and attributes ---- */

static void test_kinds(void)
{
    jw_model *m = jw_model_new(NULL);
    size_t before = jw_model_unit_kinds(m);
    g_assert_cmpint(jw_model_unit_kind_named(m, "chapter"), ==, -1);
    char name[] = "chapter", zh[] = "分会";
    int at = jw_model_set_unit_kind(m, &(jw_unit_kind){ name, zh, "chapter", JW_ROLE_LEAD, 2, NULL });
    name[0] = zh[0] = 'x'; /* names are copied */
    g_assert_cmpint(at, ==, (int)before);
    g_assert_cmpint(jw_model_unit_kind_named(m, "chapter"), ==, at);
    g_assert_cmpstr(jw_model_unit_kind(m, (size_t)at)->zh, ==, "分会");
    at = jw_model_set_unit_kind(m, &(jw_unit_kind){ "block", "街道", "block", JW_ROLE_TARGET, 3, "#123456" });
    g_assert_cmpint(at, ==, jw_model_unit_kind_named(m, "block"));
    g_assert_cmpuint(jw_model_unit_kinds(m), ==, before + 1);
    g_assert_cmpstr(jw_model_unit_kind(m, (size_t)at)->colour, ==, "#123456");
    for (size_t i = 0; i < jw_model_link_kinds(m); i++)
        g_assert_cmpint(jw_model_link_kind_named(m, jw_model_link_kind(m, i)->name), ==, (int)i);
    jw_model_free(m);
}

static jw_attribute attribute(const char *name, jw_type type)
{
    return (jw_attribute){ .name = name, .type = type };
}

static void test_declare(void)
{
    jw_model *m = jw_model_new(NULL);
    jw_attribute founded = { "founded", "成立日期", NULL, JW_DATE, true, false },
                 other = attribute("founded", JW_STRING);
    int at = jw_model_declare(m, &founded);
    g_assert_cmpint(at, ==, JW_BUILTIN_ATTRIBUTES);
    g_assert_cmpint(jw_model_find_attribute(m, "founded"), ==, at);
    const jw_attribute *a = jw_model_attribute(m, (size_t)at);
    g_assert_true(a->is_private && a->is_declared && a->type == JW_DATE);
    g_assert_cmpstr(a->zh, ==, "成立日期");
    g_assert_cmpstr(a->en, ==, "founded");
    g_assert_true(jw_model_attribute_is_on(m, at, JW_ON_UNITS) &&
                  jw_model_attribute_is_on(m, at, JW_ON_LINKS));
    g_assert_cmpint(jw_model_declare(m, &founded), ==, at);
    g_assert_cmpint(jw_model_declare(m, &other), ==, -1);
    g_assert_cmpint(jw_model_find_attribute(m, "nothing"), ==, -1);
    /* A built-in one that is declared may stand where it could not, under the model's words. */
    jw_attribute note = { "note", "说明", NULL, JW_STRING, false, false };
    g_assert_false(jw_model_attribute_is_on(m, JW_NOTE_TEXT, JW_ON_UNITS));
    g_assert_cmpint(jw_model_declare(m, &note), ==, JW_NOTE_TEXT);
    g_assert_true(jw_model_attribute_is_on(m, JW_NOTE_TEXT, JW_ON_UNITS));
    g_assert_cmpstr(jw_model_attribute(m, JW_NOTE_TEXT)->zh, ==, "说明");
    g_assert_cmpstr(jw_model_attribute(m, JW_NOTE_TEXT)->en, ==, "note");
    jw_model_free(m);
}

/* ---- Values ---- */

static void test_values(void)
{
    jw_model *m = jw_model_new(NULL);
    uint32_t u = unit(m, "a", NULL), v = unit(m, "b", NULL);
    g_assert_null(jw_unit_text(m, u, JW_STREET));
    g_assert_true(isnan(jw_unit_number(m, u, JW_MEMBERS)));
    g_assert_cmpint(jw_unit_flag(m, u, JW_REPORTED), ==, -1);
    g_assert_cmpint(jw_model_set_text(m, false, u, JW_STREET, "观湖"), ==, JW_VALUE_GOOD);
    g_assert_cmpint(jw_model_set_number(m, false, u, JW_MEMBERS, 3), ==, JW_VALUE_GOOD);
    g_assert_cmpint(jw_model_set_flag(m, false, u, JW_REPORTED, 0), ==, JW_VALUE_GOOD);
    g_assert_cmpstr(jw_unit_text(m, u, JW_STREET), ==, "观湖");
    g_assert_true(jw_unit_number(m, u, JW_MEMBERS) == 3);
    g_assert_cmpint(jw_unit_flag(m, u, JW_REPORTED), ==, 0);
    /* asked as another type, or of another unit: absent */
    g_assert_null(jw_unit_text(m, u, JW_MEMBERS));
    g_assert_true(isnan(jw_unit_number(m, u, JW_STREET)));
    g_assert_cmpint(jw_unit_flag(m, u, JW_STREET), ==, -1);
    g_assert_null(jw_unit_text(m, v, JW_STREET));
    g_assert_null(jw_unit_text(m, u, -1));
    /* deleted */
    jw_model_set_text(m, false, u, JW_STREET, NULL);
    jw_model_set_number(m, false, u, JW_MEMBERS, NAN);
    jw_model_set_flag(m, false, u, JW_REPORTED, -1);
    g_assert_null(jw_unit_text(m, u, JW_STREET));
    g_assert_true(isnan(jw_unit_number(m, u, JW_MEMBERS)));
    g_assert_cmpint(jw_unit_flag(m, u, JW_REPORTED), ==, -1);
    g_assert_true(jw_unit_count(m, u) == 1);
    jw_model_free(m);
}

static void test_faults(void)
{
    static const struct {
        jw_builtin attribute;
        const char *text;
        jw_value_fault fault;
    } texts[] = {
        { JW_ORGANIZATION, "branch", JW_VALUE_GOOD },
        { JW_ORGANIZATION, "none", JW_VALUE_GOOD },
        { JW_ORGANIZATION, "committee", JW_VALUE_GOOD },
        { JW_ORGANIZATION, "", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "commit", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "ranch", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "|", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "|committee", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "|committee|", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "none|", JW_VALUE_NOT_ALLOWED },
        { JW_ORGANIZATION, "branch|joint", JW_VALUE_NOT_ALLOWED },
        { JW_RATING, "5A", JW_VALUE_GOOD },
        { JW_RATING, "A", JW_VALUE_NOT_ALLOWED },
        { JW_RATING, "6A", JW_VALUE_NOT_ALLOWED },
        { JW_STREET, "", JW_VALUE_GOOD },
        { JW_STREET, "|", JW_VALUE_GOOD },
    };
    static const struct {
        jw_builtin attribute;
        double value;
        jw_value_fault fault;
    } numbers[] = {
        { JW_MEMBERS, 0, JW_VALUE_GOOD },
        { JW_MEMBERS, -1, JW_VALUE_OUT_OF_RANGE },
        { JW_MEMBERS, 1.5, JW_VALUE_NOT_INTEGER },
        { JW_MEMBERS, 1e300, JW_VALUE_NOT_INTEGER },
        { JW_MEMBERS, 9007199254740992.0, JW_VALUE_GOOD },
        { JW_MEMBERS, INFINITY, JW_VALUE_NOT_NUMBER },
        { JW_COUNT, 0, JW_VALUE_OUT_OF_RANGE },
        { JW_COUNT, 5e-324, JW_VALUE_GOOD },
        { JW_COUNT, -1, JW_VALUE_OUT_OF_RANGE },
        { JW_LON, -180, JW_VALUE_GOOD },
        { JW_CAPACITY, 0, JW_VALUE_GOOD },
        { JW_LAT, -INFINITY, JW_VALUE_NOT_NUMBER },
    };
    jw_model *m = jw_model_new(NULL);
    uint32_t u = unit(m, "a", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        jw_model_set_text(m, false, u, texts[i].attribute, NULL);
        g_assert_cmpint(jw_value_check_text(m, texts[i].attribute, texts[i].text), ==, texts[i].fault);
        g_assert_cmpint(jw_model_set_text(m, false, u, texts[i].attribute, texts[i].text), ==,
                        texts[i].fault);
        g_assert_cmpstr(jw_unit_text(m, u, texts[i].attribute), ==,
                        texts[i].fault == JW_VALUE_GOOD ? texts[i].text : NULL);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        jw_model_set_number(m, false, u, numbers[i].attribute, NAN);
        g_assert_cmpint(jw_value_check_number(m, numbers[i].attribute, numbers[i].value), ==,
                        numbers[i].fault);
        g_assert_cmpint(jw_model_set_number(m, false, u, numbers[i].attribute, numbers[i].value), ==,
                        numbers[i].fault);
        double now = jw_unit_number(m, u, numbers[i].attribute);
        g_assert_true(numbers[i].fault == JW_VALUE_GOOD ? now == numbers[i].value : isnan(now));
    }
    jw_model_set_number(m, false, u, JW_MEMBERS, -0.0);
    g_assert_false(signbit(jw_unit_number(m, u, JW_MEMBERS)));
    g_autofree char *words = jw_value_expected(m, JW_RATING), *least = jw_value_expected(m, JW_MEMBERS),
                    *above = jw_value_expected(m, JW_COUNT);
    g_assert_cmpstr(words, ==, "1A|2A|3A|4A|5A");
    g_assert_cmpstr(least, ==, "≥ 0");
    g_assert_cmpstr(above, ==, "> 0");
    g_assert_null(jw_value_expected(m, JW_STREET));
    g_assert_null(jw_value_fault_code(JW_VALUE_GOOD));
    g_assert_cmpstr(jw_value_fault_code(JW_VALUE_NOT_ALLOWED), ==, "bad-value");
    jw_model_free(m);
}

static void test_dates(void)
{
    jw_model *m = jw_model_new(NULL);
    uint32_t a = unit(m, "a", NULL), b = unit(m, "b", NULL);
    jw_model_add_link(m, jw_model_link_kind_named(m, "pairs"), a, b, (jw_spot){ 0 });
    g_assert_cmpint(jw_model_set_text(m, true, 0, JW_SINCE, "2022年7月7日"), ==, JW_VALUE_GOOD);
    g_assert_cmpstr(jw_link_text(m, 0, JW_SINCE), ==, "2022-07-07");
    g_assert_cmpint(jw_model_set_text(m, true, 0, JW_SINCE, "2022-02-30"), ==, JW_VALUE_NOT_DATE);
    g_assert_cmpstr(jw_link_text(m, 0, JW_SINCE), ==, "2022-07-07");
    jw_model_free(m);
}

/* ---- Places ---- */

static void test_places(void)
{
    jw_model *m = jw_model_new(NULL);
    char file[] = "a.json";
    jw_spot spot = jw_model_spot(m, (jw_place){ file, 3, 4 }),
            none = jw_model_spot(m, (jw_place){ NULL, 5, 6 });
    file[0] = 'b';
    jw_spot other = jw_model_spot(m, (jw_place){ file, 1, 1 }),
            again = jw_model_spot(m, (jw_place){ "a.json", 7, 8 });
    g_assert_cmpuint(spot.file, ==, again.file);
    g_assert_cmpuint(spot.file, !=, other.file);
    jw_place place = jw_model_place(m, spot);
    g_assert_cmpstr(place.file, ==, "a.json");
    g_assert_cmpuint(place.line, ==, 3);
    g_assert_cmpuint(place.column, ==, 4);
    g_assert_null(jw_model_place(m, none).file);
    g_assert_cmpuint(jw_model_place(m, none).line, ==, 5);
    /* a place follows its unit through the sorting */
    jw_model_add_unit(m, "z", NULL, 0, true, spot);
    jw_model_add_unit(m, "y", NULL, 0, true, other);
    jw_model_finish(m, NULL);
    g_assert_cmpstr(jw_unit_place(m, jw_model_find(m, "z")).file, ==, "a.json");
    g_assert_cmpstr(jw_unit_place(m, jw_model_find(m, "y")).file, ==, "b.json");
    jw_model_free(m);
}

/* ---- Limits ---- */

static void test_limits(void)
{
    jw_limits limits = jw_limits_default();
    limits.units = 3;
    limits.links = 2;
    limits.kinds = 20;
    limits.attributes = 2;
    jw_model *m = jw_model_new(&limits);
    for (int i = 0; i < 3; i++) {
        char id[] = { (char)('a' + i), 0 };
        g_assert_cmpuint(unit(m, id, NULL), ==, i);
    }
    g_assert_cmpuint(unit(m, "a", NULL), ==, JW_NO_UNIT);
    g_assert_cmpuint(jw_model_find(m, "a"), ==, 0);
    g_assert_cmpuint(unit(m, "d", NULL), ==, JW_NO_UNIT);
    g_assert_cmpuint(jw_model_find(m, "d"), ==, JW_NO_UNIT);
    g_assert_cmpuint(jw_model_unit_count(m), ==, 3);
    g_assert_true(jw_model_add_link(m, 0, 0, 1, (jw_spot){ 0 }));
    g_assert_true(jw_model_add_link(m, 0, 1, 2, (jw_spot){ 0 }));
    g_assert_false(jw_model_add_link(m, 0, 0, 2, (jw_spot){ 0 }));
    g_assert_cmpuint(jw_model_link_count(m), ==, 2);
    g_assert_cmpint(jw_model_set_unit_kind(m, &(jw_unit_kind){ .name = "x1" }), ==, 18);
    g_assert_cmpint(jw_model_set_unit_kind(m, &(jw_unit_kind){ .name = "x2" }), ==, 19);
    g_assert_cmpint(jw_model_set_unit_kind(m, &(jw_unit_kind){ .name = "x3" }), ==, -1);
    g_assert_cmpint(jw_model_set_unit_kind(m, &(jw_unit_kind){ .name = "x1", .rank = 1 }), ==, 18);
    jw_attribute x = attribute("x", JW_NUMBER), y = attribute("y", JW_NUMBER), z = attribute("z", JW_NUMBER);
    g_assert_cmpint(jw_model_declare(m, &x), >, 0); /* the limit is on declared ones */
    g_assert_cmpint(jw_model_declare(m, &y), >, 0);
    g_assert_cmpint(jw_model_declare(m, &z), ==, -1);
    jw_model_finish(m, NULL);
    jw_model_free(m);
}

static void test_empty(void)
{
    jw_model *m = jw_model_new(NULL);
    jw_model_drop_units(m, NULL);
    jw_model_finish(m, NULL);
    const uint32_t *roots;
    g_assert_cmpuint(jw_model_roots(m, &roots), ==, 0);
    g_assert_cmpuint(jw_model_find(m, "a"), ==, JW_NO_UNIT);
    g_assert_true(jw_model_attach(m, NULL));
    g_assert_null(jw_model_name(m));
    jw_model_free(m);
    jw_model_free(NULL);
}

/* More rows than a table first has room for, with values before and after it grows. */
static void test_growth(void)
{
    jw_model *m = jw_model_new(NULL);
    for (uint32_t i = 0; i < 5000; i++) {
        char id[16];
        g_snprintf(id, sizeof id, "%u", 9999 - i);
        uint32_t u = unit(m, id, NULL);
        if (i % 7 == 0) jw_model_set_number(m, false, u, JW_MEMBERS, 9999 - i);
    }
    jw_model_finish(m, NULL);
    for (uint32_t u = 0; u < 5000; u++) {
        double number = g_ascii_strtod(jw_unit_id(m, u), NULL), members = jw_unit_number(m, u, JW_MEMBERS);
        g_assert_true((uint32_t)(9999 - number) % 7 == 0 ? members == number : isnan(members));
    }
    jw_model_free(m);
}

/* Units of registers have no turn, whether they come before those of a JSON file or behind them; nor do they
 * in a copy, or once others are dropped. */
static void assert_turns(const jw_model *m, const char *const *ids, const uint32_t *turns)
{
    for (size_t i = 0; ids[i]; i++) g_assert_cmpuint(jw_unit_turn(m, jw_model_find(m, ids[i])), ==, turns[i]);
}

static void test_turns(void)
{
    static const char *const ids[] = { "r1", "r2", "j1", "j0", "r0", NULL };
    static const uint32_t turns[] = { UINT32_MAX, UINT32_MAX, 0, 1, UINT32_MAX };
    jw_model *m = jw_model_new(NULL);
    for (size_t i = 0; ids[i]; i++) {
        jw_model_add_unit(m, ids[i], NULL, 0, *ids[i] == 'j', (jw_spot){ 0 });
        if (i < 2) assert_turns(m, (const char *const[]){ ids[i], NULL }, turns);
    }
    assert_turns(m, ids, turns);
    jw_model_finish(m, NULL);
    assert_turns(m, ids, turns);
    jw_model *copy = jw_model_copy(m);
    assert_turns(copy, ids, turns);
    jw_model_free(copy);
    bool drop[5] = { [0] = true }; /* j0 */
    jw_model_drop_units(m, drop);
    assert_turns(m, (const char *const[]){ "j1", "r0", NULL }, (const uint32_t[]){ 0, UINT32_MAX });
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/build/any-order", test_any_order);
    g_test_add_func("/build/runs", test_runs);
    g_test_add_func("/build/indices", test_indices);
    g_test_add_func("/build/large", test_large);
    g_test_add_func("/build/again", test_again);
    g_test_add_func("/build/drop", test_drop);
    g_test_add_func("/build/resolve", test_resolve);
    g_test_add_func("/build/nearest", test_nearest);
    g_test_add_func("/build/kinds", test_kinds);
    g_test_add_func("/build/declare", test_declare);
    g_test_add_func("/build/values", test_values);
    g_test_add_func("/build/faults", test_faults);
    g_test_add_func("/build/dates", test_dates);
    g_test_add_func("/build/places", test_places);
    g_test_add_func("/build/limits", test_limits);
    g_test_add_func("/build/empty", test_empty);
    g_test_add_func("/build/growth", test_growth);
    g_test_add_func("/build/turns", test_turns);
    return g_test_run();
}
