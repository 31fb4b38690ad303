/* Attach rules: a lead for every target that has none. */
#include "base/text.h"
#include "model/private.h"

#include <string.h>

/* The units that a rule can attach to for one value of its `by`: the three smallest ids, as a target that is
 * one of them cannot lead itself, and of the others it takes the first and names the second. */
typedef struct {
    const char *shown; /* the value, for a message */
    uint32_t best[3];
    uint32_t n;
    bool told; /* that there are several */
} candidates;

/* One rule at work. Values are interned, so that a key is a number. */
typedef struct {
    const jw_attach_rule *rule;
    size_t number;
    const char *names;     /* of `by`; NULL without */
    GHashTable *by_value;  /* key → index in `leads`, + 1; of a rule without `by` the one key is "" */
    GArray *leads;         /* candidates */
    GHashTable *unmatched; /* key → index in m->unmatched, + 1 */
    size_t targets, compared;
} runner;

void jw_model_add_attach_rule(jw_model *m, jw_attach_rule rule)
{
    g_array_append_val(m->attach_rules, rule);
}

void jw_model_forget_attach_rules(jw_model *m)
{
    for (guint i = 0; i < m->attach_rules->len; i++) {
        jw_attach_rule *rule = &g_array_index(m->attach_rules, jw_attach_rule, i);
        jw_selector_free(rule->to);
        g_free(rule->by);
    }
    g_array_set_size(m->attach_rules, 0);
}

size_t jw_model_attach_rules_of(const jw_model *m, const jw_attach_rule **rules)
{
    *rules = (const jw_attach_rule *)(void *)m->attach_rules->data;
    return m->attach_rules->len;
}

/* By unit: something leads it, or it has joined something. In one pass over the links as they lie. */
static bool *led_units(const jw_model *m)
{
    bool *led = g_new0(bool, (size_t)m->tables[0].n + 1);
    for (uint32_t l = 0; l < m->tables[1].n; l++) {
        jw_link_role role = jw_link_kind_of(m, l)->role;
        if (role == JW_ROLE_AUTHORITY) led[m->links[l].to] = true;
        if (role == JW_ROLE_MEMBERSHIP) led[m->links[l].from] = true;
    }
    return led;
}

static const char *keep(jw_model *m, char *taken)
{
    const char *kept = jw_strings_get(m->strings, jw_strings_add(m->strings, taken));
    g_free(taken);
    return kept;
}

/* What must agree, interned; 0 if the unit lacks one of the values. Several values give the text of their
 * numbers, which no other values have. */
static jw_str key_of(jw_model *m, uint32_t u, const jw_attach_rule *rule)
{
    char buffer[JW_NUMBER_SIZE];
    if (rule->n_by == 1) return jw_strings_add(m->strings, jw_unit_value(m, u, rule->by[0], buffer));
    g_autoptr(GString) key = g_string_new(NULL);
    for (size_t i = 0; i < rule->n_by; i++) {
        jw_str value = jw_strings_add(m->strings, jw_unit_value(m, u, rule->by[i], buffer));
        if (!value) return 0;
        g_string_append_printf(key, "%" G_GUINT32_FORMAT " ", value);
    }
    return jw_strings_add(m->strings, key->str);
}

/* The values of `by` as a reader sees them; NULL without. */
static const char *shown_of(jw_model *m, uint32_t u, const jw_attach_rule *rule)
{
    char buffer[JW_NUMBER_SIZE];
    GString *shown = g_string_new(NULL);
    for (size_t i = 0; i < rule->n_by; i++) {
        g_string_append(shown, i ? " / " : "");
        g_string_append(shown, jw_unit_value(m, u, rule->by[i], buffer));
    }
    const char *kept = keep(m, g_string_free(shown, FALSE));
    return rule->n_by ? kept : NULL;
}

static const char *names_of(jw_model *m, const jw_attach_rule *rule)
{
    GString *names = g_string_new(NULL);
    for (size_t i = 0; i < rule->n_by; i++) {
        g_string_append(names, i ? " / " : "");
        g_string_append(names, jw_model_attribute(m, (size_t)rule->by[i])->name);
    }
    const char *kept = keep(m, g_string_free(names, FALSE));
    return rule->n_by ? kept : NULL;
}

static candidates *candidates_of(const runner *r, jw_str key)
{
    gsize at = GPOINTER_TO_SIZE(g_hash_table_lookup(r->by_value, GUINT_TO_POINTER(key)));
    return at ? &g_array_index(r->leads, candidates, at - 1) : NULL;
}

static void add_lead(jw_model *m, runner *r, uint32_t u)
{
    jw_str key = key_of(m, u, r->rule);
    if (!key) return;
    candidates *c = candidates_of(r, key);
    if (!c) {
        candidates fresh = { .shown = shown_of(m, u, r->rule) };
        g_array_append_val(r->leads, fresh);
        g_hash_table_insert(r->by_value, GUINT_TO_POINTER(key), GSIZE_TO_POINTER((gsize)r->leads->len));
        c = &g_array_index(r->leads, candidates, r->leads->len - 1);
    }
    if (c->n < G_N_ELEMENTS(c->best)) c->best[c->n++] = u; /* units come in id order */
}

static bool start(jw_model *m, runner *r, jw_diags *diags)
{
    r->names = names_of(m, r->rule);
    r->by_value = g_hash_table_new(NULL, NULL);
    r->leads = g_array_new(FALSE, FALSE, sizeof(candidates));
    r->unmatched = g_hash_table_new(NULL, NULL);
    jw_bound *to = jw_selector_bind(r->rule->to, m, NULL, diags);
    if (!to) return false;
    for (uint32_t u = 0; u < m->tables[0].n; u++)
        if (!jw_unit_is_eliminated(m, u) && jw_bound_holds(to, u)) add_lead(m, r, u);
    jw_bound_free(to);
    return true;
}

