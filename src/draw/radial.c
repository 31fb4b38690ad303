#include "draw/radial.h"

#include <math.h>

#define END_GAP 2.0       /* between names on the rim, */
#define ARC_GAP 5.0       /* and more than that where another head's begin */
#define HEAD_GAP 6.0      /* between heads on a ring */
#define LOOSEST_END 60.0  /* the rim is not larger than its names need at that distance */
#define STUB_GAP 4.0      /* and more where a stub stands, for its shadow */
#define ROUND 0.4         /* of 1: as far as ends stand evenly by angle, not by height */
#define FULLNESS 2.6      /* of the oval; 2: an ellipse */
#define PARTED 0.07       /* of all heights, that sides may differ by lest a head has ends on both */
#define PARTED_LOOSE 0.25 /* and the same of what is not attached */
#define LOOSE_GAP 28.0    /* between its head and the middle */
#define LAST_BAND 1.8
#define AXIS 7.0      /* between heads and the line through the middle */
#define NARROWER 0.94 /* the share of type for which names stay in one line */
#define LEAST_SCALE 0.02

enum { MOST_LEVELS = 64, STEPS = 24 };

/* Ways to stand close, the first that fits is taken: names in one line leave room above, broken ones beside;
 * heads, and the middle, break their names rather than be wider; between rings lines have some room; and
 * heads keep to their rings, or stand as close to the middle as they can. */
static const struct {
    int wrap;
    double head, middle, band, spread;
} ways[] = {
    { 0, 128, 150, 14, 1 }, { 0, 92, 110, 8, 1 }, { 0, 92, 110, 8, 0 }, { JW_LEAF_WRAPS - 1, 92, 110, 4, 1 }
};

enum { ONE_LINE = 3 }; /* of the ways */

jw_radial *jw_radial_new(void)
{
    jw_radial *r = g_new0(jw_radial, 1);
    r->spots = g_array_new(FALSE, FALSE, sizeof(jw_radial_spot));
    r->ends = g_array_new(FALSE, FALSE, sizeof(int));
    return r;
}

void jw_radial_free(jw_radial *r)
{
    if (!r) return;
    g_array_free(r->spots, TRUE);
    g_array_free(r->ends, TRUE);
    g_free(r);
}

static jw_radial_spot *spot_at(const jw_radial *r, guint i)
{
    return &g_array_index(r->spots, jw_radial_spot, i);
}

static jw_radial_spot *end_at(const jw_radial *r, guint i)
{
    return spot_at(r, (guint)g_array_index(r->ends, int, i));
}

/* --- what is on the page */

typedef struct {
    const jw_org *org;
    jw_radial *r;
    double height; /* of all ends, one below the other */
    double most;   /* that there is room for, on both sides */
    size_t way;
    bool fits;
} planter;

static int plant(planter *p, int node, int twig, int above, int level)
{
    jw_radial_spot spot = { .node = node, .twig = twig, .above = above, .level = level, .wrap = p->r->wrap };
    int made = (int)p->r->spots->len;
    spot.first = (int)p->r->ends->len;
    g_array_append_val(p->r->spots, spot);
    return made;
}

jw_disc jw_radial_disc(const jw_org *org, const jw_radial_spot *spot)
{
    double more = jw_org_may_refer(org, spot->twig) ? JW_ORG_ARROW : 0;
    return (jw_disc){ spot->twig, spot->wrap, spot->side < 0, more };
}

/* Gaps are part of heights, so that these add up. */
static void plant_end(planter *p, int node, int twig, int above, int level, const jw_size *box)
{
    int i = plant(p, node, twig, above, level);
    jw_radial_spot *spot = spot_at(p->r, (guint)i);
    jw_disc disc = jw_radial_disc(p->org, spot);
    spot->is_end = true;
    spot->is_disc = !box;
    spot->size =
        box ? *box : (jw_size){ jw_disc_width(p->org->chart, &disc), jw_disc_height(p->org->chart, &disc) };
    g_array_append_val(p->r->ends, i);
    p->height += spot->size.h + END_GAP;
    p->fits = p->fits && p->height <= p->most;
}

