#include "draw/wrap.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static void wraps(void)
{
    static const struct {
        const char *text;
        double most;
        const char *lines;
    } rows[] = {
        { "", 8, "" },
        { "深圳", 8, "深圳" },
        { "观湖街道社会组织促进会党组织", 8, "观湖街道社会组织\n促进会党组织" },
        { "文化旅游行业主管部门党组织", 8, "文化旅游行业\n主管部门党组织" },
        { "甲乙丙丁戊己庚辛壬癸", 8, "甲乙丙丁戊\n己庚辛壬癸" },
        { "甲乙丙丁、戊己庚辛", 4, "甲乙丙\n丁、戊\n己庚辛" },
        { "甲乙丙（丁戊）己庚", 4, "甲乙丙\n（丁戊）\n己庚" },
        { "Shenzhen Federation of Trade", 9, "Shenzhen\nFederation\nof Trade" },
        { "甲乙 Longword 丙丁", 5, "甲乙\nLongword\n丙丁" },
        { "aaaaaaaaaaaaaaaaaaaa", 6, "aaaaaaaaaa\naaaaaaaaaa" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *lines = jw_wrap(rows[i].text, rows[i].most);
        g_assert_cmpstr(lines, ==, rows[i].lines);
    }
}

/* On random texts: nothing is lost, no line is too wide, none begins with what may not. */
static void keeps_the_rules(void)
{
    static const char *const letters[] = { "深", "圳", "协", "会", "、", "。",  "（",
                                           "）", "a",  "b",  " ",  "-",  "组织" };
    GRand *random = g_rand_new_with_seed(7);
    for (int round = 0; round < 20000; round++) {
        GString *text = g_string_new("深");
        for (int n = g_rand_int_range(random, 0, 30); n > 0; n--)
            g_string_append(text, letters[g_rand_int_range(random, 0, G_N_ELEMENTS(letters))]);
        double most = g_rand_int_range(random, 6, 14);
        g_autofree char *wrapped = jw_wrap(text->str, most);
        char **lines = g_strsplit(wrapped, "\n", -1);
        GString *left = g_string_new(NULL), *right = g_string_new(NULL);
        bool cut = false;
        for (char **line = lines; *line; line++) {
            g_assert_cmpfloat(jw_wrap_width(*line), <=, most + 1);
            cut = cut || jw_wrap_width(*line) > most - 1.5; /* then a run without breaks may have been cut */
            if (!cut) g_assert_false(g_str_has_prefix(*line, "、") || g_str_has_prefix(*line, "。"));
            g_string_append(left, *line);
        }
        for (const char *p = text->str; *p; p++)
            if (*p != ' ') g_string_append_c(right, *p);
        g_string_replace(left, " ", "", 0);
        g_assert_cmpstr(left->str, ==, right->str);
        g_string_free(left, TRUE);
        g_string_free(right, TRUE);
        g_string_free(text, TRUE);
        g_strfreev(lines);
    }
    g_rand_free(random);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/wrap/examples", wraps);
    g_test_add_func("/draw/wrap/rules", keeps_the_rules);
    return g_test_run();
}
