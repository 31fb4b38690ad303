/* Scenarios: random ones against changes done by hand (plain.h), mistakes with their index and place, and
 * what group promises. */
#include "plain.h"

#include "jingwei/scenario.h"
#include "model/edit.h"
#include "reform/scenario.h"

#include "../growth.h"

/* ---- Applying a text ---- */

static jw_model *apply(const jw_model *base, const char *json, jw_diags *heard)
{
    jw_load_options options = jw_load_options_default();
    jw_diags *unheard = jw_diags_new(), *diags = heard ? heard : unheard;
    jw_scenario *s = jw_scenario_load_text(json, strlen(json), "s.json", &options, diags);
    jw_model *after = s ? jw_scenario_apply(s, base, diags) : NULL;
    jw_scenario_free(s);
    jw_diags_free(unheard);
    return after;
}

/* The changes with ' for ". */
static jw_model *apply_changes(const jw_model *base, const char *changes, jw_diags *diags)
{
    g_autofree char *json = g_strdup_printf("{\"jingwei\":1,\"scenario\":\"s\",\"changes\":[%s]}", changes);
    return apply(base, g_strdelimit(json, "'", '"'), diags);
}

static void assert_finding(const jw_model *base, const char *changes, const char *code, const char *path)
{
    jw_diags *diags = jw_diags_new();
    jw_model *after = apply_changes(base, changes, diags);
    size_t n = jw_diags_size(diags);
    g_assert_cmpuint(n, >, 0);
    const jw_diag *last = jw_diags_get(diags, n - 1);
    g_assert_cmpstr(last->code, ==, code);
    g_assert_cmpstr(last->path, ==, path);
    g_assert_cmpstr(last->place.file, ==, "s.json");
    g_assert_cmpuint(last->place.line, ==, 1);
    g_assert_true((after != NULL) == (last->severity != JW_ERROR));
    char *message = jw_diag_message(last, JW_ZH);
    g_assert_false(g_str_has_prefix(message, "diag."));
    free(message);
    jw_model_free(after);
    jw_diags_free(diags);
}

static char *text_of(const jw_model *m)
{
    p_model *p = p_of(m);
    char *text = p_text(p, true);
    p_free(p);
    return text;
}

/* ---- Random scenarios ---- */

typedef struct {
    GRand *r;
    p_model *p;
    GString *json;
    uint32_t n; /* changes so far */
} writer;

static const char *an_id(writer *w)
{
    static char id[3];
    if (w->p->units->len && chance(w->r, 0.95)) {
        p_unit *u = g_ptr_array_index(w->p->units, g_rand_int_range(w->r, 0, (gint32)w->p->units->len));
        return u->id;
    }
    id[0] = 'z', id[1] = (char)('a' + g_rand_int_range(w->r, 0, 26));
    return id;
}

static bool holds_below(const p_model *p, const char *top, const p_unit *u)
{
    g_autoptr(GHashTable) below = g_hash_table_new(g_str_hash, g_str_equal);
    for (bool more = true; more;) {
        more = false;
        for (guint i = 0; i < p->links->len; i++) {
            const p_link *l = g_ptr_array_index(p->links, i);
            if (p_link_role(p, l) == JW_ROLE_AUTHORITY &&
                (strcmp(l->from, top) == 0 || g_hash_table_contains(below, l->from)))
                more |= g_hash_table_add(below, l->to);
        }
    }
    return g_hash_table_contains(below, u->id);
}

/* Which selector, and the id in it. */
typedef struct {
    int which;
    char id[8];
} selector;

static selector a_selector(writer *w)
{
    selector s = { g_rand_int_range(w->r, 0, 6), "" };
    g_strlcpy(s.id, an_id(w), sizeof s.id);
    return s;
}

static char *json_of(const selector *s)
{
    static const char *const forms[] = {
        "{\"id\":\"%s\"}",
        "{\"organization\":\"none\",\"members\":{\"min\":3}}",
        "{\"kind\":[\"association\",\"chamber\"],\"street\":{\"not\":\"观湖\"}}",
        "{\"any\":[{\"street\":\"观湖\"},{\"members\":{\"max\":2}}]}",
        "{\"under\":\"%s\"}",
        "{\"covered\":\"none\"}",
    };
    char *json = g_strdup(forms[s->which]);
    char *place = strstr(json, "%s");
    if (!place) return json;
    g_autofree char *before = g_strndup(json, (gsize)(place - json));
    char *filled = g_strconcat(before, s->id, place + 2, NULL);
    g_free(json);
    return filled;
}