static void plant_rows(planter *p, int n, int above, int level)
{
    jw_org_node *node = jw_org_at(p->org, n);
    node->shape = (jw_shape){ .form = JW_FORM_CARD };
    for (guint i = 0; i < node->rows->len && p->fits; i++)
        plant_end(p, n, jw_org_row_at(node, i)->twig, above, level, NULL);
}

/* Stubs need room for their second line. */
static jw_size head_size(const planter *p, jw_org_node *node, bool is_middle, bool is_stub)
{
    double width = is_middle ? ways[p->way].middle : ways[p->way].head;
    if (node->kind == JW_NODE_TOP) return (jw_size){ 0, 0 };
    node->head_shape = is_stub || is_middle ? jw_org_tree_head_in(node, width) : jw_org_head_in(node, width);
    jw_size size = node->head[node->head_shape];
    if (is_stub) size.w = MAX(size.w, node->stub.w);
    return size;
}

static void plant_node(planter *p, int n, int above, int level);

static void plant_kid(planter *p, int parent, int n, int above, int level)
{
    jw_org_node *kid = jw_org_at(p->org, n);
    kid->shape = (jw_shape){ .form = JW_FORM_HEAD };
    if (jw_org_is_stub(jw_org_at(p->org, parent), kid)) {
        jw_size size = head_size(p, kid, false, true);
        plant_end(p, n, kid->twig, above, level, &size);
    } else if (kid->kind == JW_NODE_GROUP) {
        plant_rows(p, n, above, level);
    } else if (kid->kids->len == 0 && !kid->rows) {
        plant_end(p, n, kid->twig, above, level, NULL);
    } else {
        plant_node(p, n, above, level);
    }
}

static void plant_node(planter *p, int n, int above, int level)
{
    jw_org_node *node = jw_org_at(p->org, n);
    int i = plant(p, n, node->twig, above, level);
    spot_at(p->r, (guint)i)->size = head_size(p, node, level == 0, false);
    spot_at(p->r, (guint)i)->is_loose = node->kind == JW_NODE_LOOSE && level > 0;
    p->r->levels = MAX(p->r->levels, (guint)level + 1);
    p->fits = p->fits && level < MOST_LEVELS;
    node->shape = (jw_shape){ .form = JW_FORM_TREE };
    for (guint k = 0; k < node->kids->len && p->fits; k++)
        plant_kid(p, n, g_array_index(node->kids, int, k), i, level + 1);
    if (node->kids->len == 0 && node->rows) plant_rows(p, n, i, level + 1);
    jw_radial_spot *spot = spot_at(p->r, (guint)i);
    spot->last = (int)p->r->ends->len - 1;
    /* Without anything of its own a head takes the next end's place. */
    spot->last = MAX(spot->last, spot->first);
}

/* --- values kept apart along a line */

typedef struct {
    double sum;
    guint n;
} run;

/* Moves middles, which are sorted, as little as it takes for each to be `size` / 2 from its neighbours on
 * both sides and all to be within low … high: neighbours that are too close become runs, which stand round
 * where their members would on average (pool adjacent violators). False if there is not enough room. */
static bool keep_apart(double *middle, const double *size, guint n, double low, double high)
{
    g_autofree double *before = g_new(double, n + 1);
    g_autofree run *runs = g_new(run, n + 1);
    double total = 0;
    guint count = 0, next = 0;
    for (guint i = 0; i < n; i++) {
        before[i] = total + size[i] / 2;
        total += size[i];
        runs[count++] = (run){ middle[i] - before[i], 1 };
        while (count > 1 &&
               runs[count - 2].sum / runs[count - 2].n >= runs[count - 1].sum / runs[count - 1].n) {
            runs[count - 2].sum += runs[count - 1].sum;
            runs[count - 2].n += runs[count - 1].n;
            count--;
        }
    }
    for (guint k = 0; k < count; k++) {
        double at = CLAMP(runs[k].sum / runs[k].n, low, MAX(low, high - total));
        for (guint i = 0; i < runs[k].n; i++, next++) middle[next] = at + before[next];
    }
    return total <= high - low + 1e-6;
}

