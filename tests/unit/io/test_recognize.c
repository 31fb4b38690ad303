/* Recognition: what names of columns mean, what words in cells mean, and which model comes of a register. */
#include "io/recognize.h"
#include "io/synonyms.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names and words ---- */

static const struct {
    const char *name;
    int meaning;
    jw_match how;
} names[] = {
    { "登记证号", JW_MEANS_ID, JW_MATCH_WHOLE },
    { "统一社会信用代码（必填）", JW_MEANS_ID, JW_MATCH_WHOLE },
    { "Post Unique Reference", JW_MEANS_ID, JW_MATCH_PART },
    { "ＩＤ", JW_MEANS_ID, JW_MATCH_WHOLE },
    { "序号", JW_MEANS_SERIAL, JW_MATCH_WHOLE },
    { "社会组织 名称", JW_MEANS_NAME, JW_MATCH_WHOLE },
    { "Job Title", JW_MEANS_POST, JW_MATCH_WHOLE },
    { "Generic Job Title", JW_MEANS_POST, JW_MATCH_PART },
    { "联系人电话", JW_MEANS_PERSON, JW_MATCH_PART },
    { "党员人数(人)", JW_MEMBERS, JW_MATCH_WHOLE },
    { "2023年党员人数", JW_MEMBERS, JW_MATCH_PART },
    { "Number of Posts in FTE", JW_COUNT, JW_MATCH_PART },
    { "Organisation", JW_ORGANIZATION, JW_MATCH_WHOLE },
    { "所属街道*", JW_STREET, JW_MATCH_WHOLE },
    { "Reports to Senior Post", JW_MEANS_LEADS, JW_MATCH_PART },
    { "reports_to", JW_MEANS_LEADS, JW_MATCH_WHOLE },
    { "业务主管单位", JW_MEANS_LEADS, JW_MATCH_WHOLE },
    { "党建指导单位", JW_MEANS_GUIDES, JW_MATCH_WHOLE },
    { "所在联合党支部", JW_MEANS_JOINS, JW_MATCH_WHOLE },
    { "成立日期", JW_MEANS_FOUNDED, JW_MATCH_WHOLE },
    { "identity", JW_MEANS_NOTHING, JW_MATCH_NONE }, /* "id" only as a whole word */
    { "条", JW_MEANS_NOTHING, JW_MATCH_NONE },
    { "", JW_MEANS_NOTHING, JW_MATCH_NONE },
};

static void test_names(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        jw_match how;
        int meaning = jw_meaning_of(names[i].name, 0, &how);
        if (meaning != names[i].meaning || how != names[i].how)
            g_error("%s: %s (%d)", names[i].name, jw_meaning_name(meaning), how);
    }
}