static bool holds(const p_model *p, const selector *s, const p_unit *u, const jw_model *m,
                  const jw_coverage *c)
{
    const char *street = p_get(u, "street");
    double members = p_number(u, "members", NAN);
    switch (s->which) {
    case 0:
        return strcmp(u->id, s->id) == 0;
    case 1:
        return (!p_get(u, "organization") || strcmp(p_get(u, "organization"), "none") == 0) && members >= 3;
    case 2:
        return (strcmp(u->kind, "association") == 0 || strcmp(u->kind, "chamber") == 0) &&
               g_strcmp0(street, "观湖") != 0;
    case 3:
        return g_strcmp0(street, "观湖") == 0 || members <= 2;
    case 4:
        return holds_below(p, s->id, u);
    default:
        return jw_coverage_status(c, jw_model_find(m, u->id)) == JW_NONE;
    }
}

/* The units that it takes; NULL: it cannot be asked. */
static GPtrArray *selected(const p_model *p, const selector *s)
{
    if (s->which == 4 && !p_find(p, s->id)) return NULL;
    jw_model *m = p_make(p);
    jw_coverage *c = jw_cover(m, NULL);
    GPtrArray *units = g_ptr_array_new();
    for (guint i = 0; i < p->units->len; i++)
        if (holds(p, s, g_ptr_array_index(p->units, i), m, c))
            g_ptr_array_add(units, g_ptr_array_index(p->units, i));
    jw_coverage_free(c);
    jw_model_free(m);
    return units;
}

