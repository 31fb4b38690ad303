/* The metrics of compare: one table, a row each. */
#include "jingwei/compare.h"

#include "base/number.h"
#include "jingwei/rank.h"
#include "measure/components.h"
#include "measure/coverage.h"
#include "measure/measures.h"
#include "model/build.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* All that the rows draw on; made once a model. */
typedef struct {
    const jw_model *base, *m;
    jw_coverage *coverage;
    jw_audit *audit;
    double *span, *depth, *criticality, *degree; /* one a unit */
    double components;
} survey;

static bool is_counted(const survey *s, uint32_t u)
{
    return jw_coverage_status(s->coverage, u) != JW_NOT_COUNTED;
}

static uint32_t n_units(const survey *s)
{
    return (uint32_t)jw_model_unit_count(s->m);
}

/* ---- How many, and how well covered ---- */

static double units(const survey *s, int unused)
{
    (void)unused;
    return n_units(s);
}

static double targets(const survey *s, int unused)
{
    (void)unused;
    return jw_coverage_tally(s->coverage)->all;
}

static double rate(const survey *s, int which)
{
    return jw_tally_rate(jw_coverage_tally(s->coverage), (jw_rate)which);
}

static double gaps(const survey *s, int cause)
{
    const jw_gap *gap;
    size_t n = jw_coverage_gaps(s->coverage, &gap);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        if (gap[i].causes & cause) sum += jw_unit_count(s->m, gap[i].unit);
    return sum;
}

/* ---- Authority ---- */

static bool has_several_leads(const jw_model *m, uint32_t u)
{
    jw_adjacency links = jw_model_adjacency(m);
    uint32_t first = JW_NO_UNIT;
    for (uint32_t i = links.in[u]; i < links.in[u + 1]; i++) {
        uint32_t l = links.in_links[i], from = jw_model_link(m, l).from;
        if (jw_link_kind_of(m, l)->role != JW_ROLE_AUTHORITY || jw_unit_is_eliminated(m, from)) continue;
        if (first != JW_NO_UNIT && first != from) return true;
        first = from;
    }
    return false;
}

static double several_leads(const survey *s, int unused)
{
    (void)unused;
    double sum = 0;
    for (uint32_t u = 0; u < n_units(s); u++)
        if (is_counted(s, u) && has_several_leads(s->m, u)) sum += jw_unit_count(s->m, u);
    return sum;
}

typedef struct {
    double value, weight;
} weighed;

