/* Numbers and population of the policy, attach rules and facts. Its rules and indices: load_rules.c. */
#include "io/load.h"

#include "base/number.h"
#include "base/text.h"
#include "io/select_json.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* ---- Things with an id of their own ---- */

bool jw_load_take_id(jw_loader *l, const char *sort, jw_jv at)
{
    const char *id = jw_load_is(l, at, JW_WANT_STRING) ? jw_load_label(l, at) : NULL;
    if (!id) return false;
    g_autofree char *key = g_strconcat(sort, " ", id, NULL);
    const jw_jv *first = g_hash_table_lookup(l->ids, key);
    if (!first) {
        g_hash_table_insert(l->ids, g_steal_pointer(&key), g_memdup2(&at, sizeof at));
        return true;
    }
    jw_place place = jw_jv_place(*first);
    g_autofree char *where = g_strdup_printf("%s:%u:%u", place.file, place.line, place.column);
    jw_load_report(l, at, "duplicate-id", id, where, NULL);
    return false;
}

/* ---- Policy ---- */

static bool is_street(jw_loader *l, jw_jv value)
{
    return jw_load_is(l, value, JW_WANT_STRING) && jw_load_label(l, value);
}

/* Pairs of neighbouring streets. */
static void load_near(jw_loader *l, jw_jv list)
{
    if (!jw_load_is(l, list, JW_WANT_LIST)) return;
    for (jw_jv pair = jw_jv_first(list); jw_jv_present(pair); pair = jw_jv_next(pair)) {
        if (!jw_load_is(l, pair, JW_WANT_LIST)) continue;
        jw_jv a = jw_jv_first(pair), b = jw_jv_next(a);
        if (jw_jv_size(pair) != 2)
            jw_load_report(l, pair, "not-a-pair", NULL, NULL, NULL);
        else if (is_street(l, a) && is_street(l, b))
            jw_model_add_near_streets(l->model, jw_load_string(a), jw_load_string(b));
    }
}

static void load_population(jw_loader *l, jw_jv object)
{
    jw_load_is(l, object, JW_WANT_OBJECT); /* read for all files at once: jw_load_population */
}

/* Every key of a policy. `part` is the object that it stands in, "" the policy itself. */
typedef struct {
    const char *part, *key;
    const char *opens;                       /* the part that it is; NULL: none */
    void (*read)(jw_loader *l, jw_jv value); /* NULL: a number */
    size_t offset;                           /* of the double in jw_policy */
    double least;
    bool whole;
} policy_key;

/* clang-format off */
#define PART(part, key, opens) { part, key, opens, NULL, 0, 0, false }
#define READ(part, key, read) { part, key, NULL, read, 0, 0, false }
#define WHOLE(part, key, field, least) { part, key, NULL, NULL, offsetof(jw_policy, field), least, true }
#define YUAN(part, key, field) { part, key, NULL, NULL, offsetof(jw_policy, field), 0, false }

static const policy_key policy_keys[] = {
    WHOLE("", "threshold", threshold, 1),
    PART("", "forms", "forms"),
    WHOLE("forms", "branch", branch, 0),
    WHOLE("forms", "general-branch", general_branch, 0),
    WHOLE("forms", "committee", committee, 0),
    PART("", "joint", "joint"),
    WHOLE("joint", "most", joint_most, 1),
    WHOLE("joint", "least_members", joint_least_members, 1),
    READ("", "population", load_population),
    READ("", "rules", jw_load_rules),
    READ("", "indices", jw_load_indices),
    PART("", "budget", "budget"),
    YUAN("budget", "member_year", member_year),
    YUAN("budget", "secretary_month", secretary_month),
    PART("", "plan", "plan"),
    YUAN("plan", "setup", setup),
    PART("plan", "street", "street"),
    YUAN("street", "same", street_same),
    YUAN("street", "near", street_near),
    YUAN("street", "other", street_other),
    PART("plan", "industry", "industry"),
    YUAN("industry", "same", industry_same),
    YUAN("industry", "sector", industry_sector),
    YUAN("industry", "other", industry_other),
    READ("plan", "near", load_near),
    YUAN("plan", "km", km),
    YUAN("plan", "size", size),
};
/* clang-format on */