static void begin(writer *w, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void begin(writer *w, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    g_string_append(w->json, w->n++ ? "," : "");
    g_string_append_vprintf(w->json, format, values);
    va_end(values);
}

static bool random_add(writer *w)
{
    static const char *const kinds[] = { "branch", "association", "joint-branch", "pool" };
    g_autofree char *id = g_strdup(chance(w->r, 0.2) ? an_id(w) : "new"), *under = g_strdup(an_id(w));
    const char *kind = PICK(w->r, kinds);
    begin(w, "{\"add\":{\"id\":\"%s\",\"kind\":\"%s\",\"under\":\"%s\",\"street\":\"大浪\"}}", id, kind,
          under);
    bool good = p_add(w->p, id, kind, under);
    if (good) p_set(p_find(w->p, id)->values, "street", "大浪");
    return good;
}

static bool random_remove(writer *w)
{
    g_autofree char *id = g_strdup(an_id(w));
    begin(w, "{\"remove\":\"%s\"}", id);
    return p_remove(w->p, id);
}

static bool random_set(writer *w)
{
    selector s = a_selector(w);
    g_autofree char *where = json_of(&s);
    bool deletes = chance(w->r, 0.3);
    begin(w, "{\"set\":{\"name\":%s,\"members\":%s,\"rating\":\"4A\"},\"where\":%s}",
          deletes ? "null" : "\"改名\"", deletes ? "null" : "7", where);
    g_autoptr(GPtrArray) units = selected(w->p, &s);
    for (guint i = 0; units && i < units->len; i++) {
        p_unit *u = g_ptr_array_index(units, i);
        p_set(u->values, "name", deletes ? NULL : "改名");
        p_set(u->values, "members", deletes ? NULL : "7");
        p_set(u->values, "rating", "4A");
    }
    return units != NULL;
}

static bool random_link(writer *w)
{
    static const char *const kinds[] = { "leads", "guides", "joins", "sends", "pairs" };
    g_autofree char *from = g_strdup(an_id(w)), *to = g_strdup(an_id(w));
    const char *kind = PICK(w->r, kinds);
    begin(w, "{\"link\":{\"kind\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"note\":\"新\"}}", kind, from, to);
    return p_connect(w->p, kind, from, to, "新");
}

static bool random_unlink(writer *w)
{
    if (!w->p->links->len) return true;
    const p_link *l = g_ptr_array_index(w->p->links, g_rand_int_range(w->r, 0, (gint32)w->p->links->len));
    g_autofree char *kind = g_strdup(l->kind), *from = g_strdup(l->from), *to = g_strdup(l->to);
    if (chance(w->r, 0.05)) g_free(kind), kind = g_strdup("supplies");
    begin(w, "{\"unlink\":{\"kind\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}}", kind, from, to);
    return p_cut(w->p, kind, from, to);
}

static bool random_move(writer *w)
{
    g_autofree char *id = g_strdup(an_id(w)), *under = g_strdup(an_id(w));
    begin(w, "{\"move\":\"%s\",\"under\":\"%s\"}", id, under);
    return p_move(w->p, id, under);
}

static bool random_merge(writer *w)
{
    g_autofree char *a = g_strdup(an_id(w)), *b = g_strdup(an_id(w)), *into = g_strdup(an_id(w));
    if (strcmp(a, b) == 0) return true;
    begin(w, "{\"merge\":[\"%s\",\"%s\"],\"into\":\"%s\"}", a, b, into);
    return p_merge(w->p, (const char *const[]){ a, b }, 2, into);
}

static bool random_form(writer *w)
{
    static const char *const forms[] = { "branch", "committee", "by-members", "by-members" };
    selector s = a_selector(w);
    g_autofree char *where = json_of(&s);
    const char *form = PICK(w->r, forms);
    begin(w, "{\"form\":\"%s\",\"where\":%s}", form, where);
    g_autoptr(GPtrArray) units = selected(w->p, &s);
    for (guint i = 0; units && i < units->len; i++) p_form(w->p, g_ptr_array_index(units, i), form);
    return units != NULL;
}

static bool random_send(writer *w)
{
    selector s = a_selector(w);
    g_autofree char *where = json_of(&s), *pool = g_strdup(an_id(w));
    begin(w, "{\"send\":{\"from\":\"%s\",\"where\":%s}}", pool, where);
    if (!p_find(w->p, pool)) return false;
    g_autoptr(GPtrArray) units = selected(w->p, &s);
    return units && p_send(w->p, pool, units);
}

static bool random_attach(writer *w)
{
    begin(w, "{\"attach\":[{\"to\":{\"kind\":\"block\"},\"by\":\"street\",\"link\":\"guides\"},"
             "{\"to\":{\"kind\":\"core\"},\"link\":\"backstops\"}]}");
    p_attach(w->p);
    return true;
}

/* Writes changes and does them by hand until one cannot be done; its index, or −1. */
static int random_changes(writer *w)
{
    static bool (*const changes[])(writer * w) = {
        random_add,  random_remove, random_set,  random_link, random_unlink,
        random_move, random_merge,  random_form, random_send, random_attach,
    };
    for (int n = g_rand_int_range(w->r, 0, 12); n > 0; n--) {
        uint32_t index = w->n;
        if (!changes[g_rand_int_range(w->r, 0, G_N_ELEMENTS(changes))](w)) return (int)index;
    }
    return -1;
}

static void test_random(void)
{
    int applied = 0, stopped = 0;
    for (uint32_t seed = 0; seed < 600; seed++) {
        jw_model *base = random_model(seed, 16);
        g_autofree char *untouched = text_of(base);
        writer w = { g_rand_new_with_seed(seed + 1000), p_of(base), g_string_new(NULL), 0 };
        int stops = random_changes(&w);
        g_autofree char *json =
            g_strdup_printf("{\"jingwei\":1,\"scenario\":\"s\",\"changes\":[%s]}", w.json->str);
        jw_diags *diags = jw_diags_new();
        jw_model *after = apply(base, json, diags);
        if (stops >= 0) {
            g_autofree char *path = g_strdup_printf("changes[%d]", stops);
            const jw_diag *last = jw_diags_get(diags, jw_diags_size(diags) - 1);
            g_assert_null(after);
            g_assert_true(g_str_has_prefix(last->path, path));
            stopped++;
        } else {
            g_assert_nonnull(after);
            g_autofree char *wanted = p_text(w.p, true), *got = text_of(after);
            g_assert_cmpstr(got, ==, wanted);
            applied++;
        }
        g_autofree char *still = text_of(base);
        g_assert_cmpstr(still, ==, untouched);
        jw_model_free(base); /* before what came of it: nothing is shared */
        if (after) g_free(text_of(after));
        jw_model_free(after);
        jw_diags_free(diags);
        p_free(w.p);
        g_string_free(w.json, TRUE);
        g_rand_free(w.r);
    }
    g_assert_cmpint(applied, >=, 300);
    g_assert_cmpint(stopped, >=, 50);
}

/* ---- Mistakes ---- */

static jw_model *small_model(void)
{
    jw_model *m =
        make_model("core:lh block:b association:a1 association:a2 pool:p", "lh leads b; b guides a1");
    return m;
}

static void test_mistakes(void)
{
    static const struct {
        const char *changes, *code, *path;
    } rows[] = {
        { "{'remove':'a1'},{'remove':'a1'}", "unknown-unit", "changes[1].remove" },
        { "{'add':{'id':'b','kind':'branch'}}", "duplicate-id", "changes[0].add.id" },
        { "{'add':{'id':'n','kind':'brunch'}}", "unknown-kind", "changes[0].add.kind" },
        { "{'add':{'id':'n','kind':'branch','under':'n'}}", "self-link", "changes[0].add.under" },
        { "{'add':{'id':'n','kind':'branch','membres':3}}", "unknown-attribute", "changes[0].add.membres" },
        { "{'set':{'rating':'9A'},'where':{'id':'nobody'}}", "bad-value", "changes[0].set.rating" },
        { "{'set':{'kind':'branch'},'where':{'id':'a1'}}", "cannot-set", "changes[0].set.kind" },
        { "{'set':{},'where':{'id':'a1'}}", "empty-list", "changes[0].set" },
        { "{'set':{'rating':'3A'},'where':{'nonsense':1}}", "unknown-key", "changes[0].where.nonsense" },
        { "{'set':{'rating':'3A'}}", "missing-key", "changes[0]" },
        { "{'link':{'kind':'guides','from':'b','to':'a1'}}", "link-exists", "changes[0].link" },
        { "{'link':{'kind':'guides','from':'b','to':'b'}}", "self-link", "changes[0].link" },
        { "{'unlink':{'kind':'leads','from':'b','to':'a1'}}", "no-such-link", "changes[0].unlink" },
        { "{'unlink':{'kind':'led','from':'b','to':'a1'}}", "unknown-link-kind", "changes[0].unlink.kind" },
        { "{'move':'a1','under':'nobody'}", "unknown-unit", "changes[0].under" },
        { "{'move':'b','under':'b'}", "self-link", "changes[0].under" },
        { "{'merge':['a1','a1'],'into':'a2'}", "named-twice", "changes[0].merge[1]" },
        { "{'merge':[],'into':'a2'}", "empty-list", "changes[0].merge" },
        { "{'merge':['a1','nobody'],'into':'a2'}", "unknown-unit", "changes[0].merge[1]" },
        { "{'form':'joint','where':{}}", "bad-value", "changes[0].form" },
        { "{'group':{'where':{},'into':'association'}}", "not-a-lead", "changes[0].group.into" },
        { "{'group':{'where':{},'into':'nonsense'}}", "unknown-kind", "changes[0].group.into" },
        { "{'send':{'from':'nobody','where':{}}}", "unknown-unit", "changes[0].send.from" },
        { "{'attach':[{'to':{'kind':'core'},'link':'joins'}]}", "not-authority",
          "changes[0].attach[0].link" },
        { "{'attach':[{'to':{'kind':'cor'},'link':'guides'}]}", "unknown-kind",
          "changes[0].attach[0].to.kind" },
        { "{'mvoe':'a1','under':'b'}", "unknown-change", "changes[0].mvoe" },
        { "{}", "empty-change", "changes[0]" },
        { "7", "wrong-type", "changes[0]" },
        { "{'remove':'a1','under':'b'}", "json-unknown-key", "changes[0].under" },
        { "{'set':{'rating':'3A'},'where':{'id':'nobody'}}", "nothing-selected", "changes[0].where" },
        { "{'form':'branch','where':{'kind':'block'}}", "nothing-selected", "changes[0].where" },
        { "{'form':'by-members','where':{'id':'a1'}}", "cannot-form", "changes[0].form" },
    };
    jw_model *base = small_model();
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_finding(base, rows[i].changes, rows[i].code, rows[i].path);
    jw_model_free(base);
}

static void test_empty(void)
{
    jw_model *base = random_model(7, 16);
    jw_model *after = apply_changes(base, "", NULL);
    g_autofree char *a = text_of(base), *b = text_of(after);
    g_assert_cmpstr(a, ==, b);
    jw_model_free(base);
    jw_model_free(after);
}

/* ---- group ---- */

static void set_members(jw_model *m, const char *id, double members, const char *street, const char *industry)
{
    set_number(m, id, JW_MEMBERS, members);
    set_text(m, id, JW_STREET, street);
    set_text(m, id, JW_INDUSTRY, industry);
}

static void test_group(void)
{
    jw_model *base =
        make_model("core:lh core:mh block:b association:a1 association:a2 association:a3 association:a4 "
                   "association:c1 association:c2 association:c3 association:z",
                   "mh leads b; b guides a1; b guides a3; lh backstops c1; lh backstops c2; lh backstops c3");
    const char *streets[] = { "民治", "民治", "民治", "大浪" };
    for (int i = 0; i < 4; i++) {
        g_autofree char *id = g_strdup_printf("a%d", i + 1);
        set_members(base, id, 1, streets[i], "燃气");
    }
    for (int i = 1; i <= 3; i++) {
        g_autofree char *id = g_strdup_printf("c%d", i);
        set_members(base, id, 2, "大浪", "物业");
    }
    set_number(base, "z", JW_MEMBERS, 0);
    jw_diags *diags = jw_diags_new();
    jw_model *m = apply_changes(base,
                                "{'add':{'id':'joint-branch-1','kind':'joint-branch'}},"
                                "{'group':{'where':{'kind':'association'},'into':'joint-branch'}}",
                                diags);
    g_assert_nonnull(m);
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "group-no-members");
    uint32_t first = jw_model_find(m, "joint-branch-2"), second = jw_model_find(m, "joint-branch-3");
    g_assert_cmpuint(first, !=, JW_NO_UNIT);
    g_assert_cmpuint(second, !=, JW_NO_UNIT);
    g_assert_cmpuint(jw_model_find(m, "joint-branch-4"), ==, JW_NO_UNIT);
    g_assert_cmpstr(jw_unit_text(m, first, JW_STREET), ==, "民治");
    g_assert_cmpstr(jw_unit_text(m, second, JW_STREET), ==, "大浪");
    g_assert_cmpstr(jw_unit_text(m, second, JW_INDUSTRY), ==, "物业");
    uint32_t lead;
    jw_model_primary_link(m, first, &lead);
    g_assert_cmpstr(jw_unit_id(m, lead), ==, "b");
    jw_model_primary_link(m, second, &lead);
    g_assert_cmpstr(jw_unit_id(m, lead), ==, "lh");
    jw_model_free(base);
    jw_model_free(m);
    jw_diags_free(diags);
}

