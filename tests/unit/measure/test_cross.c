/* Coverage by two attributes, beside counting by hand on random models, and the groups of jw_coverage_by. */
#include "jingwei/cross.h"
#include "measure/coverage.h"
#include "random_model.h"

enum { ROUNDS = 400 };

static bool same_value(const char *a, const char *b)
{
    return g_strcmp0(a, b) == 0;
}

/* The line of a unit, by going through all of them. */
static int line_by_hand(const jw_cross *x, bool row, const char *value)
{
    int found = -1;
    size_t n = row ? jw_cross_rows(x) : jw_cross_columns(x);
    for (size_t i = 0; i < n; i++) {
        const jw_cross_line *line = row ? jw_cross_row(x, i) : jw_cross_column(x, i);
        if (!same_value(line->value, value)) continue;
        g_assert_cmpint(found, ==, -1); /* no value twice */
        found = (int)i;
    }
    return found;
}

static bool is_even(void *context, uint32_t unit)
{
    (void)context;
    return unit % 2 == 0;
}

typedef struct {
    double all, known, status[JW_STATUSES];
} count;

static void check_tally(const jw_tally *t, const count *c)
{
    g_assert_cmpfloat(t ? t->all : 0, ==, c->all);
    g_assert_cmpfloat(t ? t->known : 0, ==, c->known);
    for (int s = 0; s < JW_STATUSES; s++) g_assert_cmpfloat(t ? t->status[s] : 0, ==, c->status[s]);
}

/* Every cell, line and the total, counted unit by unit. */
static void check_counts(const jw_cross *x, const jw_coverage *c, const int by[2],
                         bool (*take)(void *, uint32_t))
{
    size_t rows = jw_cross_rows(x), columns = jw_cross_columns(x);
    g_autofree count *cells = g_new0(count, (rows + 1) * (columns + 1));
    for (uint32_t u = 0; u < jw_model_unit_count(c->m); u++) {
        jw_status status = jw_coverage_status(c, u);
        if (status == JW_NOT_COUNTED || (take && !take(NULL, u))) continue;
        char buffer[JW_NUMBER_SIZE];
        int row = line_by_hand(x, true, jw_group_value(c->m, u, by[0], buffer));
        int column = line_by_hand(x, false, jw_group_value(c->m, u, by[1], buffer));
        g_assert_cmpint(row, >=, 0);
        g_assert_cmpint(column, >=, 0);
        const size_t at[] = { (size_t)row * (columns + 1) + (size_t)column,
                              (size_t)row * (columns + 1) + columns, rows * (columns + 1) + (size_t)column,
                              rows * (columns + 1) + columns };
        for (int i = 0; i < 4; i++) {
            cells[at[i]].all += jw_unit_count(c->m, u);
            cells[at[i]].known += status == JW_UNKNOWN ? 0 : jw_unit_count(c->m, u);
            cells[at[i]].status[status] += jw_unit_count(c->m, u);
        }
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < columns; column++)
            check_tally(jw_cross_cell(x, row, column), &cells[row * (columns + 1) + column]);
        check_tally(&jw_cross_row(x, row)->tally, &cells[row * (columns + 1) + columns]);
    }
    for (size_t column = 0; column < columns; column++)
        check_tally(&jw_cross_column(x, column)->tally, &cells[rows * (columns + 1) + column]);
    check_tally(jw_cross_total(x), &cells[rows * (columns + 1) + columns]);
}

/* The same numbers as the groups that `cover --by a*b` prints. */
static void check_groups(const jw_cross *x, const jw_coverage *c, const int by[2],
                         bool (*take)(void *, uint32_t))
{
    jw_groups *groups = jw_coverage_by(c, by, 2, take, NULL);
    size_t cells = 0;
    for (size_t i = 0; i < jw_groups_size(groups); i++) {
        const jw_group *group = jw_groups_get(groups, i);
        const jw_tally *t = jw_cross_cell(x, (size_t)line_by_hand(x, true, group->values[0]),
                                          (size_t)line_by_hand(x, false, group->values[1]));
        g_assert_nonnull(t);
        g_assert_cmpmem(t, sizeof *t, &group->tally, sizeof group->tally);
    }
    for (size_t row = 0; row < jw_cross_rows(x); row++)
        for (size_t column = 0; column < jw_cross_columns(x); column++)
            cells += jw_cross_cell(x, row, column) != NULL;
    g_assert_cmpuint(cells, ==, jw_groups_size(groups));
    jw_groups_free(groups);
}

