/* Paper sizes, and that no two statuses or links look alike without colour. */
#include "draw/paper.h"
#include "draw/theme.h"
#include "model/kinds.h"
#include "renderer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void papers(void)
{
    static const struct {
        const char *name;
        double width, height;
        bool fixed;
    } rows[] = {
        { NULL, 595.28, 841.89, false },         { "A4", 595.28, 841.89, false },
        { "a3", 841.89, 1190.55, false },        { "A0", 2383.94, 3370.39, false },
        { "A5", 419.53, 595.28, false },         { "slide", 960, 540, true },
        { "300x200mm", 850.39, 566.93, true },   { "50X5000MM", 141.73, 14173.23, true },
        { "297.5x210mm", 843.31, 595.28, true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        double width, height;
        bool fixed;
        g_assert_true(jw_paper_size(rows[i].name, &width, &height, &fixed, NULL));
        g_assert_cmpfloat_with_epsilon(width, rows[i].width, 0.01);
        g_assert_cmpfloat_with_epsilon(height, rows[i].height, 0.01);
        g_assert_cmpint(fixed, ==, rows[i].fixed);
    }
}

static void unknown_papers(void)
{
    static const char *const names[] = { "",           "A6",         "A44",        "x",         "mm",
                                         "xmm",        "300x200",    "300x",       "x200mm",    "49x200mm",
                                         "300x5001mm", "-300x200mm", "3e2x200mm ", "nanxnanmm", "infx200mm" };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        double width, height;
        bool fixed;
        jw_diags *diags = jw_diags_new();
        g_assert_false(jw_paper_size(names[i], &width, &height, &fixed, diags));
        g_assert_cmpstr(only_finding(diags, "unknown-paper")->found, ==, names[i]);
        jw_diags_free(diags);
    }
}

/* How bright a colour prints, 0..1. */
static double grey(const char *colour)
{
    long rgb = strtol(colour + 1, NULL, 16);
    return (0.299 * (double)(rgb >> 16 & 255) + 0.587 * (double)(rgb >> 8 & 255) +
            0.114 * (double)(rgb & 255)) /
           255;
}

static void statuses_differ_without_colour(void)
{
    const jw_theme *theme = jw_theme_find(NULL, NULL);
    for (int a = 0; a < JW_STATUSES; a++) {
        const jw_status_look *x = jw_theme_status(theme, (jw_status)a);
        g_assert_cmpfloat(grey(x->look.box.fill) - grey(x->look.text), >, 0.45); /* the name can be read */
        for (int b = 0; b < a; b++) g_assert_cmpint(x->mark, !=, jw_theme_status(theme, (jw_status)b)->mark);
    }
}