/* Whatever is grouped keeps the policy; no more is left out than has to be. */
static void check_groups(const jw_model *base, const jw_model *m, uint32_t seed)
{
    const jw_policy *p = jw_model_get_policy(base);
    double members[1000] = { 0 }, size[1000] = { 0 };
    double all = 0, left = 0, sum = 0;
    int joins = jw_model_link_kind_named(m, "joins");
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        if (!(jw_unit_kind_of(m, u)->role == JW_ROLE_TARGET)) continue;
        double mine = jw_unit_number(m, u, JW_MEMBERS);
        bool found = false;
        for (size_t l = 0; l < jw_model_link_count(m); l++) {
            jw_link link = jw_model_link(m, l);
            if (link.from != u || link.kind != joins) continue;
            g_assert_false(found);
            found = true;
            members[link.to] += mine;
            size[link.to]++;
        }
        all++;
        sum += mine;
        left += !found;
    }
    for (uint32_t u = 0; u < jw_model_unit_count(m); u++) {
        if (!size[u]) continue;
        g_assert_cmpfloat(size[u], <=, p->joint_most);
        g_assert_cmpfloat(members[u], >=, p->joint_least_members);
    }
    /* With most ≥ 5 and one or two members each, all can be grouped if there are three members (planner). */
    if (p->joint_most >= 5 && sum >= 3) g_assert_cmpfloat(left, ==, 0);
    g_test_message("%u: %g of %g left", seed, left, all);
}