/* --- the rim */

static double height_of(const jw_radial *r, guint i)
{
    const jw_radial_spot *end = end_at(r, i);
    bool parted = i + 1 < r->ends->len && end_at(r, i + 1)->above != end->above;
    return end->size.h + end->pad + END_GAP + (parted ? ARC_GAP : 0) + (end->is_disc ? 0 : STUB_GAP);
}

/* A head that is higher than all of its ends parts them, so that it stands beside them and no others. */
static void pad_ends(jw_radial *r)
{
    for (guint i = 0; i < r->spots->len; i++) {
        const jw_radial_spot *head = spot_at(r, i);
        double height = 0;
        if (head->is_end || head->level == 0) continue;
        for (int k = head->first; k <= head->last; k++) height += height_of(r, (guint)k);
        double pad = (head->size.h + HEAD_GAP - height) / (head->last - head->first + 1);
        for (int k = head->first; k <= head->last && pad > 0; k++) end_at(r, (guint)k)->pad += pad;
    }
}

/* What it costs to part this end from the next, by the heads, but the middle, that stand above both. */
static double parting(const jw_radial *r, guint i)
{
    double cost = 0;
    for (int above = end_at(r, i)->above; above > 0; above = spot_at(r, (guint)above)->above) {
        const jw_radial_spot *head = spot_at(r, (guint)above);
        if (head->last > (int)i) cost += head->is_loose ? PARTED_LOOSE : PARTED;
    }
    return cost;
}

/* How many ends stand right: about half of their heights, and few heads have some on either side. */
static guint count_right(const jw_radial *r, double total)
{
    guint best = 0;
    double sum = 0, least = INFINITY;
    for (guint i = 0; i < r->ends->len; i++) {
        sum += height_of(r, i);
        double cost = fabs(sum / total - 0.5) + parting(r, i);
        if (cost >= least) continue;
        least = cost;
        best = i + 1;
    }
    return best;
}

/* Along one side, from the top down: evenly by angle as far as names are then apart. */
static bool place_side(jw_radial *r, guint from, guint to, bool left)
{
    guint n = to - from;
    g_autofree double *middle = g_new(double, n + 1), *size = g_new(double, n + 1);
    double total = 0, sum = 0, high = r->oval.h;
    for (guint i = 0; i < n; i++) total += size[i] = height_of(r, left ? to - 1 - i : from + i);
    for (guint i = 0; i < n; i++) {
        double share = (sum + size[i] / 2) / total;
        middle[i] = -high * (ROUND * cos(G_PI * share) + (1 - ROUND) * (1 - 2 * share));
        sum += size[i];
    }
    bool good = keep_apart(middle, size, n, -high, high);
    for (guint i = 0; i < n; i++) {
        jw_radial_spot *end = end_at(r, left ? to - 1 - i : from + i);
        end->side = left ? -1 : 1;
        end->at.y = middle[i] - end->size.h / 2;
    }
    return good;
}

static double middle_of(const jw_radial_spot *spot)
{
    return spot->at.y + spot->size.h / 2;
}

/* How far out the rim is at a height, of its width: an oval with fuller corners than an ellipse has. */
static double bulge(const jw_radial *r, double y)
{
    double share = MIN(fabs(y) / (r->oval.h + END_GAP), 1);
    return pow(1 - pow(share, FULLNESS), 1 / FULLNESS);
}

/* What of an end is beyond the rim. */
static double beyond(const jw_radial_spot *end)
{
    return end->size.w + (end->is_disc ? -JW_DISC / 2 : STUB_GAP);
}

