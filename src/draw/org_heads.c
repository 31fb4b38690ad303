/* The words in heads, and how large these are with them. */
#include "draw/dress.h"
#include "draw/org.h"

#include <math.h>
#include <string.h>

#define STAR 7.0
#define TAIL_GAP 8.0

static const jw_twig *twig_at(const jw_org *org, int twig)
{
    return jw_tree_twig(org->chart->tree, twig);
}

const char *jw_org_name(const jw_org *org, const jw_org_node *node, int shape)
{
    return node->name ? node->name : org->chart->captions[node->twig].head[shape % JW_HEAD_WRAPS];
}

/* Shapes of a head: the name in one of its wraps, and beside it the tail, beside it only the number in the
 * tail, or below it the tail. */
typedef enum { BESIDE, NUMBER_BESIDE, BELOW } tail_place;

static tail_place place_of(int shape)
{
    return (tail_place)(shape / JW_HEAD_WRAPS);
}

bool jw_org_is_below(int shape)
{
    return place_of(shape) == BELOW;
}

/* Why it is not attached, or what its rows have in common, is never left out. */
static bool keeps_tail(const jw_org *org, const jw_org_node *node)
{
    const jw_twig *twig = twig_at(org, node->twig);
    return node->value || twig->kind == JW_TWIG_LOOSE ||
           (twig->parent >= 0 && twig_at(org, twig->parent)->kind == JW_TWIG_LOOSE);
}

const char *jw_org_tail(const jw_org *org, const jw_org_node *node, int shape)
{
    const char *tail = node->tail ? node->tail : org->chart->captions[node->twig].sub;
    const char *number = strrchr(tail, ' ');
    return place_of(shape) == NUMBER_BESIDE && !keeps_tail(org, node) && number && g_ascii_isdigit(number[1])
               ? number + 1
               : tail;
}

static double tail_width(const jw_org *org, const jw_org_node *node, int shape)
{
    if (!node->tail && place_of(shape) != NUMBER_BESIDE) return org->chart->captions[node->twig].sub_width;
    return jw_ruler_width(org->chart->ruler, jw_org_tail(org, node, shape), JW_SUB_SIZE, false);
}

static double name_width(const jw_org *org, const jw_org_node *node, int wrap)
{
    if (!node->name) return org->chart->captions[node->twig].head_width[wrap];
    return jw_ruler_width(org->chart->ruler, node->name, jw_head_size(node->depth), true);
}

static jw_size head_size(const jw_org *org, const jw_org_node *node, int shape)
{
    double size = jw_head_size(node->depth), star = org->chart->illustrative ? STAR : 0;
    double name = name_width(org, node, shape % JW_HEAD_WRAPS), tail = tail_width(org, node, shape);
    double width = jw_org_is_below(shape) ? MAX(name, tail) : name + TAIL_GAP + tail;
    double height = jw_ruler_height(jw_org_name(org, node, shape), size);
    if (node->kind == JW_NODE_UNIT && jw_org_may_refer(org, node->twig)) {
        if (jw_org_is_below(shape))
            width = MAX(width, tail + JW_ORG_REFERENCE);
        else
            width += JW_ORG_REFERENCE;
    }
    if (jw_org_is_below(shape)) height += jw_ruler_height("", JW_SUB_SIZE);
    uint32_t unit = twig_at(org, node->twig)->unit;
    if (node->kind == JW_NODE_UNIT) width += jw_dress_room(org->chart, unit);
    return (jw_size){ width + 2 * JW_ORG_PAD_X + star, height + 2 * JW_ORG_PAD_Y };
}

void jw_org_measure_head(const jw_org *org, jw_org_node *node)
{
    if (node->kind == JW_NODE_TOP) return;
    for (int i = 0; i < JW_HEAD_SHAPES; i++) node->head[i] = head_size(org, node, i);
    node->stub = node->head[BELOW * JW_HEAD_WRAPS];
    for (int i = BELOW * JW_HEAD_WRAPS; i < JW_HEAD_SHAPES; i++)
        if (node->head[i].w < node->stub.w) node->stub = node->head[i];
    double reference = jw_ruler_width(org->chart->ruler, "00000 · 0000–0000", JW_SUB_SIZE, false);
    node->stub.w = MAX(node->stub.w, reference + 2 * JW_ORG_PAD_X);
}

static bool is_short_name(int shape)
{
    return shape % JW_HEAD_WRAPS == JW_HEAD_SHORT;
}

bool jw_org_is_short(int shape)
{
    return is_short_name(shape);
}

bool jw_org_is_number(int shape)
{
    return place_of(shape) == NUMBER_BESIDE;
}

int jw_org_head_liked(const jw_org_node *node, int shape, double width)
{
    int best = shape, most = -1;
    for (int i = 0; i < JW_HEAD_SHAPES; i++) {
        if (node->head[i].w > width + 1e-3 || node->head[i].h > node->head[shape].h + 1e-3) continue;
        if (jw_org_is_below(i) != jw_org_is_below(shape) && !node->likes_number) continue;
        int liked = 2 * (node->likes_short == is_short_name(i)) + (node->likes_number == jw_org_is_number(i));
        bool better = liked > most || (liked == most && node->head[i].h < node->head[best].h - 1e-3);
        if (!better) continue;
        best = i;
        most = liked;
    }
    return best;
}

/* The short name only where no other fits. */
int jw_org_head_in(const jw_org_node *node, double width)
{
    int best = -1, narrowest = 0;
    for (int i = 0; i < JW_HEAD_SHAPES; i++) {
        if (node->head[i].w < node->head[narrowest].w) narrowest = i;
        if (node->head[i].w > width + 1e-3) continue;
        bool better = best < 0 || is_short_name(best) > is_short_name(i) ||
                      (is_short_name(best) == is_short_name(i) && node->head[i].h < node->head[best].h);
        if (better) best = i;
    }
    return best < 0 ? narrowest : best;
}

/* As wide as it needs, its second line below: the lowest, the short name last. */
int jw_org_tree_head_in(const jw_org_node *node, double width)
{
    int best = -1, narrowest = -1;
    for (int i = BELOW * JW_HEAD_WRAPS; i < JW_HEAD_SHAPES; i++) {
        if (node->head[i].w > width + 1e-3) continue;
        bool better = best < 0 || (!is_short_name(i) && node->head[i].h < node->head[best].h);
        if (better) best = i;
    }
    for (int i = BELOW * JW_HEAD_WRAPS; i < JW_HEAD_SHAPES && best < 0; i++)
        if (narrowest < 0 || node->head[i].w < node->head[narrowest].w) narrowest = i;
    return best < 0 ? narrowest : best;
}

double jw_org_head_least(const jw_org_node *node)
{
    double least = INFINITY;
    for (int i = 0; i < JW_HEAD_SHAPES; i++) least = MIN(least, node->head[i].w);
    return least;
}

double jw_org_head_height(const jw_org_node *node, double width)
{
    if (node->kind == JW_NODE_TOP) return 0;
    return node->head[jw_org_head_in(node, width)].h;
}
