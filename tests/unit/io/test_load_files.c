/* Models of several files: what includes mean, which files may be named, and which are refused. */
#include "io/load.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- A folder of files ---- */

typedef struct {
    char *folder;
    jw_load_options options;
    jw_diags *diags;
    jw_model *model;
} fixture;

static char *path_in(const fixture *f, const char *name)
{
    return g_build_filename(f->folder, name, NULL);
}

static void set_up(fixture *f, const void *unused)
{
    (void)unused;
    f->folder = g_dir_make_tmp("jingwei-load-XXXXXX", NULL);
    f->options = jw_load_options_default();
    f->diags = jw_diags_new();
    const char *folders[] = { "in", "in/sub", "models", "models/policy", "inside" };
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = path_in(f, folders[i]);
        g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
    }
}

static void remove_all(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        remove_all(below);
    }
    if (dir) g_dir_close(dir);
    g_assert_cmpint(g_remove(path), ==, 0);
}

static void tear_down(fixture *f, const void *unused)
{
    (void)unused;
    jw_model_free(f->model);
    jw_diags_free(f->diags);
    remove_all(f->folder);
    g_free(f->folder);
}

/* Writes a file, with ' for ". */
static void put(const fixture *f, const char *name, const char *text)
{
    g_autofree char *path = path_in(f, name);
    g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
    g_assert_true(g_file_set_contents(path, json, -1, NULL));
}

static void load(fixture *f, const char *name)
{
    g_autofree char *path = path_in(f, name);
    f->model = jw_load(path, &f->options, f->diags);
}

/* Messages without the folder, which has another name each time. */
static const char *without_folder(const fixture *f, const char *text)
{
    return text && g_str_has_prefix(text, f->folder) ? text + strlen(f->folder) + 1 : text;
}

static const jw_diag *the_error(const fixture *f)
{
    g_assert_null(f->model);
    g_assert_cmpuint(jw_diags_count(f->diags, JW_ERROR), ==, 1);
    for (size_t i = 0;; i++)
        if (jw_diags_get(f->diags, i)->severity == JW_ERROR) return jw_diags_get(f->diags, i);
}

static void assert_error(const fixture *f, const char *code, const char *file, uint32_t line,
                         const char *path, const char *found)
{
    const jw_diag *d = the_error(f);
    g_assert_cmpstr(d->code, ==, code);
    g_assert_cmpstr(without_folder(f, d->place.file), ==, file);
    g_assert_cmpuint(d->place.line, ==, line);
    g_assert_cmpstr(d->path, ==, path);
    g_assert_cmpstr(d->found, ==, found);
    for (int lang = JW_ZH; lang <= JW_EN; lang++) {
        char *message = jw_diag_message(d, (jw_lang)lang);
        g_assert_false(g_str_has_prefix(message, "diag."));
        free(message);
    }
}

static void assert_good(const fixture *f)
{
    for (size_t i = 0; i < jw_diags_size(f->diags); i++)
        g_test_message("%s %s", jw_diags_get(f->diags, i)->code, jw_diags_get(f->diags, i)->found);
    g_assert_cmpuint(jw_diags_size(f->diags), ==, 0);
    g_assert_nonnull(f->model);
}

/* ---- Merging ---- */