static void test_group_random(void)
{
    static const char *const streets[] = { "观湖", "民治", "大浪" };
    static const char *const industries[] = { "燃气", "物业", "装饰" };
    for (uint32_t seed = 0; seed < 300; seed++) {
        GRand *r = g_rand_new_with_seed(seed);
        jw_model *base = make_model("core:lh", "");
        int n = g_rand_int_range(r, 0, 30);
        for (int i = 0; i < n; i++) {
            g_autofree char *id = g_strdup_printf("a%02d", i);
            add_unit(base, "association", id);
            set_number(base, id, JW_MEMBERS, g_rand_int_range(r, 1, 3));
            if (chance(r, 0.8)) set_text(base, id, JW_STREET, PICK(r, streets));
            if (chance(r, 0.8)) set_text(base, id, JW_INDUSTRY, PICK(r, industries));
        }
        jw_model_policy(base)->joint_most = g_rand_int_range(r, 3, 9);
        jw_model_finish(base, NULL);
        jw_model *m =
            apply_changes(base, "{'group':{'where':{'kind':'association'},'into':'joint-branch'}}", NULL);
        check_groups(base, m, seed);
        jw_model_free(base);
        jw_model_free(m);
        g_rand_free(r);
    }
}

/* ---- send ---- */

static void test_send_nearest(void)
{
    jw_model *base =
        make_model("core:lh pool:p1 pool:p2 association:a association:b association:c", "lh leads p1");
    set_text(base, "p1", JW_STREET, "观湖");
    set_text(base, "p2", JW_STREET, "大浪");
    set_number(base, "p1", JW_CAPACITY, 1);
    set_number(base, "p2", JW_CAPACITY, 1);
    set_text(base, "a", JW_STREET, "大浪");
    set_text(base, "b", JW_STREET, "大浪");
    jw_diags *diags = jw_diags_new();
    jw_model *m = apply_changes(base, "{'send':{'from':'pool','where':{}}}", diags);
    p_model *p = p_of(m);
    g_assert_nonnull(p_find_link(p, "sends", "p2", "a")); /* nearest */
    g_assert_nonnull(p_find_link(p, "sends", "p1", "b")); /* what is left */
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "nobody-to-send");
    g_assert_cmpstr(jw_diags_get(diags, 0)->found, ==, "c");
    p_free(p);
    jw_model_free(base);
    jw_model_free(m);
    jw_diags_free(diags);
}

