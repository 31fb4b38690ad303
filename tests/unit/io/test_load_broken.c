/* Models that are not: each kind of mistake gets one message, at its place. */
#include "io/load.h"

#include <stdlib.h>
#include <string.h>

/* A model as one would write it, with ' for ", and ^ before the spot at which the first finding must point. M
 * puts it into the braces of a model of version 1. */
#define M(text) "{'jingwei':1,\n" text "}"
#define CORE "{'id':'c','kind':'core'}"
#define RULE "{'id':'r','severity':'must','applies':{},'requires':{}}"

static const struct broken {
    const char *text, *code, *path, *found, *expected, *nearest; /* NULL: none */
} broken[] = {
    /* the file as a whole */
    { "^[]", "wrong-type", NULL, "@json.array", "@json.object", NULL },
    { "^{}", "missing-key", NULL, NULL, "jingwei", NULL },
    { "{'jingwei':^2}", "unsupported-version", "jingwei", "2", "1", NULL },
    { "{'jingwei':^'1'}", "wrong-type", "jingwei", "@json.string", "@json.number", NULL },
    { "{'jingwei':1,^'jingwei':1}", "json-duplicate-key", "jingwei", "jingwei", NULL, NULL },
    { "{'jingwei':1, 'members': ^1e999}", "json-number-range", NULL, "1e999", NULL, NULL },
    { M("^'scenario':'x','changes':[]"), "not-a-model", "scenario", NULL, NULL, NULL },
    { M("^'unit':[]"), "json-unknown-key", "unit", "unit",
      "$schema, jingwei, include, name, lang, as_of, source, kinds, attributes, units, patterns, registers, "
      "policy, "
      "facts, views, attach, roots, links",
      "units" },
    { M("'units':^{}"), "wrong-type", "units", "@json.object", "@json.array", NULL },
    { M("'name':^5"), "wrong-type", "name", "@json.number", "@json.string", NULL },
    { M("'lang':^'cn'"), "bad-value", "lang", "cn", "zh|en", NULL },
    { M("'as_of':^'2023-02-29'"), "not-a-date", "as_of", "2023-02-29", NULL, NULL },
    { M("'as_of':^'30.6.2023'"), "not-a-date", "as_of", "30.6.2023", NULL, NULL },

    /* files that may not be named here */
    { M("'include':[^'a.json']"), "file-not-allowed", "include[0]", "a.json", NULL, NULL },
    { M("'include':[^1]"), "wrong-type", "include[0]", "@json.number", "@json.string", NULL },
    { M("'include':^'a.json'"), "wrong-type", "include", "@json.string", "@json.array", NULL },

    /* kinds */
    { M("'kinds':{'units':{'chapter':^{'zh':'分会'}}}"), "missing-key", "kinds.units.chapter", NULL, "role",
      NULL },
    { M("'kinds':{'units':{'chapter':{'role':^'leads'}}}"), "bad-value", "kinds.units.chapter.role", "leads",
      "root|lead|target|resource|other", "lead" },
    { M("'kinds':{'links':{'likes':{'role':^'membrship'}}}"), "bad-value", "kinds.links.likes.role",
      "membrship", "authority|membership|support|partner|interlock|service|chain", "membership" },
    { M("'kinds':{'links':{'likes':{'role':'chain',^'rank':1}}}"), "json-unknown-key",
      "kinds.links.likes.rank", "rank", "role, zh, en, colour", NULL },
    { M("'kinds':{^'unit':{}}"), "json-unknown-key", "kinds.unit", "unit", "units, links", "units" },
    { M("'kinds':{'units':{'core':{'rank':^-1}}}"), "out-of-range", "kinds.units.core.rank", "-1", "0 … 1000",
      NULL },
    { M("'kinds':{'units':{'core':{'rank':^0.5}}}"), "not-an-integer", "kinds.units.core.rank", "0.5", NULL,
      NULL },
    { M("'kinds':{'units':{'core':{'colour':^'red'}}}"), "bad-colour", "kinds.units.core.colour", "red",
      "#rrggbb", NULL },
    { M("'kinds':{'units':{'':^{'role':'lead'}}}"), "empty-text", "kinds.units[\"\"]", NULL, NULL, NULL },

    /* attributes */
    { M("'attributes':{'founded':{'type':^'dat'}}"), "bad-value", "attributes.founded.type", "dat",
      "string|integer|number|bool|date|list", "date" },
    { M("'attributes':{'founded':^{'zh':'成立'}}"), "missing-key", "attributes.founded", NULL, "type", NULL },
    { M("'attributes':{'founded':^'date'}"), "wrong-type", "attributes.founded", "@json.string",
      "@json.object", NULL },
    { M("'attributes':{^'id':{'type':'string'}}"), "reserved-name", "attributes.id", "id", NULL, NULL },
    { M("'attributes':{'members':^{'type':'string'}}"), "attribute-type", "attributes.members", "string",
      "integer", NULL },

    /* units */
    { M("'units':[^7]"), "wrong-type", "units[0]", "@json.number", "@json.object", NULL },
    { M("'units':[\n ^{'kind':'core'}]"), "missing-key", "units[0]", NULL, "id", NULL },
    { M("'units':[^{'id':'c'}]"), "missing-key", "units[0]", NULL, "kind", NULL },
    { M("'units':[{'id':^'','kind':'core'}]"), "empty-text", "units[0].id", NULL, NULL, NULL },
    { M("'units':[{'id':^'a\\u0007','kind':'core'}]"), "control-character", "units[0].id", "U+0007", NULL,
      NULL },
    { M("'units':[{'id':^3,'kind':'core'}]"), "wrong-type", "units[0].id", "@json.number", "@json.string",
      NULL },
    { M("'units':[{'id':'b','kind':^'blok'}]"), "unknown-kind", "units[0].kind", "blok", NULL, "block" },
    { M("'units':[" CORE ",\n {'id':^'c','kind':'block'}]"), "duplicate-id", "units[1].id", "c",
      "t.json:2:10", NULL },
    { M("'units':[{'id':'b','kind':'block','under':^'lh'}]"), "unknown-unit", "units[0].under", "lh", NULL,
      NULL },
    { M("'units':[{'id':'guanhu','kind':'block'},{'id':'b','kind':'block','under':^'guanh'}]"),
      "unknown-unit", "units[1].under", "guanh", NULL, "guanhu" },
    { M("'units':[{'id':'lh','kind':'core','name':'区党委'},{'id':'b','kind':'block','under':^'区党委'}]"),
      "unknown-unit", "units[1].under", "区党委", NULL, "lh" },
    { M("'units':[{'id':'b','kind':'block','under':^'b'}]"), "self-link", "units[0].under", "b", NULL, NULL },
    { M("'units':[{'id':'b','kind':'block','under':^null}]"), "wrong-type", "units[0].under", "@json.null",
      "@json.string", NULL },
    { M("'units':[{'id':'b','kind':'block',^'member':3}]"), "unknown-attribute", "units[0].member", "member",
      NULL, "members" },
    { M("'units':[{'id':'b','kind':'block',^'nmae':'x'}]"), "unknown-attribute", "units[0].nmae", "nmae",
      NULL, "name" },
    { M("'units':[{'id':'b','kind':'block',^'since':'2022'}]"), "unknown-attribute", "units[0].since",
      "since", NULL, NULL },
    { M("'units':[{'id':'b','kind':'block',^'for':{}}]"), "unknown-attribute", "units[0].for", "for", NULL,
      NULL },
    { M("'units':[{'id':'b','kind':'block','members':^'3'}]"), "wrong-type", "units[0].members",
      "@json.string", "@json.number", NULL },
    { M("'units':[{'id':'b','kind':'block','members':^2.5}]"), "not-an-integer", "units[0].members", "2.5",
      NULL, NULL },
    { M("'units':[{'id':'b','kind':'block','members':^-1}]"), "out-of-range", "units[0].members", "-1", "≥ 0",
      NULL },
    { M("'units':[{'id':'b','kind':'block','lat':^113.9}]"), "out-of-range", "units[0].lat", "113.9",
      "-90 … 90", NULL },
    { M("'units':[{'id':'b','kind':'block','lon':^-180.5}]"), "out-of-range", "units[0].lon", "-180.5",
      "-180 … 180", NULL },
    { M("'units':[{'id':'b','kind':'block','count':^0}]"), "out-of-range", "units[0].count", "0", "> 0",
      NULL },
    { M("'units':[{'id':'b','kind':'block','rating':^'6A'}]"), "bad-value", "units[0].rating", "6A",
      "1A|2A|3A|4A|5A", NULL },
    { M("'units':[{'id':'b','kind':'block','organization':^'branc'}]"), "bad-value", "units[0].organization",
      "branc", "committee|general-branch|branch|joint|none", "branch" },
    { M("'units':[{'id':'b','kind':'block','reported':^1}]"), "wrong-type", "units[0].reported",
      "@json.number", "@json.boolean", NULL },
    { M("'units':[{'id':'b','kind':'block','aliases':^'x'}]"), "wrong-type", "units[0].aliases",
      "@json.string", "@json.array", NULL },
    { M("'units':[{'id':'b','kind':'block','aliases':['x',^2]}]"), "wrong-type", "units[0].aliases[1]",
      "@json.number", "@json.string", NULL },
    { M("'units':[{'id':'b','kind':'block','aliases':[^'']}]"), "empty-text", "units[0].aliases[0]", NULL,
      NULL, NULL },
    { M("'attributes':{'founded':{'type':'date'}},'units':[{'id':'b','kind':'block','founded':^'2022/7/7'}]"),
      "not-a-date", "units[0].founded", "2022/7/7", NULL, NULL },

    /* links */
    { M("'units':[" CORE "],'links':[{'kind':'leads','from':'c','to':^'d'}]"), "unknown-unit", "links[0].to",
      "d", NULL, NULL },
    { M("'units':[" CORE "],'links':[^{'kind':'leads','from':'c','to':'c'}]"), "self-link", "links[0]", "c",
      NULL, NULL },
    { M("'units':[" CORE ",{'id':'d','kind':'block'}],'links':[{'kind':^'guide','from':'c','to':'d'}]"),
      "unknown-link-kind", "links[0].kind", "guide", NULL, "guides" },
    { M("'links':[^{'kind':'leads','from':'c'}]"), "missing-key", "links[0]", NULL, "to", NULL },
    { M("'units':[" CORE
        ",{'id':'d','kind':'block'}],'links':[{'kind':'leads','from':'c','to':'d',^'rating':'1A'}]"),
      "unknown-attribute", "links[0].rating", "rating", NULL, NULL },
    { M("'units':[" CORE
        ",{'id':'d','kind':'block'}],'links':[{'kind':'pairs','from':'c','to':'d','since':^'x'}]"),
      "not-a-date", "links[0].since", "x", NULL, NULL },
    { M("'roots':[^'x']"), "unknown-unit", "roots[0]", "x", NULL, NULL },
    { M("'roots':[^1]"), "wrong-type", "roots[0]", "@json.number", "@json.string", NULL },

    /* patterns */
    { M("'patterns':[^{'units':[]}]"), "missing-key", "patterns[0]", NULL, "for", NULL },
    { M("'patterns':[^{'for':{'n':[1]}}]"), "missing-key", "patterns[0]", NULL, "units", NULL },
    { M("'patterns':[{'for':^{},'units':[]}]"), "empty-list", "patterns[0].for", NULL, NULL, NULL },
    { M("'patterns':[{'for':{'n':^[]},'units':[]}]"), "empty-list", "patterns[0].for.n", NULL, NULL, NULL },
    { M("'patterns':[{'for':{'n':^3},'units':[]}]"), "wrong-type", "patterns[0].for.n", "@json.number",
      "@want.24", NULL },
    { M("'patterns':[{'for':{'n':{'from':2,'to':^1}},'units':[]}]"), "out-of-range", "patterns[0].for.n.to",
      "1", "≥ 2", NULL },
    { M("'patterns':[{'for':{'n':{'from':^0.5,'to':1}},'units':[]}]"), "not-an-integer",
      "patterns[0].for.n.from", "0.5", NULL, NULL },
    { M("'patterns':[{'for':^{'a':{'from':1,'to':9007199254740992},'b':{'from':1,'to':9007199254740992}},'"
        "units':[]}]"),
      "too-many-pattern-units", "patterns[0].for", NULL, "1048576", NULL },
    { M("'patterns':[{'for':{^'a}':[1]},'units':[]}]"), "bad-placeholder", "patterns[0].for[\"a}\"]", "a}",
      NULL, NULL },
    { M("'patterns':[{'for':{'street':['甲','乙']},'units':[{'id':^'{stret}','kind':'block'}]}]"),
      "unknown-placeholder", "patterns[0].units[0].id", "stret", NULL, "street" },
    { M("'patterns':[{'for':{'n':[1]},'units':[{'id':^'{n','kind':'block'}]}]"), "bad-template",
      "patterns[0].units[0].id", "{n", "}", NULL },
    { M("'patterns':[{'for':{'n':[1]},'units':[{'id':^'{n:2x}','kind':'block'}]}]"), "bad-padding",
      "patterns[0].units[0].id", "{n:2x}", "{n:02}", NULL },
    { M("'patterns':[{'for':{'n':['甲']},'units':[{'id':^'{n:02}','kind':'block'}]}]"), "not-a-number",
      "patterns[0].units[0].id", "甲", NULL, NULL },
    { M("'patterns':[{'for':{'n':[1,2]},'units':[{'id':^'x','kind':'block'}]}]"), "duplicate-id",
      "patterns[0].units[0].id", "x", "t.json:2:41", NULL },
    { M("'patterns':[{'for':{'n':[1,2]},'units':[{'id':'x{n}','kind':'block','members':^'many{n}'}]}]"),
      "not-a-number", "patterns[0].units[0].members", "many1", NULL, NULL },
    { M("'patterns':[{'pattern':^'core-block'}]"), "bad-value", "patterns[0].pattern", "core-block",
      "core-block-strip-face", "core-block-strip-face" },
    { M("'patterns':[^{'pattern':'core-block-strip-face','blocks':{},'strips':{}}]"), "missing-key",
      "patterns[0]", NULL, "core", NULL },
    { M("'patterns':[{'pattern':'core-block-strip-face','core':" CORE ",'blocks':^{'id':'x'},"
        "'strips':{'for':{'n':[1]},'id':'s'}}]"),
      "missing-key", "patterns[0].blocks", NULL, "for", NULL },

    /* attach rules and selectors */
    { M("'attach':[^{'by':'street','link':'guides'}]"), "missing-key", "attach[0]", NULL, "to", NULL },
    { M("'attach':[{'to':{},'by':^'stret','link':'guides'}]"), "unknown-attribute", "attach[0].by", "stret",
      NULL, "street" },
    { M("'attach':[{'to':{},'by':^[],'link':'guides'}]"), "empty-list", "attach[0].by", NULL, NULL, NULL },
    { M("'attach':[{'to':{},'link':^'joins'}]"), "not-authority", "attach[0].link", "joins", NULL, NULL },
    { M("'attach':[{'to':{},'link':^'guide'}]"), "unknown-link-kind", "attach[0].link", "guide", NULL,
      "guides" },
    { M("'attach':[{'to':{'kind':^'blok'},'link':'guides'}]"), "unknown-kind", "attach[0].to.kind", "blok",
      NULL, "block" },
    { M("'attach':[{'to':{'kind':^[]},'link':'guides'}]"), "empty-list", "attach[0].to.kind", NULL, NULL,
      NULL },
    { M("'attach':[{'to':{'kind':^null},'link':'guides'}]"), "wrong-type", "attach[0].to.kind", "@json.null",
      "@want.selector", NULL },
    { M("'attach':[{'to':{'members':{^'mn':1}},'link':'guides'}]"), "json-unknown-key",
      "attach[0].to.members.mn", "mn", "min, max, not, exists", "min" },
    { M("'attach':[{'to':{'members':{'min':^true}},'link':'guides'}]"), "wrong-type",
      "attach[0].to.members.min", "@json.boolean", "@want.3", NULL },
    { M("'attach':[{'to':{'rating':{'exists':^1}},'link':'guides'}]"), "wrong-type",
      "attach[0].to.rating.exists", "@json.number", "@json.boolean", NULL },
    { M("'attach':[{'to':{'any':^{}},'link':'guides'}]"), "wrong-type", "attach[0].to.any", "@json.object",
      "@json.array", NULL },
    { M("'attach':[{'to':{'any':[{'kind':^'cor'}]},'link':'guides'}]"), "unknown-kind",
      "attach[0].to.any[0].kind", "cor", NULL, "core" },

    /* policy, facts, views */
    { M("'policy':{^'treshold':3}"), "json-unknown-key", "policy.treshold", "treshold",
      "threshold, forms, joint, population, rules, indices, budget, plan", "threshold" },
    { M("'policy':{'threshold':^0}"), "out-of-range", "policy.threshold", "0", "≥ 1", NULL },
    { M("'policy':{'forms':{'branch':^2.5}}"), "not-an-integer", "policy.forms.branch", "2.5", NULL, NULL },
    { M("'policy':{'plan':{'street':{^'sector':1}}}"), "json-unknown-key", "policy.plan.street.sector",
      "sector", "same, near, other", NULL },
    { M("'policy':{'plan':{'km':^-1}}"), "out-of-range", "policy.plan.km", "-1", "≥ 0", NULL },
    { M("'policy':{'plan':{'near':[^['甲']]}}"), "not-a-pair", "policy.plan.near[0]", NULL, NULL, NULL },
    { M("'policy':{'budget':^[]}"), "wrong-type", "policy.budget", "@json.array", "@json.object", NULL },
    { M("'policy':{'population':^'x'}"), "wrong-type", "policy.population", "@json.string", "@json.object",
      NULL },
    { M("'policy':{'rules':[^{'id':'r','applies':{},'requires':{}}]}"), "missing-key", "policy.rules[0]",
      NULL, "severity", NULL },
    { M("'policy':{'rules':[{'id':'r','severity':^'musts','applies':{},'requires':{}}]}"), "bad-value",
      "policy.rules[0].severity", "musts", "veto|must|prefer", "must" },
    { M("'policy':{'rules':[" RULE ",\n{'severity':'must','applies':{},'requires':{},'id':^'r'}]}"),
      "duplicate-id", "policy.rules[1].id", "r", "t.json:2:26", NULL },
    { M("'policy':{'indices':[{'id':'i','for':{},'items':[^{'points':1}]}]}"), "missing-key",
      "policy.indices[0].items[0]", NULL, "when", NULL },
    { M("'facts':[^{'figure':'population.known'}]"), "missing-key", "facts[0]", NULL, "value", NULL },
    { M("'facts':[{'figure':'a','value':^'502'}]"), "wrong-type", "facts[0].value", "@json.string",
      "@json.number", NULL },
    { M("'views':[^{}]"), "missing-key", "views[0]", NULL, "id", NULL },
    { M("'views':[{'id':'v'},{'name':^'v'}]"), "duplicate-id", "views[1].name", "v", "t.json:2:16", NULL },

    /* registers, as far as the model's file is wrong */
    { M("'registers':[^{'file':'a.csv','kind':'association'}]"), "missing-key", "registers[0]", NULL, "id",
      NULL },
    { M("'registers':[{'file':^'a.csv','kind':'association','id':'x'}]"), "file-not-allowed",
      "registers[0].file", "a.csv", NULL, NULL },
    { M("'registers':[{'file':'a.csv','kind':'association','id':'x','encoding':^'gb'}]"), "bad-value",
      "registers[0].encoding", "gb", "auto|utf-8|utf-16|gb18030|gbk", "gbk" },
    { M("'registers':[{'file':'a.csv','kind':'association','id':^{}}]"), "column-or-value", "registers[0].id",
      NULL, NULL, NULL },
    { M("'registers':[{'file':'a.csv','kind':'association','id':{'value':'x',^'map':{'a':'b'}}}]"),
      "map-without-column", "registers[0].id.map", NULL, NULL, NULL },
    { M("'registers':[{'file':'a.csv','kind':'association','id':'x','links':[^{'kind':'guides'}]}]"),
      "from-or-to", "registers[0].links[0]", NULL, NULL, NULL },
    { M("'registers':[{'file':'a.csv','kind':'association','id':'x','links':[{'kind':^'guids','from':'y'}]}"
        "]"),
      "unknown-link-kind", "registers[0].links[0].kind", "guids", NULL, "guides" },
    { M("'registers':[{'file':'a.csv','kind':'association','id':'x','attributes':{^'under':'y'}}]"),
      "reserved-name", "registers[0].attributes.under", "under", NULL, NULL },
    { M("'registers':[{'file':'a.csv','kind':'association','id':'x','attributes':{'level':{'column':'y','map'"
        ":^{}}}}]"),
      "empty-list", "registers[0].attributes.level.map", NULL, NULL, NULL },
};