/* Relative luminance and contrast, WCAG 2.1. */
static double linear(long channel)
{
    double c = (double)channel / 255;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(const char *colour)
{
    long rgb = strtol(colour + 1, NULL, 16);
    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
}

static double contrast(const char *a, const char *b)
{
    double x = luminance(a), y = luminance(b);
    return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}

static const char *const theme_names[] = { "brief", "mono", "screen" };

static void check_look(jw_look look, const char *paper)
{
    g_assert_cmpfloat(contrast(look.box.fill ? look.box.fill : paper, look.text), >=, 4.5);
}

/* AA for all text of all themes. */
static void heads_can_be_read(void)
{
    for (size_t t = 0; t < G_N_ELEMENTS(theme_names); t++) {
        const jw_theme *theme = jw_theme_find(theme_names[t], NULL);
        const char *paper = jw_theme_paper(theme);
        for (size_t i = 0; i < jw_builtin_unit_kinds_size; i++) {
            check_look(jw_theme_head(theme, &jw_builtin_unit_kinds[i]), paper);
            check_look(jw_theme_leaf(theme, &jw_builtin_unit_kinds[i]), paper);
        }
        for (int status = 0; status < JW_STATUSES; status++)
            check_look(jw_theme_status(theme, (jw_status)status)->look, paper);
        check_look(*jw_theme_group(theme), paper);
        check_look(*jw_theme_loose(theme), paper);
        check_look(*jw_theme_tag(theme), paper);
        g_assert_cmpfloat(contrast(jw_theme_ink(theme), paper), >=, 4.5);
        g_assert_cmpfloat(contrast(jw_theme_quiet(theme), paper), >=, 4.5);
        for (size_t i = 0; i < 12; i++) /* words are written in these too */
            g_assert_cmpfloat(contrast(jw_theme_series(theme, i).colour, paper), >=, 4.5);
        for (size_t i = 0; i < jw_builtin_link_kinds_size; i++) /* graphics: 3 to 1 */
            g_assert_cmpfloat(contrast(jw_theme_link(theme, &jw_builtin_link_kinds[i]).colour, paper), >=, 3);
    }
}

/* What is only tinted stands in a list as in the legend; what is told apart by dashes stays so. */
static void lists_show_what_heads_do(void)
{
    static const char *const tinted[] = { "general-branch", "branch", "joint-branch", "partner", "pool" };
    for (size_t t = 0; t < G_N_ELEMENTS(theme_names); t++) {
        const jw_theme *theme = jw_theme_find(theme_names[t], NULL);
        for (size_t i = 0; i < jw_builtin_unit_kinds_size; i++) {
            const jw_unit_kind *kind = &jw_builtin_unit_kinds[i];
            jw_look head = jw_theme_head(theme, kind), leaf = jw_theme_leaf(theme, kind);
            g_assert_true(head.box.dash == leaf.box.dash);
            for (size_t k = 0; k < G_N_ELEMENTS(tinted); k++)
                if (strcmp(kind->name, tinted[k]) == 0) g_assert_cmpstr(head.box.fill, ==, leaf.box.fill);
            if (strcmp(kind->name, "block") == 0) g_assert_cmpstr(leaf.box.fill, ==, jw_theme_paper(theme));
        }
    }
}

/* Lightness as the eye sees it, 0..100 (CIE L*). */
static double lightness(const char *colour)
{
    double y = luminance(colour);
    return y <= 0.008856 ? 903.3 * y : 116 * cbrt(y) - 16;
}

/* Shades of a scale go one way, in steps that are seen without colour; numbers on them can be read. */
static void shades_stay_apart(void)
{
    for (size_t t = 0; t < G_N_ELEMENTS(theme_names); t++) {
        const jw_theme *theme = jw_theme_find(theme_names[t], NULL);
        const char *paper = jw_theme_paper(theme);
        double way = lightness(paper) > 50 ? -1 : 1;
        for (int i = 0; i < JW_SHADES; i++) {
            const jw_look *look = jw_theme_shade(theme, (i + 0.5) / JW_SHADES);
            check_look(*look, paper);
            if (i == 0) continue;
            const jw_look *last = jw_theme_shade(theme, (i - 0.5) / JW_SHADES);
            g_assert_cmpfloat(way * (lightness(look->box.fill) - lightness(last->box.fill)), >=, 6);
        }
        g_assert_true(jw_theme_shade(theme, 1) == jw_theme_shade(theme, 0.99));
        g_assert_true(jw_theme_shade(theme, NAN) == jw_theme_shade(theme, 0));
    }
}

/* A model's own colours: whatever they are, the text over them can be read. */
static void own_colours_can_be_read(void)
{
    static const char *const colours[] = { "#000000", "#ffffff", "#ffff00", "#123456", "#808080" };
    const jw_theme *theme = jw_theme_find(NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(colours); i++) {
        jw_unit_kind own = { .name = "own", .colour = colours[i] };
        jw_look head = jw_theme_head(theme, &own);
        g_assert_cmpstr(head.box.fill, ==, colours[i]);
        g_assert_cmpfloat(ABS(grey(head.box.fill) - grey(head.text)), >, 0.35);
    }
}

/* Links of the tree differ by pattern or by clearly different width. */
static void tree_links_differ_without_colour(void)
{
    const jw_theme *theme = jw_theme_find(NULL, NULL);
    for (size_t i = 0; i < jw_builtin_link_kinds_size; i++) {
        const jw_link_kind *a = &jw_builtin_link_kinds[i];
        for (size_t k = 0; k < i && jw_theme_makes_trees(a); k++) {
            jw_line_style x = jw_theme_link(theme, a), y = jw_theme_link(theme, &jw_builtin_link_kinds[k]);
            if (!jw_theme_makes_trees(&jw_builtin_link_kinds[k])) continue;
            g_assert_true(x.dash != y.dash || x.line >= 1.6 * y.line || y.line >= 1.6 * x.line);
        }
    }
}

/* A page as DOT: places turned upside down, three units a point, names quoted, the commonest look said once.
 */
static void page_as_dot(void)
{
    jw_page *page = jw_page_new(100, 200);
    int box = jw_page_add_box(page, (jw_rect){ 10, 20, 30, 40 },
                              &(jw_box_style){ "#ffffff", "#000000", 1, JW_DASHED, true }, "u7");
    jw_page_add_text(page, (jw_rect){ 10, 20, 30, 40 }, &(jw_text_style){ 9, true, "#b5121b", JW_CENTRE },
                     "a\"b");
    jw_page_add_box(page, (jw_rect){ 0, 0, 10, 10 }, &(jw_box_style){ NULL, "#abcdef", 2, JW_SOLID, false },
                    NULL);
    jw_page_add_text(page, (jw_rect){ 0, 0, 10, 10 }, &(jw_text_style){ 5, false, NULL, JW_CENTRE }, "c");
    int named = jw_page_add_box(page, (jw_rect){ 5, 20, 40, 40 },
                                &(jw_box_style){ "#ffffff", "#000000", 1, JW_SOLID, false }, NULL);
    jw_page_add_label(page, named, (jw_rect){ 10, 20, 30, 40 },
                      &(jw_text_style){ 9, true, "#b5121b", JW_LEFT }, "d", 20);
    jw_point points[] = { { 0, 0 }, { 50, 0 }, { 50, 60 } };
    jw_page_add_line(page, points, 3, &(jw_line_style){ "#123456", 0.5, JW_DOTTED, false }, box, JW_NO_BOX);
    GString *dot = jw_page_dot(page, "F");
    static const char *const parts[] = {
        "fillcolor=\"#ffffff\" color=\"#000000\" penwidth=3.00 fontsize=27.00 fontcolor=\"#b5121b\"]",
        "b0 [style=\"dashed,filled,rounded\" id=\"u7\" pos=\"75.00,480.00\" width=1.25000 height=1.66667]",
        "b1 [style=\"solid\" color=\"#abcdef\" penwidth=6.00 pos=\"15.00,585.00\"",
        "label=\"a\\\"b\" fontname=\"F Bold\" pos=\"75.00,477.84\"",
        "b2 [style=\"solid,filled\" xlabel=\"d\\l\" fontname=\"F Bold\" xlp=\"60.00,477.84\" pos=",
        "label=\"c\" fontsize=15.00 fontcolor=\"black\" pos=",
        "b0 -> frame [pos=\"0.00,600.00 0.00,600.00 150.00,600.00 150.00,600.00 150.00,600.00 150.00,420.00 "
        "150.00,420.00\" "
        "style=\"dotted\" color=\"#123456\" penwidth=1.50]",
        "frame [style=invis pos=\"150.00,300.00\" width=4.16667 height=8.33333]",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_test_message("%s", dot->str);
        g_assert_nonnull(strstr(dot->str, parts[i]));
    }
    g_string_free(dot, TRUE);
    jw_page_free(page);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/paper/known", papers);
    g_test_add_func("/draw/paper/unknown", unknown_papers);
    g_test_add_func("/draw/theme/statuses", statuses_differ_without_colour);
    g_test_add_func("/draw/theme/heads", heads_can_be_read);
    g_test_add_func("/draw/theme/lists", lists_show_what_heads_do);
    g_test_add_func("/draw/theme/shades", shades_stay_apart);
    g_test_add_func("/draw/looks/own-colours", own_colours_can_be_read);
    g_test_add_func("/draw/theme/links", tree_links_differ_without_colour);
    g_test_add_func("/draw/page/dot", page_as_dot);
    return g_test_run();
}
