/* Attach rules: a lead for every target that has none. */
#include "base/text.h"
#include "model/private.h"

#include <string.h>

/* One rule at work: whom it can attach to, by the values that must agree. Keys are interned, so a key is a pointer. */
typedef struct {
    const jw_attach_rule *rule;
    size_t number;
    GHashTable *leads;     /* key → unit + 1; of a rule without `by` the one key is "" */
    GHashTable *unmatched; /* key → index in m->unmatched, + 1 */
    size_t targets;
} runner;

void jw_model_add_attach_rule(jw_model *m, jw_attach_rule rule)
{
    g_array_append_val(m->attach_rules, rule);
}

static bool has_lead(const jw_model *m, uint32_t u)
{
    for (uint32_t i = m->in[u]; i < m->in[u + 1]; i++)
        if (jw_link_kind_of(m, m->in_links[i])->role == JW_ROLE_AUTHORITY)
            return true;
    for (uint32_t l = m->out[u]; l < m->out[u + 1]; l++)
        if (jw_link_kind_of(m, l)->role == JW_ROLE_MEMBERSHIP)
            return true;
    return false;
}

/* What must agree, as one interned text; NULL if the unit lacks one of the values. */
static const char *key_of(jw_model *m, uint32_t u, const jw_attach_rule *rule)
{
    char buffer[JW_NUMBER_SIZE];
    if (rule->n_by == 1) {
        const char *text = jw_unit_value(m, u, rule->by[0], buffer);
        return text != buffer ? text : jw_strings_get(m->strings, jw_strings_add(m->strings, buffer));
    }
    g_autoptr(GString) key = g_string_new(NULL);
    for (size_t i = 0; i < rule->n_by; i++) {
        const char *text = jw_unit_value(m, u, rule->by[i], buffer);
        if (!text)
            return NULL;
        g_string_append(key, i ? " / " : "");
        g_string_append(key, text);
    }
    return jw_strings_get(m->strings, jw_strings_add(m->strings, key->str));
}

static char *names_of(const jw_model *m, const jw_attach_rule *rule)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < rule->n_by; i++) {
        g_string_append(names, i ? " / " : "");
        g_string_append(names, jw_model_attribute(m, (size_t)rule->by[i])->name);
    }
    return g_string_free(names, FALSE);
}

static const char *keep(jw_model *m, char *taken)
{
    const char *kept = jw_strings_get(m->strings, jw_strings_add(m->strings, taken));
    g_free(taken);
    return kept;
}

static void add_lead(jw_model *m, runner *r, uint32_t u)
{
    const char *key = key_of(m, u, r->rule);
    if (!key)
        return;
    gsize before = GPOINTER_TO_SIZE(g_hash_table_lookup(r->leads, key));
    if (!before) {
        g_hash_table_insert(r->leads, (void *)key, GSIZE_TO_POINTER((gsize)u + 1));
        return;
    }
    jw_ambiguous several = { r->rule->n_by ? keep(m, names_of(m, r->rule)) : NULL, r->rule->n_by ? key : NULL,
                             r->number, (uint32_t)before - 1, u };
    g_array_append_val(m->ambiguous, several);
}

static bool start(jw_model *m, runner *r, jw_diags *diags)
{
    r->leads = g_hash_table_new(NULL, NULL);
    r->unmatched = g_hash_table_new(NULL, NULL);
    jw_bound *to = jw_selector_bind(r->rule->to, m, NULL, diags);
    if (!to)
        return false;
    for (uint32_t u = 0; u < m->tables[0].n; u++)
        if (!jw_unit_is_eliminated(m, u) && jw_bound_holds(to, u))
            add_lead(m, r, u);
    jw_bound_free(to);
    return true;
}

static const char *nearest_value(const runner *r, const char *key)
{
    guint n;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(r->leads, &n);
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (guint i = 0; i < n; i++) {
        size_t distance = jw_distance(key, keys[i]);
        if (distance < least || (distance == least && best && strcmp(keys[i], best) < 0)) {
            least = distance;
            best = keys[i];
        }
    }
    return least == SIZE_MAX ? NULL : best;
}

static void count_unmatched(jw_model *m, runner *r, const char *key, uint32_t u)
{
    gsize at = GPOINTER_TO_SIZE(g_hash_table_lookup(r->unmatched, key));
    if (!at) {
        jw_unmatched fresh = { keep(m, names_of(m, r->rule)), key, nearest_value(r, key), r->number, 0,
                               jw_unit_place(m, u) };
        g_array_append_val(m->unmatched, fresh);
        at = m->unmatched->len;
        g_hash_table_insert(r->unmatched, (void *)key, GSIZE_TO_POINTER(at));
    }
    g_array_index(m->unmatched, jw_unmatched, at - 1).targets++;
}

/* The lead that the rule gives u, or JW_NO_UNIT. A target does not lead itself. */
static uint32_t lead_for(jw_model *m, runner *r, uint32_t u)
{
    const char *key = key_of(m, u, r->rule);
    if (!key)
        return JW_NO_UNIT;
    gsize lead = GPOINTER_TO_SIZE(g_hash_table_lookup(r->leads, key));
    if (!lead && r->rule->n_by)
        count_unmatched(m, r, key, u);
    return lead && lead - 1 != u ? (uint32_t)lead - 1 : JW_NO_UNIT;
}

static bool attach_one(jw_model *m, runner *runners, size_t n, uint32_t u)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t lead = lead_for(m, &runners[i], u);
        if (lead == JW_NO_UNIT)
            continue;
        runners[i].targets++;
        return jw_model_add_link(m, runners[i].rule->link, lead, u, runners[i].rule->spot);
    }
    return true;
}

static int compare_unmatched(const void *a, const void *b)
{
    const jw_unmatched *x = a, *y = b;
    return x->rule != y->rule ? (x->rule > y->rule) - (x->rule < y->rule) : strcmp(x->value, y->value);
}

static void keep_counts(jw_model *m, const runner *runners, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const jw_attach_rule *rule = runners[i].rule;
        jw_attached done = { keep(m, jw_selector_text(rule->to)), rule->n_by ? keep(m, names_of(m, rule)) : NULL,
                             jw_model_link_kind(m, (size_t)rule->link)->name, runners[i].targets };
        g_array_append_val(m->attached, done);
    }
    g_array_sort(m->unmatched, compare_unmatched);
}

bool jw_model_attach(jw_model *m, jw_diags *diags)
{
    size_t n = m->attach_rules->len;
    runner *runners = g_new0(runner, n);
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        runners[i].rule = &g_array_index(m->attach_rules, jw_attach_rule, i);
        runners[i].number = i;
        good = start(m, &runners[i], diags) && good;
    }
    for (uint32_t u = 0; u < m->tables[0].n && good; u++)
        if (jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET && !has_lead(m, u) && !attach_one(m, runners, n, u)) {
            g_autofree char *most = g_strdup_printf("%" G_GUINT64_FORMAT, m->limits.links);
            jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR, .code = "too-many-links", .expected = most });
            good = false;
        }
    if (good)
        keep_counts(m, runners, n);
    for (size_t i = 0; i < n; i++) {
        g_hash_table_destroy(runners[i].leads);
        g_hash_table_destroy(runners[i].unmatched);
    }
    g_free(runners);
    return good;
}