static void test_words(void)
{
    static const struct {
        jw_words words;
        const char *cell, *meaning;
    } rows[] = {
        { JW_WORDS_ORGANIZATION, "独立支部", "branch" },
        { JW_WORDS_ORGANIZATION, "未组建", "none" },
        { JW_WORDS_ORGANIZATION, "联合 党支部", "joint" },
        { JW_WORDS_KIND, "行业协会", "association" },
        { JW_WORDS_KIND, "block", "block" },
        { JW_WORDS_KIND, "联合党支部", "joint-branch" },
        { JW_WORDS_KIND, "Chamber of Commerce", "chamber" },
        { JW_WORDS_STATE, "VACANT", "vacant" },
        { JW_WORDS_STATE, "N/D", "" },
        { JW_WORDS_STATE, "张三", NULL },
        { JW_WORDS_FLAG, "√", "true" },
        { JW_WORDS_FLAG, "未报送", "false" },
        { JW_WORDS_RATING, "５Ａ级", "5A" },
        { JW_WORDS_LINK, "结对", "pairs" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(jw_meaning_of_word(rows[i].words, rows[i].cell), ==, rows[i].meaning);
    g_assert_true(jw_is_none_word("ＸＸ"));
    g_assert_false(jw_is_none_word("观湖"));
}

/* ---- Models ---- */

static char *folder;

/* Writes the registers as 0.csv, 1.csv …, up to NULL, and recognizes them. The JSON without space between its
 * parts. */
static char *recognize(const char *const *registers, jw_diags *diags)
{
    jw_register_file files[4];
    char *paths[4], *shown[4];
    size_t n = 0;
    for (; registers[n]; n++) {
        shown[n] = g_strdup_printf("%zu.csv", n);
        paths[n] = g_build_filename(folder, shown[n], NULL);
        g_assert_true(g_file_set_contents(paths[n], registers[n], -1, NULL));
        files[n] = (jw_register_file){ paths[n], shown[n] };
    }
    jw_limits limits = jw_limits_default();
    jw_lang lang;
    char *json = jw_recognize(files, n, "m", &limits, &lang, diags);
    for (size_t i = 0; i < n; i++) {
        g_free(paths[i]);
        g_free(shown[i]);
    }
    if (!json) return NULL;
    GString *plain = g_string_new(NULL);
    for (const char *p = json; *p; p++) {
        if (*p == '\n')
            while (p[1] == ' ') p++;
        else
            g_string_append_c(plain, *p);
    }
    free(json);
    return g_string_free(plain, FALSE);
}

/* What the model of the registers has, each a piece of its JSON; NULL: it ends there. It loads. */
static const struct {
    const char *registers[3];
    const char *has[8];
} models[] = {
    { { "编号,名称,党员数\n1,甲协会,3\n2,乙协会,0\n" },
      { "{\"id\": \"core\",\"kind\"", "\"kind\": \"association\",\"id\": \"编号\",\"name\": "
                                      "\"名称\",\"attributes\": {\"members\": \"党员数\"}}" } },
    /* no id: names that are distinct, else the number of the row */
    { { "名称,党员数\n甲协会,3\n乙协会,0\n" }, { "\"id\": \"名称\",\"name\": \"名称\"" } },
    { { "序号,名称\n1,甲\n2,甲\n" }, { "\"kind\": \"body\",\"id\": \"序号\"" } },
    { { "名称,党员数\n甲协会,3\n甲协会,0\n" }, { "\"id\": \"0-{row}\"" } },
    /* a column that nobody names, but that is an id */
    { { "Code X,name\nK-1,A\nK-2,A\n" }, { "\"id\": \"Code X\"" } },
    /* words */
    { { "id,name,年报,评级,街道\na,x,是,AAAA,无\nb,y,未报,未评,观湖\n" },
      { "\"reported\": {\"column\": \"年报\",\"map\": {\"是\": true, \"未报\": false}}",
        "\"rating\": {\"column\": \"评级\",\"map\": {\"AAAA\": \"4A\", \"未评\": null}}",
        "\"street\": {\"column\": \"街道\",\"none\": [\"无\"]}", "{\"id\": \"观湖\",\"kind\": \"block\"",
        "\"attach\": [{\"to\": {\"kind\": \"block\"}, \"by\": \"street\", \"link\": \"guides\"}]" } },
    /* kinds of units; the committees are in the register, so nobody is made */
    { { "编号,名称,类型,上级\nc,区党委,核心,\nb,观湖街道党工委,街道,c\na,甲协会,行业协会,观湖街道党工委\n" },
      { "\"map\": {\"核心\": \"core\", \"行业协会\": \"association\", \"街道\": \"block\"}",
        "\"lang\": \"zh\",\"registers\"", "{\"kind\": \"leads\", \"from\": \"上级\"}" } },
    /* units that only cells name */
    { { "编号,名称,指导单位\n1,甲协会,观湖街道；教育局\n2,乙协会,无\n3,丙协会,教育局\n" },
      { "{\"id\": \"教育局\", \"kind\": \"strip\", \"under\": \"core\"},{\"id\": \"观湖街道\", \"kind\": "
        "\"block\", \"under\": \"core\"}",
        "{\"kind\": \"guides\", \"from\": \"指导单位\", \"none\": [\"无\"]}" } },
    /* two registers of which one names the units of the other, by a column that is not called so */
    { { "id,name\nu1,North Office\nu2,South Office\n",
        "id,title,office\n1,Clerk,u1\n2,Clerk,u2\n3,Head,u1\n" },
      { "\"links\": [{\"kind\": \"leads\", \"from\": \"office\"}]" } },
    /* both count from 1 */
    { { "id,name\n1,North Office\n2,South Office\n",
        "id,name,office\n1,Ann's,North Office\n2,Ben's,South Office\n" },
      { "\"id\": \"1-{id}\"", "{\"kind\": \"leads\", \"from\": \"office\"}" } },
    /* a title and a header of two rows */
    { { "名册,,,\n编号,名称,党组织,\n,,形式,党员人数\n1,甲协会,党支部,3\n2,乙协会,无,0\n" },
      { "\"organization\": {\"column\": \"形式\"", "\"members\": \"党员人数\"" } },
};

static void test_models(void)
{
    jw_load_options options = jw_load_options_default();
    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        jw_diags *diags = jw_diags_new();
        g_autofree char *json = recognize(models[i].registers, diags);
        g_assert_nonnull(json);
        for (size_t k = 0; models[i].has[k]; k++) {
            /* pieces are written with or without the space that stands between members in one line */
            g_auto(GStrv) wanted = g_strsplit(models[i].has[k], ", ", -1), found = g_strsplit(json, ", ", -1);
            g_autofree char *piece = g_strjoinv(",", wanted), *text = g_strjoinv(",", found);
            if (!strstr(text, piece)) g_error("%s\nis not in\n%s", piece, text);
        }
        jw_model *m = jw_load_recognized(json, "(model)", folder, &options, diags);
        g_assert_cmpuint(jw_diags_count(diags, JW_ERROR), ==, 0);
        g_assert_nonnull(m);
        jw_model_free(m);
        jw_diags_free(diags);
    }
}

/* Every column is spoken of, with what it was taken for and why. */
static void test_notes(void)
{
    static const char *const registers[] = {
        "编号,名称,,电话,颜色,编制数\n1,甲,x,138,红,2\n2,乙,y,139,蓝,0\n", NULL
    };
    static const char expected[] =
        "guess-kind - body -\nguess 编号 @meaning.id @reason.name\nguess 名称 @meaning.name @reason.name\n"
        "ignored-column - @meaning.nothing @reason.nameless\n"
        "ignored-column 电话 @meaning.person @reason.person\n"
        "ignored-column 颜色 @meaning.nothing @reason.unknown\n"
        "guess 编制数 @meaning.count @reason.name\n";
    jw_diags *diags = jw_diags_new();
    g_autofree char *json = recognize(registers, diags);
    g_assert_nonnull(json);
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < jw_diags_size(diags); i++) {
        const jw_diag *d = jw_diags_get(diags, i);
        g_string_append_printf(text, "%s %s %s %s\n", d->code, d->path ? d->path : "-", d->found,
                               d->expected ? d->expected : "-");
        for (int lang = 0; lang < 2; lang++) { /* no key without its words */
            char *message = jw_diag_message(d, lang);
            g_assert_null(strchr(message, '@'));
            free(message);
        }
    }
    g_assert_cmpstr(text->str, ==, expected);
    jw_diags_free(diags);
}

static void test_refused(void)
{
    static const char *const nothing[] = { "编号,名称\n", NULL };
    jw_diags *diags = jw_diags_new();
    g_assert_null(recognize(nothing, diags));
    g_assert_cmpstr(jw_diags_get(diags, 0)->code, ==, "no-table");
    jw_diags_free(diags);
    g_assert_true(jw_is_register_name("a/名册.XLSX") && jw_is_register_name("x.csv"));
    g_assert_true(jw_is_register_name("old.XLS") && jw_is_register_name("表.et") &&
                  jw_is_register_name("x.txt"));
    g_assert_false(jw_is_register_name("model.json") || jw_is_register_name("-"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("jw-recognize-XXXXXX", NULL);
    g_test_add_func("/recognize/names", test_names);
    g_test_add_func("/recognize/words", test_words);
    g_test_add_func("/recognize/models", test_models);
    g_test_add_func("/recognize/notes", test_notes);
    g_test_add_func("/recognize/refused", test_refused);
    int status = g_test_run();
    for (int i = 0; i < 3; i++) {
        g_autofree char *path = g_strdup_printf("%s/%d.csv", folder, i);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
    return status;
}
