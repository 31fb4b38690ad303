#include "model/policy.h"

#include <glib.h>

jw_policy jw_policy_default(void)
{
    return (jw_policy){
        .threshold = 3,
        .branch = 3,
        .general_branch = 50,
        .committee = 100,
        .joint_most = 5,
        .joint_least_members = 3,
        .member_year = 500,
        .secretary_month = 400,
        .setup = 1200,
        .street_same = 0,
        .street_near = 300,
        .street_other = 1500,
        .industry_same = 0,
        .industry_sector = 200,
        .industry_other = 500,
        .km = 100,
        .size = 0,
    };
}

jw_rule *jw_policy_add_rule(jw_policy *p)
{
    p->rules = g_renew(jw_rule, p->rules, p->n_rules + 1);
    p->rules[p->n_rules] = (jw_rule){ 0 };
    return &p->rules[p->n_rules++];
}

jw_index *jw_policy_add_index(jw_policy *p)
{
    p->indices = g_renew(jw_index, p->indices, p->n_indices + 1);
    p->indices[p->n_indices] = (jw_index){ 0 };
    return &p->indices[p->n_indices++];
}

void jw_index_add_item(jw_index *index, jw_selector *when, double points)
{
    index->items = g_renew(jw_index_item, index->items, index->n_items + 1);
    index->items[index->n_items++] = (jw_index_item){ when, points };
}

static void clear_rule(jw_rule *r)
{
    g_free(r->id);
    g_free(r->stage);
    g_free(r->because[0]);
    g_free(r->because[1]);
    g_free(r->source);
    jw_selector_free(r->applies);
    jw_selector_free(r->required);
}

static void clear_index(jw_index *index)
{
    g_free(index->id);
    jw_selector_free(index->of);
    for (size_t i = 0; i < index->n_items; i++) jw_selector_free(index->items[i].when);
    g_free(index->items);
}

void jw_policy_clear(jw_policy *p)
{
    for (size_t i = 0; i < p->n_rules; i++) clear_rule(&p->rules[i]);
    for (size_t i = 0; i < p->n_indices; i++) clear_index(&p->indices[i]);
    g_free(p->rules);
    g_free(p->indices);
    g_free(p->near_streets);
    jw_selector_free(p->population);
}

const char *jw_weight_name(jw_weight weight)
{
    static const char *const names[JW_WEIGHTS] = { "veto", "must", "prefer" };
    return names[weight];
}