/* The text with " for ', without the ^; where that stood, line and column in characters. */
static char *as_json(const char *text, jw_place *place)
{
    GString *json = g_string_new(NULL);
    jw_place at = { "t.json", 1, 1 };
    for (const char *p = text; *p; p++) {
        if (*p == '^') {
            *place = at;
            continue;
        }
        g_string_append_c(json, *p == '\'' ? '"' : *p);
        at.column = *p == '\n' ? 1 : at.column + ((*p & 0xC0) != 0x80);
        at.line += *p == '\n';
    }
    return g_string_free(json, FALSE);
}

static jw_model *load(const char *text, jw_place *place, jw_diags *diags)
{
    g_autofree char *json = as_json(text, place);
    jw_load_options options = jw_load_options_default();
    return jw_load_text(json, strlen(json), "t.json", &options, diags);
}

static const jw_diag *first_error(const jw_diags *diags)
{
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        if (jw_diags_get(diags, i)->severity == JW_ERROR) return jw_diags_get(diags, i);
    return NULL;
}

static void test_broken(const void *data)
{
    const struct broken *b = data;
    jw_place place = { 0 };
    jw_diags *diags = jw_diags_new();
    g_assert_null(load(b->text, &place, diags));
    const jw_diag *d = first_error(diags);
    g_assert_nonnull(d);
    g_assert_cmpstr(d->code, ==, b->code);
    g_assert_cmpstr(d->path, ==, b->path);
    g_assert_cmpstr(d->found, ==, b->found);
    g_assert_cmpstr(d->expected, ==, b->expected);
    g_assert_cmpstr(d->nearest, ==, b->nearest);
    g_assert_cmpstr(d->place.file, ==, "t.json");
    g_assert_cmpuint(d->place.line, ==, place.line);
    g_assert_cmpuint(d->place.column, ==, place.column);
    jw_diags_free(diags);
}

