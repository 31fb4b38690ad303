/* Models that load: what is in the files is in the model, whichever file it stood in. */
#include "io/load.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Text with ' for ", as JSON. */
static char *as_json(const char *text)
{
    return g_strdelimit(g_strdup(text), "'", '"');
}

static void assert_no_findings(const jw_diags *diags)
{
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *d = jw_diags_get(diags, i);
        char *message = jw_diag_message(d, JW_EN);
        g_test_message("%s:%u:%u %s: %s", d->place.file, d->place.line, d->place.column, d->code, message);
        free(message);
    }
    g_assert_cmpuint(jw_diags_size(diags), ==, 0);
}

/* The model of a text, which has nothing to complain of. */
static jw_model *load(const char *text)
{
    g_autofree char *json = as_json(text);
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(json, strlen(json), "t.json", &options, diags);
    assert_no_findings(diags);
    g_assert_nonnull(m);
    jw_diags_free(diags);
    return m;
}

static uint32_t find(const jw_model *m, const char *id)
{
    uint32_t u = jw_model_find(m, id);
    g_assert_cmpuint(u, !=, JW_NO_UNIT);
    return u;
}

/* Links as "from kind to", in the model's order. */
static char *links_of(const jw_model *m)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < jw_model_link_count(m); i++) {
        jw_link link = jw_model_link(m, i);
        g_string_append_printf(text, "%s%s %s %s", i ? ", " : "", jw_unit_id(m, link.from),
                               jw_link_kind_of(m, i)->name, jw_unit_id(m, link.to));
    }
    return g_string_free(text, FALSE);
}

static void assert_links(const jw_model *m, const char *expected)
{
    g_autofree char *links = links_of(m);
    g_assert_cmpstr(links, ==, expected);
}

/* ---- One file ---- */

static void test_least(void)
{
    jw_model *m = load("{'jingwei':1}");
    g_assert_cmpuint(jw_model_unit_count(m), ==, 0);
    g_assert_null(jw_model_name(m));
    g_assert_cmpint(jw_model_lang(m), ==, JW_ZH);
    jw_model_free(m);
    jw_model_free(
        load("\xEF\xBB\xBF{'$schema':'../schema/model.schema.json','jingwei':1.0,'units':[],'views':[]}"));
}

static void test_settings(void)
{
    jw_model *m = load("{'jingwei':1,'name':'区','lang':'en','as_of':'2023-06','source':'年报'}");
    g_assert_cmpstr(jw_model_name(m), ==, "区");
    g_assert_cmpstr(jw_model_as_of(m), ==, "2023-06");
    g_assert_cmpstr(jw_model_source(m), ==, "年报");
    g_assert_cmpint(jw_model_lang(m), ==, JW_EN);
    jw_model_free(m);
}

static void test_kinds(void)
{
    jw_model *m = load("{'jingwei':1,'kinds':{'units':{"
                       "'chapter':{'role':'lead','rank':2,'zh':'分会','en':'chapter','colour':'#A0b1C2'},"
                       "'block':{'zh':'街道'},'core':{'rank':null},'plain':{'role':'other'}},"
                       "'links':{'likes':{'role':'partner'},'leads':{'en':'directs'}}}}");
    const jw_unit_kind *chapter = jw_model_unit_kind(m, (size_t)jw_model_unit_kind_named(m, "chapter"));
    g_assert_cmpint(chapter->role, ==, JW_ROLE_LEAD);
    g_assert_cmpint(chapter->rank, ==, 2);
    g_assert_cmpstr(chapter->zh, ==, "分会");
    g_assert_cmpstr(chapter->colour, ==, "#A0b1C2");
    const jw_unit_kind *block = jw_model_unit_kind(m, (size_t)jw_model_unit_kind_named(m, "block"));
    g_assert_cmpstr(block->zh, ==, "街道");
    g_assert_cmpstr(block->en, ==, "block");
    g_assert_cmpint(block->rank, ==, 1);
    g_assert_cmpint(jw_model_unit_kind(m, (size_t)jw_model_unit_kind_named(m, "core"))->rank, ==, JW_NO_RANK);
    const jw_unit_kind *plain = jw_model_unit_kind(m, (size_t)jw_model_unit_kind_named(m, "plain"));
    g_assert_cmpint(plain->rank, ==, JW_NO_RANK);
    g_assert_cmpstr(plain->zh, ==, "plain");
    g_assert_false(jw_model_link_kind(m, (size_t)jw_model_link_kind_named(m, "likes"))->directed);
    const jw_link_kind *leads = jw_model_link_kind(m, (size_t)jw_model_link_kind_named(m, "leads"));
    g_assert_cmpstr(leads->en, ==, "directs");
    g_assert_true(leads->directed);
    jw_model_free(m);
}