/* The nearest value that a unit has. A register whose every row has a value of its own is not worth the time:
 * after a million comparisons there is none. */
static const char *nearest_value(runner *r, const char *value)
{
    enum { MOST_COMPARED = 1000000 };
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (guint i = 0; i < r->leads->len && r->compared < MOST_COMPARED; i++, r->compared++) {
        const char *shown = g_array_index(r->leads, candidates, i).shown;
        size_t distance = jw_distance(value, shown);
        if (distance < least || (distance == least && best && strcmp(shown, best) < 0)) {
            least = distance;
            best = shown;
        }
    }
    return best;
}

static void count_unmatched(jw_model *m, runner *r, jw_str key, uint32_t u)
{
    gsize at = GPOINTER_TO_SIZE(g_hash_table_lookup(r->unmatched, GUINT_TO_POINTER(key)));
    if (!at) {
        const char *value = shown_of(m, u, r->rule);
        jw_unmatched fresh = { r->names, value, nearest_value(r, value), r->number, 0, jw_unit_place(m, u) };
        g_array_append_val(m->unmatched, fresh);
        at = m->unmatched->len;
        g_hash_table_insert(r->unmatched, GUINT_TO_POINTER(key), GSIZE_TO_POINTER(at));
    }
    g_array_index(m->unmatched, jw_unmatched, at - 1).targets++;
}

/* The smallest of the candidates but u itself, or JW_NO_UNIT. Tells once if there was a choice. */
static uint32_t choose(jw_model *m, const runner *r, candidates *c, uint32_t u)
{
    uint32_t taken = JW_NO_UNIT;
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->best[i] == u) continue;
        if (taken == JW_NO_UNIT) {
            taken = c->best[i];
            continue;
        }
        jw_ambiguous several = { r->names, c->shown, r->number, taken, c->best[i] };
        if (!c->told) g_array_append_val(m->ambiguous, several);
        c->told = true;
        break;
    }
    return taken;
}

/* The lead that the rule gives u, or JW_NO_UNIT. */
static uint32_t lead_for(jw_model *m, runner *r, uint32_t u)
{
    jw_str key = key_of(m, u, r->rule);
    if (!key) return JW_NO_UNIT;
    candidates *c = candidates_of(r, key);
    if (c) return choose(m, r, c, u);
    if (r->rule->n_by && !jw_unit_is_eliminated(m, u)) count_unmatched(m, r, key, u);
    return JW_NO_UNIT;
}

/* An eliminated target is given a lead, by which it is drawn, but is counted nowhere. */
static bool attach_one(jw_model *m, runner *runners, size_t n, uint32_t u)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t lead = lead_for(m, &runners[i], u);
        if (lead == JW_NO_UNIT) continue;
        runners[i].targets += !jw_unit_is_eliminated(m, u);
        return jw_model_add_link(m, runners[i].rule->link, lead, u, runners[i].rule->spot);
    }
    return true;
}

static int compare_unmatched(const void *a, const void *b)
{
    const jw_unmatched *x = a, *y = b;
    return x->rule != y->rule ? (x->rule > y->rule) - (x->rule < y->rule) : strcmp(x->value, y->value);
}

static int compare_ambiguous(const void *a, const void *b)
{
    const jw_ambiguous *x = a, *y = b;
    return x->rule != y->rule ? (x->rule > y->rule) - (x->rule < y->rule)
                              : jw_compare_bytes(x->value, y->value);
}

static void keep_counts(jw_model *m, const runner *runners, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const jw_attach_rule *rule = runners[i].rule;
        jw_attached done = { keep(m, jw_selector_text(rule->to)), runners[i].names,
                             jw_model_link_kind(m, (size_t)rule->link)->name, runners[i].targets };
        g_array_append_val(m->attached, done);
    }
    g_array_sort(m->unmatched, compare_unmatched);
    g_array_sort(m->ambiguous, compare_ambiguous);
}

bool jw_model_attach(jw_model *m, jw_diags *diags)
{
    size_t n = m->attach_rules->len;
    runner *runners = g_new0(runner, n);
    bool good = true;
    GArray *told[] = { m->attached, m->unmatched, m->ambiguous };
    for (size_t i = 0; i < G_N_ELEMENTS(told); i++) g_array_set_size(told[i], 0);
    for (size_t i = 0; i < n; i++) {
        runners[i].rule = &g_array_index(m->attach_rules, jw_attach_rule, i);
        runners[i].number = i;
        good = start(m, &runners[i], diags) && good;
    }
    g_autofree bool *led = n ? led_units(m) : NULL;
    for (uint32_t u = 0; n && u < m->tables[0].n && good; u++)
        if (jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET && !led[u] && !attach_one(m, runners, n, u)) {
            g_autofree char *most = g_strdup_printf("%" G_GUINT64_FORMAT, m->limits.links);
            jw_diags_add(diags,
                         &(jw_diag){ .severity = JW_ERROR, .code = "too-many-links", .expected = most });
            good = false;
        }
    if (good) keep_counts(m, runners, n);
    for (size_t i = 0; i < n; i++) {
        g_hash_table_destroy(runners[i].by_value);
        g_array_free(runners[i].leads, TRUE);
        g_hash_table_destroy(runners[i].unmatched);
    }
    g_free(runners);
    return good;
}