static int compare_weighed(const void *a, const void *b)
{
    const weighed *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

/* The value with half of the weight on either side; the mean of two where it falls between them. NAN of none.
 */
static double median(weighed *values, size_t n)
{
    double whole = 0, below = 0;
    qsort(values, n, sizeof *values, compare_weighed);
    for (size_t i = 0; i < n; i++) whole += values[i].weight;
    for (size_t i = 0; i < n; i++) {
        below += values[i].weight;
        if (below > whole / 2) return values[i].value;
        if (below == whole / 2 && i + 1 < n) return (values[i].value + values[i + 1].value) / 2;
    }
    return NAN;
}

/* Whoever has a subordinate leads. */
static double span_median(const survey *s, int unused)
{
    (void)unused;
    g_autofree weighed *spans = g_new(weighed, n_units(s) + 1);
    size_t n = 0;
    for (uint32_t u = 0; u < n_units(s); u++)
        if (s->span[u] > 0) spans[n++] = (weighed){ s->span[u], jw_unit_count(s->m, u) };
    return median(spans, n);
}

static double span_max(const survey *s, int unused)
{
    (void)unused;
    double most = NAN;
    for (uint32_t u = 0; u < n_units(s); u++)
        if (s->span[u] > 0) most = fmax(most, s->span[u]);
    return most;
}

static double depth_mean(const survey *s, int unused)
{
    (void)unused;
    double sum = 0, weight = 0;
    for (uint32_t u = 0; u < n_units(s); u++) {
        if (!is_counted(s, u) || isnan(s->depth[u])) continue;
        sum += s->depth[u] * jw_unit_count(s->m, u);
        weight += jw_unit_count(s->m, u);
    }
    return weight > 0 ? sum / weight : NAN;
}

static double depth_max(const survey *s, int unused)
{
    (void)unused;
    double most = NAN;
    for (uint32_t u = 0; u < n_units(s); u++)
        if (is_counted(s, u)) most = fmax(most, s->depth[u]);
    return most;
}

/* ---- Who others depend on ---- */

static double criticality_max(const survey *s, int unused)
{
    (void)unused;
    const uint32_t *roots;
    size_t n = jw_model_roots(s->m, &roots), next = 0;
    double most = NAN;
    for (uint32_t u = 0; u < n_units(s); u++) {
        if (next < n && roots[next] == u)
            next++;
        else
            most = fmax(most, s->criticality[u]);
    }
    return most;
}

static double criticality_share(const survey *s, int unused)
{
    double reached = 0;
    for (uint32_t u = 0; u < n_units(s); u++)
        if (is_counted(s, u) && jw_coverage_is_reached(s->coverage, u)) reached += jw_unit_count(s->m, u);
    return reached > 0 ? criticality_max(s, unused) / reached : NAN;
}

/* Freeman 1978: how far from the largest degree all others are, as a share of how far they are in a star. */
static double centralization(const survey *s, int unused)
{
    (void)unused;
    double most = 0, sum = 0, n = 0;
    for (uint32_t u = 0; u < n_units(s); u++) {
        if (isnan(s->degree[u])) continue;
        most = fmax(most, s->degree[u]);
        sum += s->degree[u];
        n++;
    }
    return n > 2 ? (n * most - sum) / ((n - 1) * (n - 2)) : NAN;
}

static double components(const survey *s, int unused)
{
    (void)unused;
    return s->components;
}

/* ---- Rules ---- */

static double broken(const survey *s, int weight)
{
    double sum = 0;
    for (size_t i = 0; i < jw_audit_rules(s->audit); i++) {
        const jw_rule_result *rule = jw_audit_rule(s->audit, i);
        if ((int)rule->weight == weight) sum += rule->broken;
    }
    return sum;
}

/* ---- What is new against the base, and what it costs ---- */

static uint32_t in_base(const survey *s, uint32_t u)
{
    return jw_model_find(s->base, jw_unit_id(s->m, u));
}

static bool has_form(const jw_model *m, uint32_t u)
{
    const char *form = jw_unit_text(m, u, JW_ORGANIZATION);
    return form && strcmp(form, "none") != 0;
}

/* A lead that is new, and a joint branch or one that somebody joins. */
static bool is_new_joint(const survey *s, uint32_t u)
{
    const jw_unit_kind *kind = jw_unit_kind_of(s->m, u);
    if (kind->role != JW_ROLE_LEAD || jw_unit_is_eliminated(s->m, u) || in_base(s, u) != JW_NO_UNIT)
        return false;
    jw_adjacency links = jw_model_adjacency(s->m);
    bool joined = strcmp(kind->name, "joint-branch") == 0;
    for (uint32_t i = links.in[u]; i < links.in[u + 1] && !joined; i++)
        joined = jw_link_kind_of(s->m, links.in_links[i])->role == JW_ROLE_MEMBERSHIP;
    return joined;
}

static double joint_new(const survey *s, int unused)
{
    (void)unused;
    double sum = 0;
    for (uint32_t u = 0; u < n_units(s); u++)
        if (is_new_joint(s, u)) sum += jw_unit_count(s->m, u);
    return sum;
}

/* A target that is new had none before. */
static double organizations_new(const survey *s, int unused)
{
    double sum = joint_new(s, unused);
    for (uint32_t u = 0; u < n_units(s); u++) {
        if (!is_counted(s, u) || !has_form(s->m, u)) continue;
        uint32_t before = in_base(s, u);
        if (before == JW_NO_UNIT || !has_form(s->base, before)) sum += jw_unit_count(s->m, u);
    }
    return sum;
}

static bool base_has_link(const survey *s, const jw_link *link)
{
    uint32_t from = in_base(s, link->from), to = in_base(s, link->to);
    if (from == JW_NO_UNIT || to == JW_NO_UNIT) return false;
    int kind = jw_model_link_kind_named(s->base, jw_model_link_kind(s->m, link->kind)->name);
    jw_adjacency links = jw_model_adjacency(s->base);
    uint32_t low = links.out[from], high = links.out[from + 1];
    while (low < high) { /* links of a unit stand in order of (to, kind) */
        uint32_t middle = low + (high - low) / 2;
        jw_link other = jw_model_link(s->base, middle);
        if (other.to == to && other.kind == kind) return true;
        if (other.to < to || (other.to == to && other.kind < kind))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static double staff(const survey *s, int unused)
{
    (void)unused;
    int sends = jw_model_link_kind_named(s->m, "sends");
    double sum = 0;
    for (uint32_t l = 0; l < jw_model_link_count(s->m) && s->m != s->base; l++) {
        jw_link link = jw_model_link(s->m, l);
        if (link.kind != sends || jw_unit_is_eliminated(s->m, link.from) ||
            jw_unit_is_eliminated(s->m, link.to) || base_has_link(s, &link))
            continue;
        double count = jw_link_number(s->m, l, JW_COUNT);
        sum += isnan(count) ? 1 : count;
    }
    return sum;
}

static double cost(const survey *s, int unused)
{
    const jw_policy *p = jw_model_get_policy(s->base);
    double members = 0;
    for (uint32_t u = 0; u < n_units(s); u++) {
        double more = jw_unit_number(s->m, u, JW_MEMBERS);
        if (!is_counted(s, u) || isnan(more) || !jw_has_organization(s->m, u)) continue;
        uint32_t before = in_base(s, u);
        if (before == JW_NO_UNIT || !jw_has_organization(s->base, before))
            members += more * jw_unit_count(s->m, u);
    }
    return p->member_year * members + (12 * p->secretary_month + p->setup) * organizations_new(s, unused);
}

/* ---- The table ---- */

typedef struct {
    jw_metric is;
    double (*value)(const survey *s, int which);
    int which;
} row;

/* clang-format off */
static const row rows[] = {
    { { "units", "单位数", "units", JW_AS_NUMBER, 0 }, units, 0 },
    { { "targets", "覆盖对象", "targets", JW_AS_NUMBER, 0 }, targets, 0 },
    { { "rate.organization", "组织覆盖率", "organization rate", JW_AS_SHARE, 1 }, rate, JW_RATE_ORGANIZATION },
    { { "rate.work", "工作覆盖率", "work rate", JW_AS_SHARE, 1 }, rate, JW_RATE_WORK },
    { { "rate.full", "双覆盖率", "full rate", JW_AS_SHARE, 1 }, rate, JW_RATE_FULL },
    { { "gaps.can-form", "缺口：可单独组建", "gaps: can form", JW_AS_NUMBER, -1 }, gaps, JW_CAN_FORM },
    { { "gaps.too-few", "缺口：党员不足", "gaps: too few members", JW_AS_NUMBER, -1 }, gaps, JW_TOO_FEW },
    { { "gaps.no-members", "缺口：没有党员", "gaps: no members", JW_AS_NUMBER, -1 }, gaps, JW_NO_MEMBERS },
    { { "gaps.members-unknown", "缺口：党员人数不详", "gaps: members unknown", JW_AS_NUMBER, -1 }, gaps,
      JW_MEMBERS_UNKNOWN },
    { { "gaps.no-lead", "缺口：无人领导", "gaps: no lead", JW_AS_NUMBER, -1 }, gaps, JW_NO_LEAD },
    { { "gaps.broken-chain", "缺口：链条中断", "gaps: broken chain", JW_AS_NUMBER, -1 }, gaps, JW_BROKEN_CHAIN },
    { { "several-leads", "多头领导", "several leads", JW_AS_NUMBER, -1 }, several_leads, 0 },
    { { "span.median", "管理幅度（中位数）", "span, median", JW_AS_NUMBER, 0 }, span_median, 0 },
    { { "span.max", "管理幅度（最大）", "span, largest", JW_AS_NUMBER, 0 }, span_max, 0 },
    { { "depth.mean", "层级（平均）", "depth, mean", JW_AS_NUMBER, 0 }, depth_mean, 0 },
    { { "depth.max", "层级（最大）", "depth, largest", JW_AS_NUMBER, 0 }, depth_max, 0 },
    { { "criticality.max", "关键度（最大）", "criticality, largest", JW_AS_NUMBER, -1 }, criticality_max, 0 },
    { { "criticality.share", "系于一个单位的比例", "share that hangs on one unit", JW_AS_SHARE, -1 }, criticality_share, 0 },
    { { "centralization", "中心势（度）", "centralization (degree)", JW_AS_NUMBER, 0 }, centralization, 0 },
    { { "components", "互不相连的部分", "separate parts", JW_AS_NUMBER, -1 }, components, 0 },
    { { "broken.veto", "违反“一票否决”规则", "veto rules broken", JW_AS_NUMBER, -1 }, broken, JW_VETO },
    { { "broken.must", "违反“必须”规则", "must rules broken", JW_AS_NUMBER, -1 }, broken, JW_MUST },
    { { "broken.prefer", "未达“优先”规则", "preferences not met", JW_AS_NUMBER, -1 }, broken, JW_PREFER },
    { { "organizations.new", "新建组织", "new organizations", JW_AS_NUMBER, 0 }, organizations_new, 0 },
    { { "joint.new", "其中：联合组织", "of these joint", JW_AS_NUMBER, 0 }, joint_new, 0 },
    { { "staff", "新增选派人员", "staff sent", JW_AS_NUMBER, -1 }, staff, 0 },
    { { "cost", "每年经费（元）", "cost a year (yuan)", JW_AS_YUAN, -1 }, cost, 0 },
};
/* clang-format on */

size_t jw_metrics(void)
{
    return G_N_ELEMENTS(rows);
}

const jw_metric *jw_metric_at(size_t i)
{
    return &rows[i].is;
}

int jw_metric_judge(const jw_metric *metric, double before, double after)
{
    return after > before ? metric->better : after < before ? -metric->better : 0; /* NAN is neither */
}

/* ---- Measuring ---- */

static bool run(const survey *s, double **scores,
                bool (*measure)(const jw_model *, const jw_rank_options *, double *, jw_diags *),
                jw_diags *diags)
{
    static const jw_rank_options plain = { 0 };
    *scores = g_new(double, n_units(s) + 1);
    if (!measure(s->m, &plain, *scores, diags)) return false;
    for (uint32_t u = 0; u < n_units(s); u++)
        (*scores)[u] = jw_round_score((*scores)[u]); /* as rank shows them */
    return true;
}

static bool measure_all(survey *s, jw_diags *diags)
{
    s->coverage = jw_cover(s->m, diags);
    s->audit = s->coverage ? jw_audit_run(s->m, s->coverage, NULL, NULL, diags) : NULL;
    return s->audit && run(s, &s->span, jw_measure_span, diags) &&
           run(s, &s->depth, jw_measure_depth, diags) &&
           run(s, &s->criticality, jw_measure_criticality, diags) &&
           run(s, &s->degree, jw_measure_degree, diags) && jw_components(s->m, &s->components, diags);
}

bool jw_metrics_of(const jw_model *base, const jw_model *m, double *values, jw_diags *diags)
{
    survey s = { .base = base, .m = m };
    bool good = measure_all(&s, diags);
    for (size_t i = 0; i < G_N_ELEMENTS(rows) && good; i++) values[i] = rows[i].value(&s, rows[i].which);
    jw_coverage_free(s.coverage);
    jw_audit_free(s.audit);
    g_free(s.span);
    g_free(s.depth);
    g_free(s.criticality);
    g_free(s.degree);
    return good;
}