/* Lists are appended, objects merged key by key, a scalar of the including file wins. */
static void test_merge(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1,'name':'a','lang':'en','include':['b.json','sub/c.json'],"
        "'kinds':{'units':{'x':{'role':'lead'}}},'attributes':{'p':{'zh':'甲'}},"
        "'units':[{'id':'a','kind':'x','p':1,'under':'c'}],'roots':['a'],"
        "'policy':{'threshold':4,'plan':{'near':[['e','f']]},'population':{'kind':'chamber','level':'x'}}}");
    put(f, "in/b.json",
        "{'jingwei':1,'name':'b','source':'b','kinds':{'units':{'x':{'zh':'某','role':'other'}}},"
        "'attributes':{'p':{'type':'number','zh':'乙','en':'P'}},'units':[{'id':'b','kind':'x'}],"
        "'policy':{'threshold':9,'joint':{'most':7},'plan':{'near':[['c','d']]},"
        "'population':{'kind':'association','street':'观湖'}}}");
    put(f, "in/sub/c.json",
        "{'jingwei':1,'lang':'zh','as_of':'2020','include':['../d.json'],"
        "'units':[{'id':'c','kind':'core'}]}");
    put(f, "in/d.json",
        "{'jingwei':1,'policy':{'threshold':8},'units':[{'id':'d','kind':'block','under':'a'}]}");
    load(f, "in/a.json");
    assert_good(f);
    const jw_model *m = f->model;
    g_assert_cmpstr(jw_model_name(m), ==, "a");
    g_assert_cmpstr(jw_model_source(m), ==, "b");
    g_assert_cmpstr(jw_model_as_of(m), ==, "2020");
    g_assert_cmpint(jw_model_lang(m), ==, JW_EN);
    g_assert_cmpuint(jw_model_unit_count(m), ==, 4);
    g_assert_cmpuint(jw_model_link_count(m), ==, 2);
    const jw_unit_kind *x = jw_unit_kind_of(m, jw_model_find(m, "b"));
    g_assert_cmpint(x->role, ==, JW_ROLE_LEAD);
    g_assert_cmpstr(x->zh, ==, "某");
    const jw_attribute *p = jw_model_attribute(m, (size_t)jw_model_find_attribute(m, "p"));
    g_assert_cmpint(p->type, ==, JW_NUMBER);
    g_assert_cmpstr(p->zh, ==, "甲");
    g_assert_cmpstr(p->en, ==, "P");
    const jw_policy *policy = jw_model_get_policy(m);
    g_assert_cmpfloat(policy->threshold, ==, 4);
    g_assert_cmpfloat(policy->joint_most, ==, 7);
    g_assert_cmpuint(policy->n_near_streets, ==, 2);
    g_assert_cmpstr(policy->near_streets[0].a, ==, "c");
    g_autofree char *population = jw_selector_text(policy->population);
    g_assert_cmpstr(population, ==, "street=观湖 (kind=chamber level=x)");
    jw_place place = jw_unit_place(m, jw_model_find(m, "c"));
    g_assert_cmpstr(without_folder(f, place.file), ==, "in/sub/c.json");
}

/* The rules of an included file come first: a model adds a backstop to another that has none. */
static void test_order_of_rules(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1,'include':['b.json'],'attach':[{'to':{'kind':'core'},'link':'backstops'}]}");
    put(f, "in/b.json",
        "{'jingwei':1,'patterns':[{'pattern':'core-block-strip-face','core':{'id':'c'},'backstop':false,"
        "'blocks':{'for':{'s':['甲']},'id':'{s}'},'strips':{'for':{'s':['乙']},'id':'{s}'}}]}");
    load(f, "in/a.json");
    assert_good(f);
    g_assert_cmpuint(jw_model_attach_rules(f->model), ==, 3);
    g_assert_cmpstr(jw_model_attached(f->model, 2).link, ==, "backstops");
}

static void test_defined_twice(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['b.json'],\n'units':[{'id':'x','kind':'core'}]}");
    put(f, "in/b.json", "{'jingwei':1,\n\n'units':[{'id':'x','kind':'block'}]}");
    load(f, "in/a.json");
    assert_error(f, "duplicate-id", "in/a.json", 2, "units[0].id", "x");
    g_assert_cmpstr(without_folder(f, the_error(f)->expected), ==, "in/b.json:3:10");
}

/* A file that two others include is merged once, where it is met first. */
static void test_diamond(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['b.json','sub/c.json','./sub/../d.json']}");
    put(f, "in/b.json", "{'jingwei':1,'include':['d.json']}");
    put(f, "in/sub/c.json",
        "{'jingwei':1,'include':['../d.json'],'units':[{'id':'y','kind':'block','under':'x'}]}");
    put(f, "in/d.json", "{'jingwei':1,'units':[{'id':'x','kind':'core'}]}");
    load(f, "in/a.json");
    assert_good(f);
    g_assert_cmpuint(jw_model_unit_count(f->model), ==, 2);
}

