/* Changes that a selector hands to targets: form, send. (group: change_group.c) */
#include "reform/change.h"

#include "measure/remoteness.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* ---- form ---- */

static const char *const forms[] = { "branch", "general-branch", "committee", "by-members" };

bool jw_change_read_form(jw_loader *l, jw_change *c)
{
    return jw_load_word(l, c->what, forms, G_N_ELEMENTS(forms)) >= 0;
}

/* The form that policy.forms gives so many members; NULL: too few, or not known. */
static const char *form_by_members(const jw_policy *p, double members)
{
    return members >= p->committee        ? "committee"
           : members >= p->general_branch ? "general-branch"
           : members >= p->branch         ? "branch"
                                          : NULL;
}

bool jw_change_form(jw_reform *r, const jw_change *c)
{
    const char *wanted = jw_load_string(c->what);
    bool by_members = strcmp(wanted, "by-members") == 0;
    GArray *units = jw_reform_select(r, c, true);
    if (!units) return false;
    guint left = 0;
    for (guint i = 0; i < units->len; i++) {
        uint32_t u = g_array_index(units, uint32_t, i);
        double members = jw_unit_number(r->m, u, JW_MEMBERS);
        const char *form = by_members ? form_by_members(jw_model_policy(r->m), members) : wanted;
        if (form)
            jw_model_set_text(r->m, false, u, JW_ORGANIZATION, form);
        else
            g_array_index(units, uint32_t, left++) = u;
    }
    g_array_set_size(units, left);
    jw_reform_warn(r, c->what, "cannot-form", units);
    g_array_unref(units);
    return true;
}

/* ---- send ---- */

bool jw_change_read_send(jw_loader *l, jw_change *c)
{
    static const jw_key keys[] = {
        { "from", JW_WANT_STRING, true, offsetof(jw_change, into) },
        { "where", JW_WANT_OBJECT, true, offsetof(jw_change, where) },
    };
    return jw_load_keys(l, c->what, keys, G_N_ELEMENTS(keys), c);
}

/* Whoever sends: free is how many more it can be sent to, by count. */
typedef struct {
    uint32_t unit;
    double free;
    jw_location at;
} sender;

static void use(void *context, uint32_t l)
{
    void **both = context;
    const jw_model *m = both[0];
    sender *s = both[1];
    uint32_t to = jw_model_link(m, l).to;
    if (jw_link_kind_of(m, l)->role == JW_ROLE_SUPPORT && !jw_unit_is_eliminated(m, to))
        s->free -= jw_unit_count(m, to);
}

/* A unit without `capacity` can be sent to any number. */
static void add_sender(jw_reform *r, uint32_t u, GArray *senders)
{
    double capacity = jw_unit_number(r->m, u, JW_CAPACITY);
    sender s = { u, isnan(capacity) ? INFINITY : capacity, jw_location_of(r->m, u) };
    jw_edit_each_link(r->edit, u, false, use, (void *[]){ r->m, &s });
    g_array_append_val(senders, s);
}

/* The unit of that id, else all of the kind of that name. Empty after reporting. */
static GArray *senders_of(jw_reform *r, jw_jv from)
{
    GArray *senders = g_array_new(FALSE, FALSE, sizeof(sender));
    const char *name = jw_load_string(from);
    uint32_t unit = jw_model_find(r->m, name);
    int kind = unit == JW_NO_UNIT ? jw_model_unit_kind_named(r->m, name) : -1;
    if (unit == JW_NO_UNIT && kind < 0) unit = jw_reform_unit(r, from); /* reports */
    if (unit != JW_NO_UNIT) add_sender(r, unit, senders);
    const jw_unit_kind *wanted = kind >= 0 ? jw_model_unit_kind(r->m, (size_t)kind) : NULL;
    for (uint32_t u = 0; wanted && u < jw_model_unit_count(r->m); u++)
        if (jw_unit_kind_of(r->m, u) == wanted && !jw_unit_is_eliminated(r->m, u)) add_sender(r, u, senders);
    if (wanted && !senders->len) jw_load_report(r->l, from, "unknown-unit", name, NULL, NULL);
    return senders;
}

static bool is_sent_already(jw_reform *r, const GArray *senders, int sends, uint32_t to)
{
    for (guint i = 0; i < senders->len; i++) {
        uint32_t from = g_array_index(senders, sender, i).unit;
        if (from == to || jw_edit_find_link(r->edit, sends, from, to) != JW_NO_LINK) return true;
    }
    return false;
}

/* The nearest with room for `to`, of equals the smallest id; NULL if none has. */
static sender *nearest_free(const jw_reform *r, GArray *senders, uint32_t to)
{
    jw_location at = jw_location_of(r->m, to);
    sender *best = NULL;
    double least = INFINITY, count = jw_unit_count(r->m, to);
    for (guint i = 0; i < senders->len; i++) {
        sender *s = &g_array_index(senders, sender, i);
        double d = jw_remoteness(jw_model_get_policy(r->m), &at, &s->at);
        if (s->free < count || d >= least) continue;
        best = s;
        least = d;
    }
    return best;
}

/* In order of id; who gets nobody is left in `units`. */
static bool send_to(jw_reform *r, const jw_change *c, GArray *senders, GArray *units)
{
    int sends = jw_model_link_kind_named(r->m, "sends");
    guint left = 0;
    for (guint i = 0; i < units->len; i++) {
        uint32_t to = g_array_index(units, uint32_t, i);
        if (jw_unit_is_eliminated(r->m, to) || is_sent_already(r, senders, sends, to)) continue;
        sender *from = nearest_free(r, senders, to);
        if (!from) {
            g_array_index(units, uint32_t, left++) = to;
            continue;
        }
        if (!jw_reform_link(r, c->what, sends, from->unit, to)) return false;
        from->free -= jw_unit_count(r->m, to);
    }
    g_array_set_size(units, left);
    return true;
}

bool jw_change_send(jw_reform *r, const jw_change *c)
{
    jw_reform_settle(r);
    GArray *senders = senders_of(r, c->into);
    GArray *units = senders->len ? jw_reform_select(r, c, true) : NULL;
    bool good = units && send_to(r, c, senders, units);
    if (good) jw_reform_warn(r, c->what, "nobody-to-send", units);
    g_clear_pointer(&units, g_array_unref);
    g_array_unref(senders);
    return good;
}