/* Whom the unit of a line leads, by all links. */
static void check_led(const jw_cross *x, const jw_coverage *c, int attribute, bool (*take)(void *, uint32_t))
{
    for (size_t i = 0; i < jw_cross_rows(x); i++) {
        const jw_cross_line *line = jw_cross_row(x, i);
        double led = 0;
        for (uint32_t u = 0; u < jw_model_unit_count(c->m) && line->unit != JW_NO_UNIT; u++) {
            char buffer[JW_NUMBER_SIZE];
            bool found = false;
            if (jw_coverage_status(c, u) == JW_NOT_COUNTED || (take && !take(NULL, u)) ||
                !same_value(jw_group_value(c->m, u, attribute, buffer), line->value))
                continue;
            for (size_t l = 0; l < jw_model_link_count(c->m); l++) {
                jw_link link = jw_model_link(c->m, l);
                found = found || (link.from == line->unit && link.to == u &&
                                  jw_link_kind_of(c->m, l)->role == JW_ROLE_AUTHORITY);
            }
            led += found ? jw_unit_count(c->m, u) : 0;
        }
        g_assert_cmpfloat(line->leads, ==, led);
        g_assert_true(line->value || i + 1 == jw_cross_rows(x));
    }
}

static void counts_are_right(void)
{
    static const int attributes[] = { JW_INDUSTRY, JW_STREET,  JW_SECTOR,  JW_ORGANIZATION,
                                      JW_MEMBERS,  JW_BY_KIND, JW_REPORTED };
    for (guint32 seed = 0; seed < ROUNDS; seed++) {
        jw_model *m = random_model(seed, 60);
        jw_coverage *c = jw_cover(m, NULL);
        const int by[2] = { attributes[seed % 7], attributes[seed / 7 % 7] };
        for (int some = 0; some < 2; some++) {
            bool (*take)(void *, uint32_t) = some ? is_even : NULL;
            jw_cross *x = jw_cross_new(c, by[0], by[1], take, NULL);
            check_counts(x, c, by, take);
            check_groups(x, c, by, take);
            check_led(x, c, by[0], take);
            jw_cross_free(x);
        }
        jw_coverage_free(c);
        jw_model_free(m);
    }
}

/* --- who stands for a value */

static uint32_t unit_of(const jw_model *m, const char *value)
{
    jw_coverage *c = jw_cover(m, NULL);
    jw_cross *x = jw_cross_new(c, JW_STREET, JW_INDUSTRY, NULL, NULL);
    int line = line_by_hand(x, true, value);
    uint32_t unit = line < 0 ? JW_NO_UNIT : jw_cross_row(x, (size_t)line)->unit;
    jw_cross_free(x);
    jw_coverage_free(c);
    return unit;
}

static jw_model *three_streets(bool rule)
{
    jw_model *m = new_model();
    add_unit(m, "core", "lh");
    static const char *const units[][3] = {
        { "b1", "block", "观湖" },        { "b2", "block", "民治" },        { "b3", "block", "民治" },
        { "j1", "joint-branch", "观湖" }, { "j2", "joint-branch", "大浪" }, { "a1", "association", "观湖" },
        { "a2", "association", "民治" },  { "a3", "association", "大浪" }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        add_unit(m, units[i][1], units[i][0]);
        set_text(m, units[i][0], JW_STREET, units[i][2]);
    }
    int *by = g_new(int, 1);
    *by = JW_STREET;
    if (rule)
        jw_model_add_attach_rule(m, (jw_attach_rule){ jw_selector_parse("kind=block", "to", NULL),
                                                      by,
                                                      1,
                                                      jw_model_link_kind_named(m, "guides"),
                                                      { 0 } });
    else
        g_free(by);
    jw_model_finish(m, NULL);
    return m;
}

