/* Colours as people see them who do not see all of them: what can stand side by side on a chart stays apart
 * for protanopes, deuteranopes and tritanopes too, and text can be read on all of it. */
#include "draw/theme.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

/* Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
static const double sights[][3][3] = {
    { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } },
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } },
    { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } },
};

typedef struct {
    double of[3];
} triple;

static triple linear_of(const char *colour)
{
    long rgb = strtol(colour + 1, NULL, 16);
    triple out;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        out.of[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
}

static triple times(const double matrix[3][3], triple v, bool clamped)
{
    triple out;
    for (int i = 0; i < 3; i++) {
        out.of[i] = matrix[i][0] * v.of[0] + matrix[i][1] * v.of[1] + matrix[i][2] * v.of[2];
        if (clamped) out.of[i] = CLAMP(out.of[i], 0, 1);
    }
    return out;
}

static double bent(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIE Lab, D65. */
static triple lab_of(triple linear)
{
    static const double to_xyz[3][3] = { { 0.4124, 0.3576, 0.1805 },
                                         { 0.2126, 0.7152, 0.0722 },
                                         { 0.0193, 0.1192, 0.9505 } };
    triple xyz = times(to_xyz, linear, false);
    double x = bent(xyz.of[0] / 0.95047), y = bent(xyz.of[1]), z = bent(xyz.of[2] / 1.08883);
    return (triple){ { 116 * y - 16, 500 * (x - y), 200 * (y - z) } };
}

/* ΔE*ab (CIE 1976) to the eye that tells the two apart least. */
static double distance(const char *a, const char *b)
{
    double least = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(sights); i++) {
        triple x = lab_of(times(sights[i], linear_of(a), true)),
               y = lab_of(times(sights[i], linear_of(b), true));
        least = MIN(least,
                    sqrt(pow(x.of[0] - y.of[0], 2) + pow(x.of[1] - y.of[1], 2) + pow(x.of[2] - y.of[2], 2)));
    }
    return least;
}

static double contrast(const char *a, const char *b)
{
    static const double weight[3] = { 0.2126, 0.7152, 0.0722 };
    double y[2] = { 0, 0 };
    triple both[] = { linear_of(a), linear_of(b) };
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 3; i++) y[k] += weight[i] * both[k].of[i];
    return (MAX(y[0], y[1]) + 0.05) / (MIN(y[0], y[1]) + 0.05);
}

/* Known values: black to white is 100 whatever the eye; red and green, told apart by more than 100 units,
 * come close for a deuteranope. */
static void distances_are_right(void)
{
    g_assert_cmpfloat_with_epsilon(distance("#000000", "#ffffff"), 100, 0.1);
    g_assert_cmpfloat_with_epsilon(distance("#777777", "#777777"), 0, 1e-9);
    triple red = lab_of(linear_of("#c8281e")), green = lab_of(linear_of("#3c7d1e"));
    g_assert_cmpfloat(fabs(red.of[1] - green.of[1]), >, 80);
    g_assert_cmpfloat(distance("#c8281e", "#3c7d1e"), <, 15);
}

#define FILLS 10.0
#define OUTLINES 14.0

static void far_apart(const char *theme, const char *a, const char *b, double least)
{
    if (distance(a, b) < least) g_error("%s: %s and %s are %.1f apart", theme, a, b, distance(a, b));
}

static void colours_stay_apart(void)
{
    static const char *const names[] = { "brief", "screen" };
    for (size_t t = 0; t < G_N_ELEMENTS(names); t++) {
        const jw_theme *theme = jw_theme_find(names[t], NULL);
        for (int a = 0; a < JW_STATUSES; a++)
            for (int b = 0; b < a; b++) {
                const jw_look *x = &jw_theme_status(theme, (jw_status)a)->look;
                const jw_look *y = &jw_theme_status(theme, (jw_status)b)->look;
                far_apart(names[t], x->box.fill, y->box.fill, FILLS);
                far_apart(names[t], x->box.stroke, y->box.stroke, OUTLINES);
            }
        for (int a = 0; a < JW_CATEGORIES; a++)
            for (int b = 0; b < a; b++)
                far_apart(names[t], jw_theme_category(theme, a)->look.box.fill,
                          jw_theme_category(theme, b)->look.box.fill, 15);
        for (int a = 1; a < JW_SCALE; a++)
            far_apart(names[t], jw_theme_step(theme, a)->look.box.fill,
                      jw_theme_step(theme, a - 1)->look.box.fill, FILLS);
    }
}

/* A fill of another grey, another outline, or another mark. */
static bool differ_in_print(const jw_status_look *a, const jw_status_look *b)
{
    return distance(a->look.box.fill, b->look.box.fill) >= FILLS || a->mark != b->mark;
}

static void print_stays_apart(void)
{
    const jw_theme *theme = jw_theme_find("mono", NULL);
    for (int a = 0; a < JW_CATEGORIES; a++)
        for (int b = 0; b < a; b++) {
            const jw_status_look *x = jw_theme_category(theme, a), *y = jw_theme_category(theme, b);
            bool outlines = x->look.box.dash != y->look.box.dash;
            g_assert_true(distance(x->look.box.fill, y->look.box.fill) >= FILLS || outlines);
            g_assert_cmpint(x->mark, !=, y->mark);
        }
    for (int a = 0; a < JW_STATUSES; a++)
        for (int b = 0; b < a; b++)
            g_assert_true(
                differ_in_print(jw_theme_status(theme, (jw_status)a), jw_theme_status(theme, (jw_status)b)));
    for (int a = 1; a < JW_SCALE; a++)
        far_apart("mono", jw_theme_step(theme, a)->look.box.fill, jw_theme_step(theme, a - 1)->look.box.fill,
                  FILLS);
}

/* Every mark is another, and names can be read (WCAG AA). */
static void classes_can_be_read(void)
{
    static const char *const names[] = { "brief", "mono", "screen" };
    for (size_t t = 0; t < G_N_ELEMENTS(names); t++) {
        const jw_theme *theme = jw_theme_find(names[t], NULL);
        const jw_status_look *all[JW_CATEGORIES + JW_SCALE + 1];
        size_t n = 0;
        for (int i = 0; i < JW_CATEGORIES; i++) all[n++] = jw_theme_category(theme, i);
        for (int i = 0; i < JW_SCALE; i++) all[n++] = jw_theme_step(theme, i);
        all[n++] = jw_theme_absent(theme);
        for (size_t a = 0; a < n; a++) {
            g_assert_cmpfloat(contrast(all[a]->look.box.fill, all[a]->look.text), >=, 4.5);
            for (size_t b = 0; b < a; b++) g_assert_cmpint(all[a]->mark, !=, all[b]->mark);
        }
        jw_box_style focus = jw_theme_focus(theme, (jw_box_style){ 0 });
        g_assert_cmpfloat(contrast(focus.stroke, jw_theme_paper(theme)), >=, 3); /* of what is no text */
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/palette/distances", distances_are_right);
    g_test_add_func("/draw/palette/colours", colours_stay_apart);
    g_test_add_func("/draw/palette/print", print_stays_apart);
    g_test_add_func("/draw/palette/read", classes_can_be_read);
    return g_test_run();
}
