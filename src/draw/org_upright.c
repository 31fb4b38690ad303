/* Vertical text (竖排): a name with one character a line. */
#include "draw/org.h"

#include "draw/dress.h"

#include <math.h>
#include <string.h>

#define PAD_X 3.5
#define PAD_Y 4.0
#define DIGITS_WIDE 1.3 /* two digits side by side, in ems */
#define WIDE 1.06

/* Longer names would be towers. */
enum { MOST_LINES = 16, MOST_DIGITS = 2 };

/* Signs that have a form of their own in vertical text, in Unicode's block FE30. */
static const struct {
    gunichar sign, upright;
} forms[] = { { 0xFF08, 0xFE35 }, { 0xFF09, 0xFE36 }, { 0x300A, 0xFE3D }, { 0x300B, 0xFE3E },
              { 0x3008, 0xFE3F }, { 0x3009, 0xFE40 }, { 0x300C, 0xFE41 }, { 0x300D, 0xFE42 },
              { 0x3010, 0xFE3B }, { 0x3011, 0xFE3C }, { 0x3001, 0xFE11 }, { 0xFF0C, 0xFE10 },
              { 0x3002, 0xFE12 }, { 0xFF1A, 0xFE13 } };

/* The form of a sign; 0 if it has none and can only lie. */
static gunichar form_of(gunichar c, bool *special)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (forms[i].sign == c) {
            *special = true;
            return forms[i].upright;
        }
    return g_unichar_iswide(c) && g_unichar_isalpha(c) ? c : 0;
}

static int digits_at(const char *p)
{
    int n = 0;
    while (g_ascii_isdigit(p[n])) n++;
    return n;
}

char *jw_upright(const char *name, bool *special)
{
    GString *out = g_string_new(NULL);
    int lines = 0;
    *special = false;
    for (const char *p = name; *p; lines++) {
        int digits = digits_at(p);
        gunichar c = digits ? 0 : form_of(g_utf8_get_char(p), special);
        if (digits > MOST_DIGITS || (!digits && c == 0) || lines == MOST_LINES) {
            g_string_free(out, TRUE);
            return NULL;
        }
        if (lines > 0) g_string_append_c(out, '\n');
        if (digits)
            g_string_append_len(out, p, digits);
        else
            g_string_append_unichar(out, c);
        p = digits ? p + digits : g_utf8_next_char(p);
    }
    return g_string_free(out, FALSE);
}

char *jw_org_upright_number(const jw_org *org, const jw_org_node *node)
{
    const jw_twig *twig = jw_tree_twig(org->chart->tree, node->twig);
    return twig->below + twig->was_below > 0 ? jw_chart_below(org->chart, twig) : NULL;
}

/* Characters are one em wide, so no name is measured. */
static jw_size size_of(const jw_org *org, const jw_org_node *node)
{
    double size = jw_head_size(node->depth), wide = strpbrk(node->upright, "0123456789") ? DIGITS_WIDE : WIDE;
    jw_size box = { wide * size + 2 * PAD_X, jw_ruler_height(node->upright, size) + 2 * PAD_Y };
    if (jw_chart_status(org->chart, jw_tree_twig(org->chart->tree, node->twig)->unit))
        box.h += JW_UPRIGHT_MARK;
    if (org->chart->illustrative) box.h += JW_UPRIGHT_STAR;
    if (jw_org_may_refer(org, node->twig)) box.h += JW_UPRIGHT_ARROW;
    g_autofree char *number = jw_org_upright_number(org, node);
    if (number) {
        box.h += JW_UPRIGHT_NUMBER;
        box.w = MAX(box.w, jw_ruler_width(org->chart->ruler, number, JW_SUB_SIZE, false) + PAD_X);
    }
    return box;
}

static bool is_leaf(const jw_org_node *node)
{
    return node->kind == JW_NODE_UNIT && node->kids->len == 0 && !node->rows;
}

/* Siblings stand upright together, and as high as the highest, or not at all. */
void jw_org_stand_up(const jw_org *org, jw_org_node *parent)
{
    double wide = 0, high = 0;
    bool good = parent->kids->len > 1;
    for (guint i = 0; i < parent->kids->len && good; i++) {
        jw_org_node *kid = jw_org_kid(org, parent, i);
        bool special;
        if (!is_leaf(kid)) return;
        kid->upright = jw_upright(org->chart->captions[kid->twig].line, &special);
        good = kid->upright && (!special || org->leaves == JW_LEAVES_VERTICAL);
        if (!good) break;
        kid->up = size_of(org, kid);
        wide = MAX(wide, kid->up.w);
        high = MAX(high, kid->up.h);
    }
    for (guint i = 0; i < parent->kids->len; i++) {
        jw_org_node *kid = jw_org_kid(org, parent, i);
        if (good)
            kid->up = (jw_size){ wide, high };
        else
            g_clear_pointer(&kid->upright, g_free);
    }
}