static void test_loop(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['b.json']}");
    put(f, "in/b.json", "{'jingwei':1,\n'include':['sub/c.json']}");
    put(f, "in/sub/c.json", "{'jingwei':1,\n\n'include':['../b.json']}");
    load(f, "in/a.json");
    const jw_diag *d = the_error(f);
    g_autofree char *chain =
        g_strdup_printf("%s/in/b.json → %s/in/sub/c.json → %s/in/b.json", f->folder, f->folder, f->folder);
    assert_error(f, "include-loop", "in/sub/c.json", 3, "include[0]", chain);
    g_assert_cmpuint(d->place.column, ==, 12);
}

static void test_includes_itself(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['a.json']}");
    load(f, "in/a.json");
    g_autofree char *chain = g_strdup_printf("%s/in/a.json → %s/in/a.json", f->folder, f->folder);
    assert_error(f, "include-loop", "in/a.json", 1, "include[0]", chain);
}

static void test_too_many(fixture *f, const void *unused)
{
    (void)unused;
    GString *text = g_string_new("{'jingwei':1,'include':[");
    for (int i = 0; i < 70; i++) {
        g_autofree char *name = g_strdup_printf("%d.json", i);
        g_autofree char *path = g_strconcat("in/", name, NULL);
        put(f, path, "{'jingwei':1}");
        g_string_append_printf(text, "%s'%s'", i ? "," : "", name);
    }
    g_string_append(text, "]}");
    put(f, "in/a.json", text->str);
    g_string_free(text, TRUE);
    load(f, "in/a.json");
    assert_error(f, "too-many-includes", "in/a.json", 1, "include[64]", NULL);
}

/* What is wrong with an included file is told of that file. */
static void test_broken_include(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1,'include':['sub/b.json'],'units':[{'id':'x','kind':'core','under':'y'}]}");
    put(f, "in/sub/b.json", "{'jingwei':1,\n'units':[}");
    load(f, "in/a.json");
    assert_error(f, "json-syntax", "in/sub/b.json", 2, NULL, "}");
}

static void test_include_without_version(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['b.json']}");
    put(f, "in/b.json", "{}");
    load(f, "in/a.json");
    assert_error(f, "missing-key", "in/b.json", 1, NULL, NULL);
}

/* ---- Which files may be named ---- */

static void link_to(const fixture *f, const char *target, const char *name)
{
    g_autofree char *path = path_in(f, name);
    g_assert_cmpint(symlink(target, path), ==, 0);
}

static const struct {
    const char *name, *code; /* NULL: it loads */
} named[] = {
    { "../../../../../../../../etc/passwd", "outside-directory" },
    { "/etc/passwd", "outside-directory" },
    { "../out.json", "outside-directory" },
    { "../inside/x.json", "outside-directory" }, /* the name of the folder begins alike */
    { "sub/../../out.json", "outside-directory" },
    { "../no-such.json", "outside-directory" }, /* whether it is there is not told */
    { "link-out.json", "outside-directory" },
    { "sub/folder-out/out.json", "outside-directory" },
    { "link-in.json", NULL },
    { "../in/good.json", NULL },
    { "./good.json", NULL },
    { "no-such.json", "named-file-missing" },
    { "good.json/x.json", "named-file-missing" },
    { "link-nowhere.json", "named-file-missing" },
    { "", "empty-text" },
    { "a\nb", "control-character" },
    { "sub", "file-not-regular" },
    { ".", "file-not-regular" },
    { "fifo", "file-not-regular" },
    { "jingwei:policy/p.json", NULL },
    { "jingwei:policy/none.json", "named-file-missing" },
    { "jingwei:../out.json", "outside-directory" },
    { "jingwei:/etc/passwd", "outside-directory" },
};