/* Every code has its sentence in both languages, with nothing left to fill in. */
static void test_worded(const void *data)
{
    const struct broken *b = data;
    jw_place place = { 0 };
    jw_diags *diags = jw_diags_new();
    g_assert_null(load(b->text, &place, diags));
    for (size_t i = 0; i < jw_diags_size(diags); i++)
        for (int lang = JW_ZH; lang <= JW_EN; lang++) {
            char *message = jw_diag_message(jw_diags_get(diags, i), (jw_lang)lang);
            g_assert_false(g_str_has_prefix(message, "diag."));
            g_assert_null(strstr(message, "{found}"));
            g_assert_null(strstr(message, "want."));
            g_assert_null(strstr(message, "“”"));
            free(message);
        }
    jw_diags_free(diags);
}

static size_t errors_of(const char *text, jw_diags *diags)
{
    jw_place place;
    g_assert_null(load(text, &place, diags));
    return jw_diags_count(diags, JW_ERROR);
}

/* A mistake has one message, not a trail of what follows from it. */
static void test_one_message(void)
{
    static const char *const texts[] = {
        M("'facts':[{'figur':'a','value':1}]"),
        M("'units':[{'id':'a','kind':'blok'},{'id':'b','kind':'block','under':'a'}],"
          "'links':[{'kind':'pairs','from':'a','to':'b'}]"),
        M("'units':[{'id':'','kind':'core'},{'id':'b','kind':'block','under':'a'}]"),
        M("'units':[{'id':'a','kind':'core'},{'id':'a','kind':'core'},{'id':'b','kind':'block','under':'a'}"
          "]"),
        M("'patterns':[{'for':{'n':{'from':1,'to':9}},'units':[{'id':'{n}','kind':'blok','x':1}]}]"),
        M("'kinds':{'units':{'chapter':{}}},'units':[{'id':'a','kind':'chapter'},{'id':'b','kind':'chapter'}"
          "]"),
        M("'atributes':{'x':{'type':'string'}},'units':[{'id':'a','kind':'core','x':'1'}]"),
        M("'attributes':{'x':{'type':'sting'}},'units':[{'id':'a','kind':'core','x':'1'}]"),
        M("'registers':[{'file':'a.csv','kind':'association','id':'x'}],'roots':['A001']"),
        M("'patterns':[{'for':{'n':[]},'units':[{'id':'{n}','kind':'block'}]}],'roots':['1']"),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        jw_diags *diags = jw_diags_new();
        size_t n = errors_of(texts[i], diags);
        if (n != 1 && i != 4) /* the unit of texts[4] has two mistakes of its own */
            g_test_message("%s: %zu errors", texts[i], n);
        g_assert_cmpuint(n, ==, i == 4 ? 2 : 1);
        jw_diags_free(diags);
    }
}