static void lead_alone_at_the_top(void)
{
    jw_model *m = three_streets(false);
    g_assert_cmpuint(unit_of(m, "观湖"), ==, jw_model_find(m, "b1")); /* not j1, of a lower rank */
    g_assert_cmpuint(unit_of(m, "民治"), ==, JW_NO_UNIT);             /* two blocks */
    g_assert_cmpuint(unit_of(m, "大浪"), ==, jw_model_find(m, "j2"));
    jw_model_free(m);
}

static void attach_rule_says(void)
{
    jw_model *m = three_streets(true);
    g_assert_cmpuint(unit_of(m, "民治"), ==,
                     jw_model_find(m, "b2")); /* as the rule chooses: the smallest id */
    jw_model_free(m);
}

/* A block without targets is a line nevertheless, unless only some targets are asked for. */
static void lines_without_targets(void)
{
    jw_model *m = three_streets(true);
    jw_coverage *c = jw_cover(m, NULL);
    jw_cross *all = jw_cross_new(c, JW_STREET, JW_BY_KIND, NULL, NULL);
    g_assert_cmpuint(jw_cross_rows(all), ==, 3);
    g_assert_cmpuint(jw_cross_columns(all), ==, 1);
    jw_cross *some = jw_cross_new(c, JW_STREET, JW_BY_KIND, is_even, NULL);
    g_assert_cmpuint(jw_cross_rows(some), <, 3);
    jw_cross_free(all);
    jw_cross_free(some);
    jw_coverage_free(c);
    jw_model_free(m);
}

/* --- the order of lines */

static void check_order(int attribute, const char *const *values, const char *const *expected, size_t n)
{
    jw_model *m = new_model();
    for (size_t i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("a%zu", i);
        add_unit(m, "association", id);
        if (values[i]) set_text(m, id, (jw_builtin)attribute, values[i]);
    }
    jw_model_finish(m, NULL);
    jw_coverage *c = jw_cover(m, NULL);
    jw_cross *x = jw_cross_new(c, attribute, JW_BY_KIND, NULL, NULL);
    g_assert_cmpuint(jw_cross_rows(x), ==, n);
    for (size_t i = 0; i < n; i++) g_assert_cmpstr(jw_cross_row(x, i)->value, ==, expected[i]);
    jw_cross_free(x);
    jw_coverage_free(c);
    jw_model_free(m);
}

static void lines_by_value(void)
{
    static const char *const values[] = { "10类", NULL, "2类", "甲" }, *const sorted[] = { "2类", "10类",
                                                                                           "甲", NULL };
    check_order(JW_SECTOR, values, sorted, 4);
    static const char *const forms[] = { "none", "joint", "committee", "branch" }, *const ranked[] = {
        "committee", "branch", "joint", "none"
    };
    check_order(JW_ORGANIZATION, forms, ranked, 4);
}

static void lines_by_unit(void)
{
    jw_model *m = three_streets(true);
    set_number(m, "b2", JW_ORDER, 1);
    jw_model_finish(m, NULL);
    jw_coverage *c = jw_cover(m, NULL);
    jw_cross *x = jw_cross_new(c, JW_STREET, JW_BY_KIND, NULL, NULL);
    static const char *const expected[] = { "民治", "观湖", "大浪" };
    for (size_t i = 0; i < 3; i++) g_assert_cmpstr(jw_cross_row(x, i)->value, ==, expected[i]);
    jw_cross_free(x);
    jw_coverage_free(c);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/measure/cross/counts", counts_are_right);
    g_test_add_func("/measure/cross/lead", lead_alone_at_the_top);
    g_test_add_func("/measure/cross/attach", attach_rule_says);
    g_test_add_func("/measure/cross/empty-lines", lines_without_targets);
    g_test_add_func("/measure/cross/by-value", lines_by_value);
    g_test_add_func("/measure/cross/by-unit", lines_by_unit);
    return g_test_run();
}