static void test_named(fixture *f, const void *data)
{
    size_t i = GPOINTER_TO_SIZE(data);
    put(f, "out.json", "{'jingwei':1}");
    put(f, "inside/x.json", "{'jingwei':1}");
    put(f, "in/good.json", "{'jingwei':1}");
    put(f, "models/policy/p.json", "{'jingwei':1,'include':['../q.json']}");
    put(f, "models/q.json", "{'jingwei':1}");
    link_to(f, "../out.json", "in/link-out.json");
    link_to(f, "../..", "in/sub/folder-out");
    link_to(f, "good.json", "in/link-in.json");
    link_to(f, "nowhere", "in/link-nowhere.json");
    g_autofree char *fifo = path_in(f, "in/fifo"), *models = path_in(f, "models");
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    f->options.models_dir = models;
    g_autofree char *escaped = g_strescape(named[i].name, NULL);
    g_autofree char *text = g_strdup_printf("{'jingwei':1,'include':['%s']}", escaped);
    put(f, "in/a.json", text);
    load(f, "in/a.json");
    if (!named[i].code) {
        assert_good(f);
        return;
    }
    const jw_diag *d = the_error(f);
    g_assert_cmpstr(d->code, ==, named[i].code);
    if (strcmp(d->code, "file-not-regular") != 0) /* that is the file's own */
        g_assert_cmpstr(d->path, ==, "include[0]");
}

static void test_allow_outside(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "out.json", "{'jingwei':1,'units':[{'id':'x','kind':'core'}]}");
    put(f, "in/a.json", "{'jingwei':1,'include':['../out.json']}");
    f->options.allow_outside = true;
    load(f, "in/a.json");
    assert_good(f);
}

/* The shipped folder stays closed to what is beside it, even then. */
static void test_shipped(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['jingwei:x.json']}");
    load(f, "in/a.json");
    assert_error(f, "no-models-folder", "in/a.json", 1, "include[0]", "jingwei:x.json");
}

/* A shipped file is called as it was named, on every machine alike. */
static void test_shipped_name(fixture *f, const void *unused)
{
    (void)unused;
    g_autofree char *models = path_in(f, "models");
    f->options.models_dir = models;
    put(f, "in/a.json", "{'jingwei':1,'include':['jingwei:policy/p.json']}");
    put(f, "models/policy/p.json", "{'jingwei':1,'include':['./q.json']}");
    put(f, "models/policy/q.json", "{'jingwei':1,'policy':{'x':1}}");
    load(f, "in/a.json");
    assert_error(f, "json-unknown-key", "jingwei:policy/q.json", 1, "policy.x", "x");
}

/* ---- The model itself ---- */

static void test_missing(fixture *f, const void *unused)
{
    (void)unused;
    load(f, "in/none.json");
    const jw_diag *d = the_error(f);
    g_assert_cmpstr(d->code, ==, "file-missing");
    g_assert_cmpstr(without_folder(f, d->place.file), ==, "in/none.json");
    g_assert_cmpint(jw_load_lang(d->place.file, &f->options), ==, JW_ZH);
}

static void test_missing_folder(fixture *f, const void *unused)
{
    (void)unused;
    load(f, "none/none.json");
    g_assert_cmpstr(the_error(f)->code, ==, "file-missing");
}

static void test_folder(fixture *f, const void *unused)
{
    (void)unused;
    load(f, "in");
    assert_error(f, "file-not-regular", "in", 0, NULL, "@file.directory");
}

static void test_fifo(fixture *f, const void *unused)
{
    (void)unused;
    g_autofree char *fifo = path_in(f, "in/fifo");
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    load(f, "in/fifo");
    assert_error(f, "file-not-regular", "in/fifo", 0, NULL, "@file.device");
}

static void test_too_large(fixture *f, const void *unused)
{
    (void)unused;
    g_autofree char *path = path_in(f, "in/a.json");
    put(f, "in/a.json", "{}");
    g_assert_cmpint(truncate(path, (off_t)3 << 30), ==, 0); /* takes no room on the disk */
    load(f, "in/a.json");
    g_assert_cmpstr(the_error(f)->code, ==, "file-too-large");
    g_assert_cmpstr(the_error(f)->expected, ==, "104857600");
}