/* What does not follow from one another is told together. */
static void test_all_at_once(void)
{
    static const char *const codes[] = { "unknown-kind", "wrong-type",   "not-a-date",
                                         "out-of-range", "unknown-unit", "self-link" };
    jw_diags *diags = jw_diags_new();
    size_t n =
        errors_of(M("'as_of':'x','units':[{'id':'a','kind':'cor'},{'id':'b','kind':'block','members':'3'}],"
                    "'policy':{'threshold':0},'links':[{'kind':'leads','from':'b','to':'z'},"
                    "{'kind':'pairs','from':'b','to':'b'}]"),
                  diags);
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(codes));
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < n; k++) found = found || strcmp(jw_diags_get(diags, k)->code, codes[i]) == 0;
        g_assert_true(found);
    }
    jw_diags_free(diags);
}

/* Of very many, the first 50 are told, then how many more there are. */
static void test_many(void)
{
    GString *text = g_string_new("{'jingwei':1,'units':[");
    for (int i = 0; i < 1000; i++)
        g_string_append_printf(text, "%s{'id':'u%d','kind':'blok'}", i ? "," : "", i);
    g_string_append(text, "]}");
    jw_diags *diags = jw_diags_new();
    g_assert_cmpuint(errors_of(text->str, diags), ==, 51);
    const jw_diag *last = jw_diags_get(diags, 50);
    g_assert_cmpstr(last->code, ==, "more-errors");
    g_assert_cmpstr(last->found, ==, "950");
    g_assert_cmpstr(last->place.file, ==, "t.json");
    jw_diags_free(diags);
    g_string_free(text, TRUE);
}