/* As wide as the longest names leave it. */
static void widen_oval(jw_radial *r, jw_size room, double most)
{
    r->oval.w = most;
    for (guint i = 0; i < r->ends->len; i++) {
        const jw_radial_spot *end = end_at(r, i);
        double out = MAX(0.05, bulge(r, middle_of(end)));
        r->oval.w = MIN(r->oval.w, (room.w / 2 - beyond(end)) / out);
    }
}

/* Heights are measured from the middle. A few ends do not go round the whole page. */
static bool place_rim(jw_radial *r, jw_size room)
{
    double total = 0, heads = 0, most = room.w / 2;
    pad_ends(r);
    for (guint i = 0; i < r->ends->len; i++) total += height_of(r, i);
    for (guint i = 0; i < r->spots->len; i++)
        heads += spot_at(r, i)->is_end ? 0 : spot_at(r, i)->size.h + HEAD_GAP + r->band;
    r->oval.h = MIN(room.h, MAX(LOOSEST_END * (r->spots->len / 2 + 1), total + heads)) / 2;
    guint right = count_right(r, total);
    bool good = place_side(r, 0, right, false);
    good = place_side(r, right, r->ends->len, true) && good;
    if (room.h > 2 * r->oval.h) most = MIN(most, 1.8 * r->oval.h + 60);
    widen_oval(r, room, most);
    return good && r->oval.w > 0;
}

/* --- rings */

static bool is_on(const jw_radial_spot *spot, guint level, int side)
{
    return !spot->is_end && spot->level == (int)level && spot->side == side;
}

/* Where the heads of a level stand, of the oval's width: evenly, but for a wider last band, in which most
 * lines run. */
static double share_of(const jw_radial *r, guint level)
{
    return r->spread * level / (r->levels - 1 + LAST_BAND);
}

static bool meet(jw_rect a, jw_rect b, double gap)
{
    return a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap;
}

static bool meet_in_height(const jw_radial_spot *a, const jw_radial_spot *b)
{
    return a->at.y < b->at.y + b->size.h + HEAD_GAP && b->at.y < a->at.y + a->size.h + HEAD_GAP;
}

/* How far out a spot may begin: beyond its own head, and beyond all heads on rings within that are at its
 * height. Those have their places already. */
static double least_out(const jw_radial *r, const jw_radial_spot *spot)
{
    double least = spot->level > 0 ? AXIS : 0;
    for (guint i = 0; i < r->spots->len; i++) {
        const jw_radial_spot *head = spot_at(r, i);
        bool within =
            !head->is_end && head != spot && (head->level < spot->level || spot->is_end || head->side == 0);
        bool same_side = head->side == spot->side || head->side == 0;
        if (!within || !same_side || head->size.w <= 0) continue;
        double gap = head->level == 0 && spot->is_loose ? MAX(LOOSE_GAP, r->band) : r->band;
        if ((i == (guint)spot->above && head->level > 0) || meet_in_height(spot, head))
            least = MAX(least, head->out + head->size.w / 2 + gap);
    }
    return least;
}

/* Where a head under the middle may begin: below what is there already, and below those beside its ends, lest
 * their lines run behind it. */
static double least_under(const jw_radial *r, const jw_radial_spot *spot, double under)
{
    double least = under + (spot->is_loose ? MAX(LOOSE_GAP, r->band) : r->band);
    double most = MAX(least, r->oval.h - spot->size.h), beside = least;
    if (spot->first > 0) beside = MAX(beside, middle_of(end_at(r, (guint)spot->first - 1)));
    if (spot->last + 1 < (int)r->ends->len) beside = MAX(beside, middle_of(end_at(r, (guint)spot->last + 1)));
    return MIN(beside, most);
}