/* A model that is a link: the folder is the one it was named in. */
static void test_linked_model(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "real.json", "{'jingwei':1,'include':['b.json']}");
    put(f, "in/b.json", "{'jingwei':1}");
    link_to(f, "../real.json", "in/a.json");
    load(f, "in/a.json");
    assert_good(f);
}

/* ---- Registers ---- */

#define REGISTER                                                                                             \
    "'registers':[{'file':'r.csv','kind':'association','id':'编号','name':'名称','attributes':"          \
    "{'members':'人数','kept':{'column':'存','map':{'是':true,'否':false}},'note':'注'},'links':"      \
    "[{'kind':'guides','from':'指导','none':['无']}]}]"

static void test_register(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1," REGISTER ",'links':[{'kind':'pairs','from':'1','to':'2'}],"
        "'units':[{'id':'s','kind':'strip','name':'条','kept':true}]}");
    put(f, "in/r.csv", "编号,名称,人数,存,注,指导\n1,甲会,３,是,x,条\n2,乙会,,否,,无\n");
    load(f, "in/a.json");
    assert_good(f);
    const jw_model *m = f->model;
    g_assert_cmpuint(jw_model_unit_count(m), ==, 3);
    g_assert_cmpuint(jw_model_link_count(m), ==, 2);
    uint32_t u = jw_model_find(m, "1");
    g_assert_cmpfloat(jw_unit_number(m, u, JW_MEMBERS), ==, 3);
    g_assert_cmpint(jw_unit_flag(m, u, jw_model_find_attribute(m, "kept")), ==, 1);
    g_assert_cmpstr(jw_unit_text(m, u, jw_model_find_attribute(m, "note")), ==, "x");
}

static void test_bad_row(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1," REGISTER ",'links':[{'kind':'pairs','from':'1','to':'2'}],"
        "'units':[{'id':'s','kind':'strip','name':'条'}]}");
    put(f, "in/r.csv", "编号,名称,人数,存,注,指导\n1,甲会,3,是,x,条\n2,乙会,多,否,,无\n");
    load(f, "in/a.json");
    assert_error(f, "not-an-integer", "in/r.csv", 3, "人数", "多");
}

static void test_skip_bad_rows(fixture *f, const void *unused)
{
    (void)unused;
    f->options.skip_bad_rows = true;
    put(f, "in/a.json",
        "{'jingwei':1," REGISTER ",'links':[\n{'kind':'pairs','from':'1','to':'2'}],"
        "'units':[{'id':'s','kind':'strip','name':'条'}]}");
    put(f, "in/r.csv", "编号,名称,人数,存,注,指导\n1,甲会,3,是,x,条\n2,乙会,多,否,,无\n");
    load(f, "in/a.json");
    g_assert_nonnull(f->model);
    g_assert_cmpuint(jw_model_unit_count(f->model), ==, 2);
    g_assert_cmpuint(jw_model_link_count(f->model), ==, 1);
    g_assert_cmpuint(jw_diags_size(f->diags), ==, 2);
    g_assert_cmpstr(jw_diags_get(f->diags, 0)->code, ==, "skipped-row");
    g_assert_cmpstr(jw_diags_get(f->diags, 1)->code, ==, "skipped-link");
    g_assert_cmpstr(jw_diags_get(f->diags, 1)->path, ==, "links[0].to");
}

/* A register obeys the rules of includes. */
static void test_register_outside(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'registers':[{'file':'../r.csv','kind':'association','id':'x'}]}");
    put(f, "r.csv", "x\n1\n");
    load(f, "in/a.json");
    assert_error(f, "outside-directory", "in/a.json", 1, "registers[0].file", "../r.csv");
}

static void test_register_of_include(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json", "{'jingwei':1,'include':['sub/b.json']}");
    put(f, "in/sub/b.json", "{'jingwei':1,'registers':[{'file':'r.csv','kind':'association','id':'x'}]}");
    put(f, "in/sub/r.csv", "x\n1\n");
    load(f, "in/a.json");
    assert_good(f);
    jw_place place = jw_unit_place(f->model, 0);
    g_assert_cmpstr(without_folder(f, place.file), ==, "in/sub/r.csv");
}