static void test_values(void)
{
    jw_model *m = load(
        "{'jingwei':1,'attributes':{'founded':{'type':'date','zh':'成立日期'},'tags':{'type':'list'},"
        "'fee':{'type':'number','private':true},'open':{'type':'bool'}},"
        "'units':[{'id':'a','kind':'association','name':'甲','members':12,'founded':'2012-01','fee':1e-3,"
        "'open':false,'tags':['x','y z'],'rating':null,'aliases':[],'street':''},"
        "{'id':'b','kind':'association','name':null}],"
        "'links':[{'kind':'pairs','from':'a','to':'b','since':'2022-07-07','count':2,'fee':3,"
        "'activities':['志愿服务联动'],'note':null}]}");
    uint32_t a = find(m, "a");
    g_assert_cmpfloat(jw_unit_number(m, a, JW_MEMBERS), ==, 12);
    g_assert_cmpstr(jw_unit_text(m, a, jw_model_find_attribute(m, "founded")), ==, "2012-01");
    g_assert_cmpfloat(jw_unit_number(m, a, jw_model_find_attribute(m, "fee")), ==, 0.001);
    g_assert_cmpint(jw_unit_flag(m, a, jw_model_find_attribute(m, "open")), ==, 0);
    g_assert_cmpstr(jw_unit_text(m, a, jw_model_find_attribute(m, "tags")), ==, "x\x1fy z");
    g_assert_null(jw_unit_text(m, a, JW_RATING));
    g_assert_null(jw_unit_text(m, a, JW_ALIASES));
    g_assert_cmpstr(jw_unit_text(m, a, JW_STREET), ==, "");
    g_assert_cmpstr(jw_unit_name(m, find(m, "b")), ==, "b");
    g_assert_true(jw_model_attribute(m, (size_t)jw_model_find_attribute(m, "fee"))->is_private);
    g_assert_cmpstr(jw_link_text(m, 0, JW_SINCE), ==, "2022-07-07");
    g_assert_cmpstr(jw_link_text(m, 0, JW_ACTIVITIES), ==, "志愿服务联动");
    g_assert_cmpfloat(jw_link_number(m, 0, JW_COUNT), ==, 2);
    g_assert_cmpfloat(jw_link_number(m, 0, jw_model_find_attribute(m, "fee")), ==, 3);
    g_assert_null(jw_link_text(m, 0, JW_NOTE_TEXT));
    jw_place place = jw_unit_place(m, a);
    g_assert_cmpstr(place.file, ==, "t.json");
    g_assert_cmpuint(place.line, ==, 1);
    jw_model_free(m);
}

/* What is named may stand further down. */
static void test_links(void)
{
    jw_model *m =
        load("{'jingwei':1,'links':[{'kind':'interlocks','from':'z','to':'a'}],'roots':['m','m'],'units':["
             "{'id':'z','kind':'block','under':'m'},{'id':'m','kind':'body'},{'id':'a','kind':'block',"
             "'under':'z'}]}");
    assert_links(m, "m leads z, z leads a, z interlocks a");
    const uint32_t *roots;
    g_assert_cmpuint(jw_model_roots(m, &roots), ==, 1);
    g_assert_cmpstr(jw_unit_id(m, roots[0]), ==, "m");
    jw_model_free(m);
}

static void test_duplicate_link(void)
{
    static const char text[] =
        "{\"jingwei\":1,\"units\":[{\"id\":\"a\",\"kind\":\"core\"},{\"id\":\"b\",\"kind\":"
        "\"block\",\"under\":\"a\"}],\"links\":[{\"kind\":\"leads\",\"from\":\"a\",\"to\":\"b\"}]}";
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(text, sizeof text - 1, "t.json", &options, diags);
    assert_links(m, "a leads b");
    g_assert_cmpuint(jw_diags_size(diags), ==, 1);
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "duplicate-link");
    g_assert_cmpint(jw_diags_get(diags, 0)->severity, ==, JW_WARNING);
    jw_model_free(m);
    jw_diags_free(diags);
}