bool jw_policy_key_at(size_t i, jw_policy_key *out)
{
    if (i >= G_N_ELEMENTS(policy_keys)) return false;
    const policy_key *row = &policy_keys[i];
    *out = (jw_policy_key){ row->part, row->key, row->opens, !row->opens && !row->read, row->offset };
    return true;
}

static const policy_key *find_policy_key(const char *part, const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(policy_keys); i++)
        if (strcmp(policy_keys[i].part, part) == 0 && strcmp(policy_keys[i].key, key) == 0)
            return &policy_keys[i];
    return NULL;
}

static void report_policy_key(jw_loader *l, jw_jv member, const char *part)
{
    const char *names[G_N_ELEMENTS(policy_keys)], *key = jw_jv_key(member);
    size_t n = 0;
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(policy_keys); i++)
        if (strcmp(policy_keys[i].part, part) == 0) {
            g_string_append_printf(known, "%s%s", n ? ", " : "", policy_keys[i].key);
            names[n++] = policy_keys[i].key;
        }
    jw_load_report_key(l, member, "json-unknown-key", key, known->str, jw_nearest(key, names, n));
}

static void set_policy_number(jw_loader *l, jw_jv value, const policy_key *row)
{
    double number;
    char found[JW_NUMBER_SIZE], least[JW_NUMBER_SIZE];
    if (!jw_load_is(l, value, JW_WANT_NUMBER) || !jw_jv_number(value, NULL, &number)) return;
    jw_format_number(found, number);
    jw_format_number(least, row->least);
    g_autofree char *expected = g_strdup_printf("≥ %s", least);
    if (number < row->least)
        jw_load_report(l, value, "out-of-range", found, expected, NULL);
    else if (row->whole && number != floor(number))
        jw_load_report(l, value, "not-an-integer", found, NULL, NULL);
    else
        *(double *)(void *)((char *)jw_model_policy(l->model) + row->offset) = number;
}

static void load_policy_part(jw_loader *l, jw_jv object, const char *part)
{
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member)) {
        const policy_key *row = find_policy_key(part, jw_jv_key(member));
        if (!row)
            report_policy_key(l, member, part);
        else if (row->read)
            row->read(l, member);
        else if (!row->opens)
            set_policy_number(l, member, row);
        else if (jw_load_is(l, member, JW_WANT_OBJECT))
            load_policy_part(l, member, row->opens); /* as deep as the table */
    }
}

void jw_load_policy(jw_loader *l, jw_jv section)
{
    load_policy_part(l, section, "");
}

static jw_jv population_of(const jw_loader *l, guint i)
{
    const jw_source *source = g_ptr_array_index(l->sources, i);
    return jw_jv_get(jw_jv_get(jw_json_root(source->doc), "policy"), "population");
}

static bool is_overridden(const jw_loader *l, guint by_files_after, const char *key)
{
    for (guint i = by_files_after + 1; i < l->sources->len; i++)
        if (jw_jv_present(jw_jv_get(population_of(l, i), key))) return true;
    return false;
}

/* The conditions of one file that no later file replaces. */
static jw_selector *population_part(jw_loader *l, guint i)
{
    jw_jv object = population_of(l, i);
    jw_selector *part = jw_selector_new(jw_jv_place(object).file);
    for (jw_jv member = jw_jv_first(object); jw_jv_present(member); member = jw_jv_next(member))
        if (!is_overridden(l, i, jw_jv_key(member))) jw_selector_add_json(part, member, l->diags);
    return part;
}

/* The selector that is merged key by key from all files. As a selector is of one file, the conditions of a
 * second stand in it as the one alternative of an "any". */
void jw_load_population(jw_loader *l)
{
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    jw_selector *all = NULL;
    for (guint i = 0; i < l->sources->len; i++) {
        if (!jw_jv_is_object(population_of(l, i), NULL)) continue;
        jw_selector *part = population_part(l, i);
        if (!all)
            all = part;
        else if (part->n_conditions)
            jw_condition_add_alternative(jw_selector_add(all, JW_ANY, "any"), part);
        else
            jw_selector_free(part);
    }
    jw_load_count(l, before);
    jw_model_policy(l->model)->population = all; /* the model's from now on */
}

/* ---- Attach rules ---- */

typedef struct {
    jw_jv to, by, link;
} attach_keys;