/* Heads with ends on both sides stand under the middle, at the height of these. */
static void place_parted(jw_radial *r, double *under)
{
    for (guint i = 1; i < r->spots->len; i++) {
        jw_radial_spot *spot = spot_at(r, i);
        if (spot->is_end) continue;
        int right = end_at(r, (guint)spot->first)->side;
        spot->side = right == end_at(r, (guint)spot->last)->side ? right : 0;
        if (spot->side != 0) continue;
        double sum = 0, least = least_under(r, spot, *under);
        for (int k = spot->first; k <= spot->last; k++) sum += middle_of(end_at(r, (guint)k));
        double middle = sum / (spot->last - spot->first + 1);
        spot->at.y = CLAMP(middle - spot->size.h / 2, least, MAX(least, r->oval.h - spot->size.h));
        *under = spot->at.y + spot->size.h;
    }
}

/* Where a head beside the middle would stand best: at the middle of its ends; that of what is not attached
 * above the middle, since what hangs from there is below. */
static double best_height(const jw_radial *r, const jw_radial_spot *spot)
{
    double middle = (middle_of(end_at(r, (guint)spot->first)) + middle_of(end_at(r, (guint)spot->last))) / 2;
    double half = spot_at(r, 0)->size.h / 2;
    if (spot->is_loose && half > 0) middle = MIN(middle, -half - LOOSE_GAP - spot->size.h / 2);
    return middle;
}

/* The heads of a level on one side beside the middle of their ends, kept apart from the top down. */
static bool place_half_ring(jw_radial *r, guint level, int side)
{
    g_autoptr(GArray) heads = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 1; i < r->spots->len; i++)
        if (is_on(spot_at(r, i), level, side)) g_array_append_val(heads, i);
    guint n = heads->len;
    g_autofree double *middle = g_new(double, n + 1), *size = g_new(double, n + 1);
    for (guint i = 0; i < n; i++) {
        const jw_radial_spot *spot = spot_at(r, g_array_index(heads, guint, side < 0 ? n - 1 - i : i));
        middle[i] = best_height(r, spot);
        size[i] = spot->size.h + HEAD_GAP;
    }
    bool good = keep_apart(middle, size, n, -r->oval.h, r->oval.h);
    for (guint i = 0; i < n; i++) {
        jw_radial_spot *spot = spot_at(r, g_array_index(heads, guint, side < 0 ? n - 1 - i : i));
        spot->at.y = middle[i] - spot->size.h / 2;
        spot->out =
            MAX(share_of(r, level) * r->oval.w * bulge(r, middle[i]), least_out(r, spot) + spot->size.w / 2);
    }
    return good;
}

/* A name that need not be broken where its end stands is in one line. */
static void straighten(const jw_org *org, jw_radial_spot *end, jw_size room)
{
    jw_radial_spot straight = *end;
    straight.wrap = 0;
    jw_disc disc = jw_radial_disc(org, &straight);
    straight.size = (jw_size){ jw_disc_width(org->chart, &disc), jw_disc_height(org->chart, &disc) };
    if (straight.out + beyond(&straight) > room.w / 2) return;
    straight.at.y += (end->size.h - straight.size.h) / 2;
    *end = straight;
}

/* From distances from the middle to places; those of ends must be known last. */
static bool place_across(const jw_org *org, jw_size room)
{
    jw_radial *r = org->radial;
    bool good = true;
    for (guint i = 0; i < r->spots->len; i++) {
        jw_radial_spot *spot = spot_at(r, i);
        if (!spot->is_end) continue;
        double inner = spot->is_disc ? JW_DISC / 2 : 0;
        spot->out = MAX(r->oval.w * bulge(r, middle_of(spot)), least_out(r, spot) + inner);
        good = good && spot->out + beyond(spot) <= room.w / 2 + 1e-6;
        if (spot->is_disc && spot->wrap > 0) straighten(org, spot, room);
    }
    for (guint i = 0; i < r->spots->len; i++) {
        jw_radial_spot *spot = spot_at(r, i);
        double inner = spot->is_disc ? JW_DISC / 2 : 0;
        double left = spot->is_end ? (spot->side > 0 ? spot->out - inner : inner - spot->out - spot->size.w)
                                   : spot->side * spot->out - spot->size.w / 2;
        spot->at = (jw_rect){ r->middle.x + left, r->middle.y + spot->at.y, spot->size.w, spot->size.h };
    }
    return good;
}