/* A short pattern can name one link a million times; the list of findings stays short. */
static void test_many_duplicate_links(void)
{
    g_autofree char *json =
        as_json("{'jingwei':1,'units':[{'id':'a','kind':'core'},{'id':'b','kind':'block'}],"
                "'patterns':[{'for':{'n':{'from':1,'to':100000}},'links':"
                "[{'kind':'pairs','from':'a','to':'b'}]}]}");
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *m = jw_load_text(json, strlen(json), "t.json", &options, diags);
    assert_links(m, "a pairs b");
    g_assert_cmpuint(jw_diags_size(diags), ==, 51);
    g_assert_cmpstr(jw_diags_get(diags, 50)->code, ==, "more-duplicate-links");
    g_assert_cmpstr(jw_diags_get(diags, 50)->found, ==, "99949");
    jw_model_free(m);
    jw_diags_free(diags);
}

/* ---- Patterns ---- */

static void test_pattern(void)
{
    jw_model *m =
        load("{'jingwei':1,'units':[{'id':'c','kind':'core'}],'patterns':[{"
             "'for':{'n':{'from':9,'to':10},'street':['甲',7]},"
             "'units':[{'id':'{street}-{n:02}','kind':'block','name':'{street}{n}','under':'c','order':'{n}',"
             "'street':'{street}','aliases':['{n}号{street}']}],"
             "'links':[{'kind':'interlocks','from':'{street}-{n:02}','to':'c','note':'{n}'}]}]}");
    g_assert_cmpuint(jw_model_unit_count(m), ==, 5);
    g_assert_cmpuint(jw_model_link_count(m), ==, 8);
    uint32_t u = find(m, "甲-09");
    g_assert_cmpstr(jw_unit_name(m, u), ==, "甲9");
    g_assert_cmpstr(jw_unit_text(m, u, JW_STREET), ==, "甲");
    g_assert_cmpstr(jw_unit_text(m, u, JW_ALIASES), ==, "9号甲");
    g_assert_cmpfloat(jw_unit_number(m, find(m, "7-10"), JW_ORDER), ==, 10);
    jw_model_free(m);
}

/* 1 + B + S units, and N by rule: strips by industry, then blocks by street, then the core. */
static void test_core_block_strip_face(void)
{
    jw_model *m = load(
        "{'jingwei':1,'patterns':[{'pattern':'core-block-strip-face',"
        "'core':{'id':'lh','name':'区党委'},"
        "'blocks':{'for':{'street':['观湖','民治']},'id':'b-{street}','street':'{street}'},"
        "'strips':{'for':{'n':{'from':1,'to':3}},'id':'s{n:02}','industry':'行业{n}','under':'b-观湖'}}],"
        "'units':[{'id':'1','kind':'association','street':'民治'},"
        "{'id':'2','kind':'association','street':'民治','industry':'行业2'},"
        "{'id':'3','kind':'association'}]}");
    g_assert_cmpuint(jw_model_unit_count(m), ==, 1 + 2 + 3 + 3);
    assert_links(m, "b-民治 guides 1, b-观湖 leads s01, b-观湖 leads s02, b-观湖 leads s03, lh backstops 3, "
                    "lh leads b-民治, lh leads b-观湖, s02 guides 2");
    g_assert_cmpuint(jw_model_attach_rules(m), ==, 3);
    static const struct {
        const char *to, *by, *link;
    } rules[] = { { "kind=strip", "industry", "guides" },
                  { "kind=block", "street", "guides" },
                  { "kind=core", NULL, "backstops" } };
    for (size_t i = 0; i < 3; i++) {
        jw_attached rule = jw_model_attached(m, i);
        g_assert_cmpstr(rule.to, ==, rules[i].to);
        g_assert_cmpstr(rule.by, ==, rules[i].by);
        g_assert_cmpstr(rule.link, ==, rules[i].link);
        g_assert_cmpuint(rule.targets, ==, 1);
    }
    jw_model_free(m);
}

