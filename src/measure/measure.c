/* The table of measures, and ranking by one of them. */
#include "measure/measures.h"

#include "base/number.h"
#include "base/text.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CENTRALITY .is_centrality = true

static const jw_measure measures[] = {
    { "degree", "度中心性", "degree", "直接联系的单位多", "is linked with many units", CENTRALITY,
      .normalizes = true, .run = jw_measure_degree },
    { "betweenness", "中介中心性", "betweenness", "其他单位之间的最短路径多由它经过",
      "stands on the shortest paths between many others", CENTRALITY, .normalizes = true,
      .run = jw_measure_betweenness },
    { "closeness", "接近中心性", "closeness", "在所处的连通部分内到其他单位都近",
      "is near all others of its component", CENTRALITY, .normalizes = true, .run = jw_measure_closeness },
    { "harmonic", "调和中心性", "harmonic centrality", "到许多单位都近，够不着的记为零",
      "is near many others; those out of reach count nothing", CENTRALITY, .normalizes = true,
      .run = jw_measure_harmonic },
    { "eigenvector", "特征向量中心性", "eigenvector centrality", "与重要的单位有联系",
      "is linked with units that are themselves important", CENTRALITY, .run = jw_measure_eigenvector },
    { "pagerank", "PageRank", "PageRank", "沿联系随机行走时常到之处",
      "is often met on a random walk along links", CENTRALITY, .run = jw_measure_pagerank },
    { "core", "核数", "core number", "处在彼此联系紧密的部分",
      "stands in a part whose units are densely linked", CENTRALITY, .run = jw_measure_coreness },
    { "hub", "枢纽值", "hub score", "指向许多权威单位", "points to good authorities", CENTRALITY,
      .always_directed = true, .run = jw_measure_hub },
    { "authority", "权威值", "authority score", "被许多枢纽单位指向", "is pointed to by good hubs",
      CENTRALITY, .always_directed = true, .run = jw_measure_authority },
    { "span", "管理幅度", "span of control", "直接下级多", "has many direct subordinates",
      .has_distribution = true, .run = jw_measure_span },
    { "depth", "层级深度", "depth", "离核心的领导层级多（排名从浅到深）",
      "is many links of authority below a root (the nearest ranks first)", .smallest_first = true,
      .has_distribution = true, .run = jw_measure_depth },
    { "superiors", "直接上级数", "direct leads", "直接领导它的单位多（两个及以上即多头领导）",
      "has many direct leads (from two on: several leads)", .has_distribution = true,
      .run = jw_measure_superiors },
    { "loops", "处在领导环上", "on a loop of authority", "沿领导关系又回到它自己（1：是；0：否）",
      "authority that starts from it comes back to it (1: yes; 0: no)", .has_distribution = true,
      .run = jw_measure_loops },
    { "inversions", "层级倒置数", "level inversions", "领导它的单位中，级别反而比它低的多",
      "has many direct links of authority from units of a lower rank", .has_distribution = true,
      .run = jw_measure_inversions },
    { "criticality", "关键度", "criticality", "一旦缺位，许多覆盖对象与核心失去联系",
      "cuts many targets off from the roots when it goes", .run = jw_measure_criticality },
    { "articulation", "割点断联数", "articulation", "一旦缺位，许多单位与网络的主体断开（零：不是割点）",
      "cuts many units off from the rest of the network when it goes (0: no articulation point)", CENTRALITY,
      .always_undirected = true, .run = jw_measure_articulation },
    { "bridges", "桥数", "bridges", "许多联系是桥：断开一条，两端就不再连通",
      "has many links without which their two ends are no longer connected", CENTRALITY,
      .always_undirected = true, .run = jw_measure_bridges },
};

size_t jw_measures(void)
{
    return G_N_ELEMENTS(measures);
}

const jw_measure *jw_measure_at(size_t i)
{
    return &measures[i];
}

/* What books call a measure, where they do not agree. */
static const struct {
    const char *also, *name;
} synonyms[] = { { "core number", "core" },
                 { "core-number", "core" },
                 { "coreness", "core" },
                 { "leads", "superiors" },
                 { "several-leads", "superiors" } };

const jw_measure *jw_measure_named(const char *name, const char **nearest)
{
    const char *names[G_N_ELEMENTS(measures)];
    if (nearest) *nearest = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(synonyms); i++)
        if (g_ascii_strcasecmp(name, synonyms[i].also) == 0) name = synonyms[i].name;
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++) {
        names[i] = measures[i].name;
        if (g_ascii_strcasecmp(name, names[i]) == 0 || strcmp(name, measures[i].zh) == 0 ||
            g_ascii_strcasecmp(name, measures[i].en) == 0)
            return &measures[i];
    }
    if (nearest) *nearest = jw_nearest(name, names, G_N_ELEMENTS(measures));
    return NULL;
}

/* Best first; NAN last; then by id, which is the order of the numbers. A smallest-first measure comes here
 * with its sign turned. */
static int compare_rows(const void *a, const void *b)
{
    const jw_rank_row *x = a, *y = b;
    if (isnan(x->score) != isnan(y->score)) return isnan(x->score) ? 1 : -1;
    if (x->score != y->score && !isnan(x->score)) return x->score < y->score ? 1 : -1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

static void number_rows(jw_rank_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool tied = i && (rows[i].score == rows[i - 1].score || isnan(rows[i - 1].score));
        rows[i].rank = tied ? rows[i - 1].rank : (uint32_t)i + 1;
    }
}

static void turn_signs(jw_rank_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rows[i].score = rows[i].score == 0 ? 0 : -rows[i].score; /* no negative zero */
}

void jw_rank_scores(const jw_model *m, const jw_measure *measure, const double *scores,
                    bool (*take)(void *context, uint32_t unit), void *context, jw_rank_row **rows, size_t *n)
{
    uint32_t n_units = (uint32_t)jw_model_unit_count(m);
    *rows = malloc((n_units + 1) * sizeof **rows);
    if (!*rows) g_error("out of memory");
    *n = 0;
    for (uint32_t u = 0; u < n_units; u++)
        if (!take || take(context, u)) (*rows)[(*n)++] = (jw_rank_row){ u, 0, jw_round_score(scores[u]) };
    if (measure->smallest_first) turn_signs(*rows, *n);
    qsort(*rows, *n, sizeof **rows, compare_rows);
    if (measure->smallest_first) turn_signs(*rows, *n);
    number_rows(*rows, *n);
}

bool jw_rank(const jw_model *m, const jw_measure *measure, const jw_rank_options *options,
             bool (*take)(void *context, uint32_t unit), void *context, jw_rank_row **rows, size_t *n,
             jw_diags *diags)
{
    static const jw_rank_options plain = { 0 };
    g_autofree double *scores = g_new(double, jw_model_unit_count(m) + 1);
    if (!measure->run(m, options ? options : &plain, scores, diags)) return false;
    jw_rank_scores(m, measure, scores, take, context, rows, n);
    return true;
}
