/* Changes of links: link, unlink, attach. */
#include "reform/change.h"

#include <stddef.h>

static bool report_link(jw_reform *r, jw_jv at, const char *code, const char *kind, uint32_t from,
                        uint32_t to)
{
    g_autofree char *found =
        g_strdup_printf("%s: %s → %s", kind, jw_unit_id(r->m, from), jw_unit_id(r->m, to));
    jw_load_report(r->l, at, code, found, NULL, NULL);
    return false;
}

/* The link that was just added is looked for among those of before, so it is noticed after. */
bool jw_change_link(jw_reform *r, const jw_change *c)
{
    static const jw_template plain = { 0 };
    if (!jw_load_link(r->l, c->what, &plain)) return false;
    jw_link link = jw_model_link(r->m, jw_model_last_link(r->m));
    if (jw_edit_find_link(r->edit, link.kind, link.from, link.to) == JW_NO_LINK) return true;
    return report_link(r, c->what, "link-exists", jw_model_link_kind(r->m, link.kind)->name, link.from,
                       link.to);
}

bool jw_change_read_unlink(jw_loader *l, jw_change *c)
{
    static const jw_key keys[] = {
        { "kind", JW_WANT_STRING, true, offsetof(jw_change, link[0]) },
        { "from", JW_WANT_STRING, true, offsetof(jw_change, link[1]) },
        { "to", JW_WANT_STRING, true, offsetof(jw_change, link[2]) },
    };
    return jw_load_keys(l, c->what, keys, G_N_ELEMENTS(keys), c);
}

bool jw_change_unlink(jw_reform *r, const jw_change *c)
{
    const char *name = jw_load_string(c->link[0]);
    int kind = jw_load_link_kind(r->l, c->link[0], name);
    uint32_t from = kind >= 0 ? jw_reform_unit(r, c->link[1]) : JW_NO_UNIT;
    uint32_t to = from != JW_NO_UNIT ? jw_reform_unit(r, c->link[2]) : JW_NO_UNIT;
    if (to == JW_NO_UNIT) return false;
    uint32_t l = jw_edit_find_link(r->edit, kind, from, to);
    if (l == JW_NO_LINK) return report_link(r, c->what, "no-such-link", name, from, to);
    jw_edit_drop_link(r->edit, l);
    return true;
}

/* What the rules did takes the place of what the model's own rules did when it was loaded. */
bool jw_change_attach(jw_reform *r, const jw_change *c)
{
    size_t before = r->l->errors, taken = 0;
    jw_model_forget_attach_rules(r->m);
    jw_load_attach(r->l, c->what);
    if (r->l->errors > before) return false;
    jw_reform_settle(r);
    size_t errors = jw_diags_count(r->l->diags, JW_ERROR);
    bool good = jw_model_attach(r->m, r->l->diags);
    jw_load_count(r->l, errors);
    jw_model_forget_attach_rules(r->m);
    for (size_t i = 0; good && i < jw_model_attach_rules(r->m); i++)
        taken += jw_model_attached(r->m, i).targets;
    if (good && !taken) jw_jv_report(c->what, r->l->diags, JW_WARNING, "nothing-attached", NULL, NULL, NULL);
    return good;
}