static bool add_by(jw_loader *l, jw_jv at, GArray *by)
{
    const char *name = jw_load_is(l, at, JW_WANT_STRING) ? jw_load_string(at) : NULL;
    if (!name) return false;
    int attribute = jw_model_find_attribute(l->model, name);
    if (attribute < 0 || !jw_model_attribute_is_on(l->model, attribute, JW_ON_UNITS)) {
        jw_load_report(l, at, "unknown-attribute", name, NULL,
                       jw_model_nearest_attribute(l->model, name, JW_ON_UNITS));
        return false;
    }
    g_array_append_val(by, attribute);
    return true;
}

static bool read_by(jw_loader *l, jw_jv value, GArray *by)
{
    if (!jw_jv_is_array(value, NULL)) return !jw_jv_present(value) || add_by(l, value, by);
    bool good = jw_jv_present(jw_jv_first(value));
    if (!good) jw_load_report(l, value, "empty-list", NULL, NULL, NULL);
    for (jw_jv item = jw_jv_first(value); jw_jv_present(item); item = jw_jv_next(item))
        good = add_by(l, item, by) && good;
    return good;
}

/* The kind of link that a rule makes: one of authority, or nobody would have got a lead. */
static int authority_kind(jw_loader *l, jw_jv value)
{
    const char *name = jw_load_string(value);
    int kind = jw_model_link_kind_named(l->model, name);
    if (kind < 0) {
        jw_load_report(l, value, "unknown-link-kind", name, NULL, jw_model_nearest_link_kind(l->model, name));
        return -1;
    }
    if (jw_model_link_kind(l->model, (size_t)kind)->role == JW_ROLE_AUTHORITY) return kind;
    jw_load_report(l, value, "not-authority", name, NULL, NULL);
    return -1;
}

static void load_rule(jw_loader *l, jw_jv object)
{
    static const jw_key table[] = {
        { "to", JW_WANT_OBJECT, true, offsetof(attach_keys, to) },
        { "by", JW_WANT_STRING | JW_WANT_LIST, false, offsetof(attach_keys, by) },
        { "link", JW_WANT_STRING, true, offsetof(attach_keys, link) },
    };
    attach_keys keys;
    if (!jw_load_keys(l, object, table, G_N_ELEMENTS(table), &keys)) return;
    size_t before = jw_diags_count(l->diags, JW_ERROR);
    jw_attach_rule rule = { .to = jw_selector_from_json(keys.to, l->diags),
                            .spot = jw_model_spot(l->model, jw_jv_place(object)) };
    jw_load_count(l, before);
    GArray *by = g_array_new(FALSE, FALSE, sizeof(int));
    bool good = read_by(l, keys.by, by);
    rule.link = authority_kind(l, keys.link);
    rule.n_by = by->len;
    rule.by = (int *)(void *)g_array_free(by, by->len == 0);
    if (good && rule.to && rule.link >= 0) {
        jw_model_add_attach_rule(l->model, rule);
        return;
    }
    jw_selector_free(rule.to);
    g_free(rule.by);
}

void jw_load_attach(jw_loader *l, jw_jv section)
{
    for (jw_jv rule = jw_jv_first(section); jw_jv_present(rule); rule = jw_jv_next(rule)) load_rule(l, rule);
}

/* ---- Facts ---- */

typedef struct {
    jw_jv figure, value, source;
} fact_keys;

void jw_load_facts(jw_loader *l, jw_jv section)
{
    static const jw_key table[] = {
        { "figure", JW_WANT_STRING, true, offsetof(fact_keys, figure) },
        { "value", JW_WANT_NUMBER, true, offsetof(fact_keys, value) },
        { "source", JW_WANT_STRING, false, offsetof(fact_keys, source) },
    };
    for (jw_jv fact = jw_jv_first(section); jw_jv_present(fact); fact = jw_jv_next(fact)) {
        fact_keys keys;
        double value = 0;
        if (!jw_load_keys(l, fact, table, G_N_ELEMENTS(table), &keys) || !jw_load_label(l, keys.figure))
            continue;
        jw_jv_number(keys.value, NULL, &value);
        jw_model_add_fact(l->model, jw_load_string(keys.figure), value, jw_load_string(keys.source),
                          jw_model_spot(l->model, jw_jv_place(fact)));
    }
}