/* A limit is told once, however much lies beyond it. */
static void test_limits(void)
{
    static const char units[] =
        "{\"jingwei\":1,\"units\":[{\"id\":\"a\",\"kind\":\"core\"},{\"id\":\"b\",\"kind\":\"core\"},"
        "{\"id\":\"c\",\"kind\":\"core\"},{\"id\":\"d\",\"kind\":\"core\"}],"
        "\"links\":[{\"kind\":\"pairs\",\"from\":\"a\",\"to\":\"b\"},"
        "{\"kind\":\"pairs\",\"from\":\"a\",\"to\":\"c\"},"
        "{\"kind\":\"pairs\",\"from\":\"b\",\"to\":\"c\"}]}";
    static const struct {
        uint64_t units, links;
        const char *code, *expected;
    } cases[] = { { 2, 10, "too-many-units", "2" }, { 10, 1, "too-many-links", "1" }, { 4, 3, NULL, NULL } };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        jw_load_options options = jw_load_options_default();
        options.limits.units = cases[i].units;
        options.limits.links = cases[i].links;
        jw_diags *diags = jw_diags_new();
        jw_model *m = jw_load_text(units, sizeof units - 1, "t.json", &options, diags);
        g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, cases[i].code != NULL);
        g_assert_true(!m == (cases[i].code != NULL));
        if (cases[i].code) {
            g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, cases[i].code);
            g_assert_cmpstr(jw_diags_get(diags, 0)->expected, ==, cases[i].expected);
        }
        jw_model_free(m);
        jw_diags_free(diags);
    }
}

