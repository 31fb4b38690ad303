/* new: a folder with a model, recognized from registers, which are copied into it. */
#include "cli/cli.h"

#include "base/file.h"
#include "base/words.h"
#include "io/recognize.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* Without --from: a small register to start from, which then goes the way of all registers. */
static const char starter_zh[] = "编号,名称,所属街道,党员人数,党组织,指导单位\n"
                                 "001,北站书画协会,民治,5,党支部,民治街道促进会\n"
                                 "002,北站烘焙商会,民治,2,无,民治街道促进会\n"
                                 "003,牛湖陶艺协会,观澜,,无,\n";
static const char starter_en[] = "id,name,street,members,party organization,lead unit\n"
                                 "001,Painters' Association,North,5,branch,North Street Office\n"
                                 "002,Bakers' Chamber,North,2,none,North Street Office\n"
                                 "003,Potters' Association,South,,none,\n";

/* Everything that is going to be written. */
typedef struct {
    const arguments *args;
    jw_lang lang;
    const char *folder;
    GPtrArray *files; /* char *: as the model names them; of each --from */
    jw_register_file *registers;
    char *model, *guesses;
    jw_diags *diags;
} making;

/* ---- Writing ---- */

static bool refuse(making *m, const char *code, const char *found)
{
    jw_diags_add(m->diags, &(jw_diag){ .severity = JW_ERROR, .code = code, .found = found });
    return false;
}

/* True if both names are of one file. */
static bool is_same_file(const char *a, const char *b)
{
    GStatBuf x, y;
    return g_stat(a, &x) == 0 && g_stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Nothing that is there is overwritten; a register that lies in the folder already is taken as it is. */
static bool is_free(making *m)
{
    static const char *const own[] = { "model.json", "guesses.md" };
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
        g_autofree char *path = g_build_filename(m->folder, own[i], NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS)) return refuse(m, "file-exists", path);
    }
    for (guint i = 0; i < m->files->len; i++) {
        const char *file = g_ptr_array_index(m->files, i);
        g_autofree char *path = g_build_filename(m->folder, file, NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS) && !is_same_file(path, m->registers[i].path))
            return refuse(m, "file-exists", path);
        for (guint k = 0; k < i; k++)
            if (strcmp(g_ptr_array_index(m->files, k), file) == 0) return refuse(m, "same-name", file);
    }
    return true;
}

static bool write_file(making *m, const char *name, const char *text, size_t length)
{
    g_autofree char *path = g_build_filename(m->folder, name, NULL);
    return jw_write_file(path, text, length, m->diags);
}

static bool copy_register(making *m, guint i)
{
    const char *from = m->registers[i].path;
    g_autofree char *to = g_build_filename(m->folder, g_ptr_array_index(m->files, i), NULL);
    if (is_same_file(from, to)) return true;
    size_t length;
    char *bytes = jw_read_file(from, from, (size_t)jw_limits_default().register_bytes, &length, m->diags);
    bool good = bytes && jw_write_file(to, bytes, length, m->diags);
    free(bytes);
    return good;
}

static bool make_folder(making *m)
{
    if (g_mkdir_with_parents(m->folder, 0777) == 0) return true;
    return refuse(m, "output-failed", jw_errno_value(errno));
}

static bool write_all(making *m)
{
    for (guint i = 0; i < m->files->len; i++)
        if (!copy_register(m, i)) return false;
    return write_file(m, "model.json", m->model, strlen(m->model)) &&
           write_file(m, "guesses.md", m->guesses, strlen(m->guesses));
}

/* ---- What was guessed ---- */

/* A cell of a Markdown table. */
static void append_cell(GString *text, const char *words)
{
    g_autofree char *plain = g_strdelimit(g_strdup(words), "|\r\n", '/');
    g_string_append_printf(text, "| %s ", plain);
}

static const char *word_of(const char *key, jw_lang lang)
{
    return key && *key == '@' ? jw_word(lang, key + 1) : key ? key : "";
}

static bool is_about_column(const jw_diag *f)
{
    return strcmp(f->code, "guess") == 0 || strcmp(f->code, "ignored-column") == 0;
}

static void append_columns(GString *text, const making *m)
{
    const char *table = NULL;
    for (size_t i = 0; i < jw_diags_size(m->diags); i++) {
        const jw_diag *f = jw_diags_get(m->diags, i);
        if (!is_about_column(f)) continue;
        if (g_strcmp0(table, f->place.file) != 0)
            g_string_append_printf(text, "\n## %s\n\n%s", f->place.file, jw_word(m->lang, "new.columns"));
        table = f->place.file;
        bool ignored = strcmp(f->code, "ignored-column") == 0;
        append_cell(text, f->path ? f->path : jw_word(m->lang, "new.unnamed"));
        append_cell(text, ignored ? "–" : word_of(f->found, m->lang));
        append_cell(text, word_of(f->expected, m->lang));
        g_string_append(text, "|\n");
    }
}