/* A scenario of many changes costs their number, not their number times the model. */
static double apply_many(int n)
{
    jw_model *base = make_model("core:lh block:b", "lh leads b");
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("a%05d", i);
        add_unit(base, "association", id);
    }
    jw_model_finish(base, NULL);
    GString *changes = g_string_new(NULL);
    for (int i = 0; i < n; i++) {
        g_string_append(changes, i ? "," : "");
        if (i % 3 == 0)
            g_string_append_printf(changes, "{'move':'a%05d','under':'b'}", i);
        else if (i % 3 == 1)
            g_string_append_printf(changes, "{'remove':'a%05d'}", i);
        else
            g_string_append_printf(changes, "{'set':{'members':3},'where':{'id':'a%05d'}}", i);
    }
    clock_t start = clock();
    jw_model *m = apply_changes(base, changes->str, NULL);
    double seconds = seconds_since(start);
    g_assert_nonnull(m);
    g_assert_cmpuint(jw_model_unit_count(m), ==, n + 2 - (n + 1) / 3);
    jw_model_free(base);
    jw_model_free(m);
    g_string_free(changes, TRUE);
    return seconds;
}

static void test_many(void)
{
    assert_no_square(apply_many, 5000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scenario/random", test_random);
    g_test_add_func("/scenario/mistakes", test_mistakes);
    g_test_add_func("/scenario/empty", test_empty);
    g_test_add_func("/scenario/group", test_group);
    g_test_add_func("/scenario/group-random", test_group_random);
    g_test_add_func("/scenario/send-nearest", test_send_nearest);
    g_test_add_func("/scenario/many", test_many);
    return g_test_run();
}