/* However many kinds or attributes are too many, that is one mistake. */
static void test_limits_of_declarations(void)
{
    static const struct {
        const char *text, *code;
    } cases[] = {
        { "{'jingwei':1,'kinds':{'units':{'a':{'role':'lead'},'b':{'role':'lead'},'c':{'role':'lead'}}}}",
          "too-many-kinds" },
        { "{'jingwei':1,'attributes':{'a':{'type':'bool'},'b':{'type':'bool'},'c':{'type':'bool'}}}",
          "too-many-attributes" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        jw_place unused;
        g_autofree char *json = as_json(cases[i].text, &unused);
        jw_load_options options = jw_load_options_default();
        options.limits.kinds = jw_builtin_unit_kinds_size + 1;
        options.limits.attributes = 1;
        jw_diags *diags = jw_diags_new();
        g_assert_null(jw_load_text(json, strlen(json), "t.json", &options, diags));
        g_assert_cmpuint(jw_diags_size(diags), ==, 1);
        g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, cases[i].code);
        jw_diags_free(diags);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        if (!broken[i].code) continue;
        g_autofree char *exact = g_strdup_printf("/load/broken/%03zu-%s", i, broken[i].code);
        g_autofree char *worded = g_strdup_printf("/load/worded/%03zu-%s", i, broken[i].code);
        g_test_add_data_func(exact, &broken[i], test_broken);
        g_test_add_data_func(worded, &broken[i], test_worded);
    }
    g_test_add_func("/load/one-message", test_one_message);
    g_test_add_func("/load/all-at-once", test_all_at_once);
    g_test_add_func("/load/many", test_many);
    g_test_add_func("/load/limits", test_limits);
    g_test_add_func("/load/limits-of-declarations", test_limits_of_declarations);
    return g_test_run();
}