static char *describe_guesses(const making *m)
{
    GString *text = g_string_new(jw_word(m->lang, "new.guesses"));
    append_columns(text, m);
    bool any = false;
    for (size_t i = 0; i < jw_diags_size(m->diags); i++) {
        const jw_diag *f = jw_diags_get(m->diags, i);
        if (f->severity != JW_NOTE || is_about_column(f)) continue;
        if (!any) g_string_append_printf(text, "\n## %s\n\n", jw_word(m->lang, "new.assumed"));
        any = true;
        char *message = jw_diag_message(f, m->lang);
        const char *colon = m->lang == JW_ZH ? "：" : ": ";
        g_string_append_printf(text, "- %s%s%s%s%s\n", f->place.file ? f->place.file : "", f->path ? " " : "",
                               f->path ? f->path : "", f->place.file ? colon : "", message);
        free(message);
    }
    return g_string_free(text, FALSE);
}

/* ---- The whole ---- */

/* Loads what was written, so that what is wrong with the data is said at once. */
static int try_model(const making *m)
{
    g_autofree char *path = g_build_filename(m->folder, "model.json", NULL);
    jw_load_options options = jw_load_options_default();
    jw_diags *diags = jw_diags_new();
    jw_model *model = jw_load(path, &options, diags);
    print_findings(stderr, diags, m->args->given[OPT_QUIET] ? JW_ERROR : JW_WARNING, m->lang);
    int exit_code = model ? JW_EXIT_DONE : JW_EXIT_INPUT;
    if (!model) fprintf(stderr, "%s\n", jw_word(m->lang, "new.not-sound"));
    jw_model_free(model);
    jw_diags_free(diags);
    return exit_code;
}

static void print_next(const making *m)
{
    g_autofree char *model = g_build_filename(m->folder, "model.json", NULL);
    g_autofree char *guesses = g_build_filename(m->folder, "guesses.md", NULL);
    g_autofree char *chart = g_build_filename(m->folder, "chart.pdf", NULL);
    g_autofree char *both = g_strdup_printf("%s, %s", model, guesses);
    g_autofree char *quoted = g_shell_quote(model), *drawn = g_shell_quote(chart);
    const char *shell = strpbrk(model, " '\"$&()") ? quoted : model,
               *out = strpbrk(chart, " '\"$&()") ? drawn : chart;
    char *made = jw_sentence(m->lang, "new.made", "found", both, NULL);
    printf("%s\n%s\n  jingwei check %s\n  jingwei cover %s\n  jingwei draw %s -o %s\n", made,
           jw_word(m->lang, "new.next"), shell, shell, shell, out);
    free(made);
}

/* The starter register, written so that it can be recognized like any other. */
static bool write_starter(making *m)
{
    const char *text = m->lang == JW_ZH ? starter_zh : starter_en;
    return is_free(m) && make_folder(m) && write_file(m, "register.csv", text, strlen(text));
}

static bool recognize(making *m, const char *name)
{
    jw_limits limits = jw_limits_default();
    jw_lang lang;
    progress(m->args, "progress.recognize");
    m->model = jw_recognize(m->registers, m->files->len, name, &limits, &lang, m->diags);
    progress(m->args, NULL);
    if (!m->args->given[OPT_LANG]) m->lang = lang;
    if (m->model) m->guesses = describe_guesses(m);
    return m->model != NULL;
}

static void name_registers(making *m, const char *starter)
{
    int n = m->args->n_from ? m->args->n_from : 1;
    m->registers = g_new0(jw_register_file, n);
    for (int i = 0; i < n; i++) {
        const char *path = m->args->n_from ? m->args->from[i] : starter;
        char *file = g_path_get_basename(path);
        g_ptr_array_add(m->files, file);
        m->registers[i] = (jw_register_file){ path, file };
    }
}

/* Errors say nothing was written, or not all; notes are what was guessed. */
static int make(making *m, const char *name)
{
    bool starts = m->args->n_from == 0;
    if (starts && !write_starter(m)) return JW_EXIT_OUTPUT;
    if (!starts && !is_free(m)) return JW_EXIT_OUTPUT;
    if (!recognize(m, name)) return JW_EXIT_INPUT;
    return make_folder(m) && write_all(m) ? JW_EXIT_DONE : JW_EXIT_OUTPUT;
}

int verb_new(const arguments *a)
{
    making m = { .args = a, .lang = a->lang, .folder = a->words[0], .diags = jw_diags_new() };
    m.files = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *starter = g_build_filename(m.folder, "register.csv", NULL);
    name_registers(&m, starter);
    /* One register gives the model its name, so that `cover REGISTER` and `new` with `cover` say the same. */
    g_autofree char *name = a->n_from == 1 ? register_stem(a->from[0]) : g_path_get_basename(m.folder);
    int exit_code = make(&m, name);
    print_findings(stderr, m.diags, a->given[OPT_QUIET] ? JW_ERROR : JW_NOTE, m.lang);
    if (exit_code == JW_EXIT_DONE) {
        exit_code = try_model(&m);
        print_next(&m);
    }
    free(m.model);
    g_free(m.guesses);
    g_free(m.registers);
    g_ptr_array_free(m.files, TRUE);
    jw_diags_free(m.diags);
    return exit_code;
}