/* An attribute that a mapping declares and that looks like another is told of, for it may be a slip. */
static void test_near_attribute(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1,'registers':[{'file':'r.csv','kind':'association','id':'x',"
        "'attributes':{'member':'n'}}]}");
    put(f, "in/r.csv", "x,n\n1,2\n");
    load(f, "in/a.json");
    g_assert_nonnull(f->model);
    g_assert_cmpuint(jw_diags_size(f->diags), ==, 1);
    g_assert_cmpint(jw_diags_get(f->diags, 0)->severity, ==, JW_NOTE);
    g_assert_cmpstr(jw_diags_get(f->diags, 0)->nearest, ==, "members");
}

/* The errors of a selector were counted from the number of all findings, so that a note made them fewer than
 * none. */
static void test_note_and_rule(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/a.json",
        "{'jingwei':1,'registers':[{'file':'r.csv','kind':'association','id':'x','attributes':{'member':'n'}}"
        "],"
        "'policy':{'rules':[{'id':'r','severity':'must','applies':{},'requires':{'rating':'5A'}}]}}");
    put(f, "in/r.csv", "x,n\n1,2\n");
    load(f, "in/a.json");
    g_assert_nonnull(f->model);
}

/* ---- Language ---- */

static const struct {
    const char *text;
    jw_lang lang;
} languages[] = {
    { "{'jingwei':1,'lang':'en','units':1}", JW_EN },
    { "{'jingwei':1,'lang':'zh'}", JW_ZH },
    { "{'jingwei':1}", JW_ZH },
    { "{'jingwei':1,'lang':'fr'}", JW_ZH },
    { "{'jingwei':1,'include':['b.json']}", JW_EN },
    { "{'jingwei':1,'lang':'zh','include':['b.json']}", JW_ZH },
    { "{'units':[{'lang':'en'}],'x':'\\'lang\\':\\'en\\'' oops", JW_ZH },
    { "{'units':[{'a':'}'}] , 'lang' : 'en', oops", JW_EN },
    { "{'lang", JW_ZH },
    { "", JW_ZH },
};

static void test_lang(fixture *f, const void *unused)
{
    (void)unused;
    put(f, "in/b.json", "{'jingwei':1,'lang':'en'}");
    g_autofree char *path = path_in(f, "in/a.json");
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        put(f, "in/a.json", languages[i].text);
        g_assert_cmpint(jw_load_lang(path, &f->options), ==, languages[i].lang);
    }
}

#define ADD(name, test) g_test_add("/load-files/" name, fixture, NULL, set_up, test, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("merge", test_merge);
    ADD("order-of-rules", test_order_of_rules);
    ADD("defined-twice", test_defined_twice);
    ADD("diamond", test_diamond);
    ADD("loop", test_loop);
    ADD("includes-itself", test_includes_itself);
    ADD("too-many", test_too_many);
    ADD("broken-include", test_broken_include);
    ADD("include-without-version", test_include_without_version);
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
        g_autofree char *name = g_strdup_printf("/load-files/named/%02zu", i);
        g_test_add(name, fixture, GSIZE_TO_POINTER(i), set_up, test_named, tear_down);
    }
    ADD("allow-outside", test_allow_outside);
    ADD("shipped", test_shipped);
    ADD("shipped-name", test_shipped_name);
    ADD("missing", test_missing);
    ADD("missing-folder", test_missing_folder);
    ADD("folder", test_folder);
    ADD("fifo", test_fifo);
    ADD("too-large", test_too_large);
    ADD("linked-model", test_linked_model);
    ADD("register", test_register);
    ADD("bad-row", test_bad_row);
    ADD("skip-bad-rows", test_skip_bad_rows);
    ADD("register-outside", test_register_outside);
    ADD("register-of-include", test_register_of_include);
    ADD("near-attribute", test_near_attribute);
    ADD("note-and-rule", test_note_and_rule);
    ADD("lang", test_lang);
    return g_test_run();
}