/* Rules that the file writes out come before those of its patterns, and the backstop can be left out. */
static void test_face_without_backstop(void)
{
    jw_model *m = load("{'jingwei':1,'kinds':{'units':{'area':{'role':'lead'}}},"
                       "'attach':[{'to':{'id':'lh'},'by':['street','industry'],'link':'leads'}],"
                       "'patterns':[{'pattern':'core-block-strip-face','backstop':false,'core':{'id':'lh'},"
                       "'blocks':{'for':{'x':['a','b']},'kind':'area','id':'{x}'},"
                       "'strips':{'for':{'x':['c']},'id':'{x}'}}]}");
    g_assert_cmpuint(jw_model_attach_rules(m), ==, 3);
    g_assert_cmpstr(jw_model_attached(m, 0).to, ==, "id=lh");
    g_assert_cmpstr(jw_model_attached(m, 0).by, ==, "street / industry");
    g_assert_cmpstr(jw_model_attached(m, 2).to, ==, "kind=area");
    jw_model_free(m);
}

/* ---- Policy, facts ---- */

static void test_policy(void)
{
    jw_model *m = load(
        "{'jingwei':1,'policy':{'threshold':5,'forms':{'committee':80},'joint':{'most':4},"
        "'population':{'kind':['association','chamber'],'members':{'min':1,'not':[7,8]},"
        "'street':{'not':'观湖'},'rating':{'exists':true},'sector':{'exists':false},'illustrative':false,"
        "'any':[{'level':'x y'},{'kind':'core'}]},"
        "'rules':[{'id':'B3','stage':'评估','severity':'veto','applies':{'rating':'5A'},"
        "'requires':{'organization':{'not':'none'}},'because':{'zh':'无党组织'},'source':'五嵌入'}],"
        "'indices':[{'id':'i','for':{},'items':[{'when':{'active':true},'points':2.5}]}],"
        "'plan':{'setup':1,'street':{'near':9.5},'near':[['观湖','观澜'],['a','b']],'km':0}},"
        "'facts':[{'figure':'population.known','value':502,'source':'论文'}]}");
    const jw_policy *p = jw_model_get_policy(m), standard = jw_policy_default();
    g_assert_cmpfloat(p->threshold, ==, 5);
    g_assert_cmpfloat(p->committee, ==, 80);
    g_assert_cmpfloat(p->branch, ==, standard.branch);
    g_assert_cmpfloat(p->joint_most, ==, 4);
    g_assert_cmpfloat(p->setup, ==, 1);
    g_assert_cmpfloat(p->street_near, ==, 9.5);
    g_assert_cmpfloat(p->street_other, ==, standard.street_other);
    g_assert_cmpuint(p->n_near_streets, ==, 2);
    g_assert_cmpstr(p->near_streets[0].b, ==, "观澜");
    g_autofree char *population = jw_selector_text(p->population);
    g_assert_cmpstr(population, ==,
                    "kind=association,chamber members=1.. members!=7,8 street!=观湖 rating? sector!? "
                    "illustrative=false (level=\"x y\" | kind=core)");
    g_assert_cmpuint(p->n_rules, ==, 1);
    g_assert_cmpstr(p->rules[0].because[JW_ZH], ==, "无党组织");
    g_assert_null(p->rules[0].because[JW_EN]);
    g_assert_cmpuint(p->n_indices, ==, 1);
    const jw_fact *facts;
    g_assert_cmpuint(jw_model_facts(m, &facts), ==, 1);
    g_assert_cmpstr(facts[0].figure, ==, "population.known");
    g_assert_cmpfloat(facts[0].value, ==, 502);
    jw_model_free(m);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/load/least", test_least);
    g_test_add_func("/load/settings", test_settings);
    g_test_add_func("/load/kinds", test_kinds);
    g_test_add_func("/load/values", test_values);
    g_test_add_func("/load/links", test_links);
    g_test_add_func("/load/duplicate-link", test_duplicate_link);
    g_test_add_func("/load/many-duplicate-links", test_many_duplicate_links);
    g_test_add_func("/load/pattern", test_pattern);
    g_test_add_func("/load/core-block-strip-face", test_core_block_strip_face);
    g_test_add_func("/load/face-without-backstop", test_face_without_backstop);
    g_test_add_func("/load/policy", test_policy);
    return g_test_run();
}