static bool place_rings(const jw_org *org, jw_size room)
{
    jw_radial *r = org->radial;
    jw_radial_spot *middle = spot_at(r, 0);
    double under = middle->size.h / 2;
    bool good = true;
    middle->at.y = -under;
    place_parted(r, &under);
    for (guint level = 1; level < r->levels; level++) {
        good = place_half_ring(r, level, 1) && good;
        good = place_half_ring(r, level, -1) && good;
    }
    return place_across(org, room) && good && under <= r->oval.h;
}

/* No head meets another, or an end, and all are in the room. */
static bool is_clear(const jw_radial *r, jw_size room)
{
    for (guint i = 0; i < r->spots->len; i++) {
        const jw_radial_spot *head = spot_at(r, i);
        jw_rect at = head->at;
        if (at.x < 0 || at.y < 0 || at.x + at.w > room.w || at.y + at.h > room.h) return false;
        for (guint k = 0; k < r->spots->len && !head->is_end; k++) {
            const jw_radial_spot *other = spot_at(r, k);
            if (k == i || (k < i && !other->is_end)) continue;
            if (meet(head->at, other->at, other->is_end ? END_GAP : HEAD_GAP / 2)) return false;
        }
    }
    return true;
}

/* --- the whole */

static void tell_nodes(const jw_org *org)
{
    for (guint i = 0; i < org->radial->spots->len; i++) {
        const jw_radial_spot *spot = spot_at(org->radial, i);
        if (!spot->is_disc) jw_org_at(org, spot->node)->head_at = spot->at;
    }
}

static bool place_with(const jw_org *org, int node, jw_size room, size_t way)
{
    jw_radial *r = org->radial;
    planter p = { org, r, 0, 2 * room.h, way, true };
    g_array_set_size(r->spots, 0);
    g_array_set_size(r->ends, 0);
    r->levels = 0;
    r->wrap = ways[way].wrap;
    r->band = ways[way].band;
    r->spread = ways[way].spread;
    plant_node(&p, node, -1, 0);
    if (!p.fits) return false;
    r->middle = (jw_point){ room.w / 2, room.h / 2 };
    r->oval = (jw_size){ room.w / 2, room.h / 2 };
    bool good = r->ends->len == 0 || place_rim(r, room);
    good = place_rings(org, room) && good && is_clear(r, room);
    jw_org_at(org, node)->at = (jw_rect){ 0, 0, room.w, room.h };
    tell_nodes(org);
    return good;
}

static bool place(const jw_org *org, int node, jw_size room, size_t n)
{
    for (size_t way = 0; way < n; way++)
        if (place_with(org, node, room, way)) return true;
    return false;
}

bool jw_radial_place(const jw_org *org, int node, jw_size room)
{
    return place(org, node, room, G_N_ELEMENTS(ways));
}

/* The largest scale, at most `most`, at which all fits; 0: none. */
static double largest_fit(const jw_org *org, int node, jw_size room, double most)
{
    double low = 0, high = most;
    for (int i = 0; i < STEPS; i++) {
        double scale = i == 0 ? most : (low + high) / 2;
        if (scale < LEAST_SCALE / 2) return 0;
        bool good = jw_radial_place(org, node, (jw_size){ room.w / scale, room.h / scale });
        if (good && i == 0) return most;
        *(good ? &low : &high) = scale;
    }
    return low;
}

double jw_radial_fit(const jw_org *org, int node, jw_size room, double least, double most)
{
    double fit = largest_fit(org, node, room, most), lower = MAX(fit * NARROWER, least);
    if (fit <= 0) return 0;
    jw_radial_place(org, node, (jw_size){ room.w / fit, room.h / fit });
    if (org->radial->wrap == 0) return fit;
    if (place(org, node, (jw_size){ room.w / lower, room.h / lower }, ONE_LINE)) return lower;
    jw_radial_place(org, node, (jw_size){ room.w / fit, room.h / fit });
    return fit;
}
