/* The program's own header: its exit codes, what the command line said, and what every verb uses. */
#ifndef JW_CLI_CLI_H
#define JW_CLI_CLI_H

#include "io/grid.h"
#include "jingwei.h"

#include "base/json_out.h"
#include "measure/derived.h"

/* Names of the exit codes. */
enum {
    JW_EXIT_DONE = 0,
    JW_EXIT_NO = 1,     /* the answer is no */
    JW_EXIT_USAGE = 2,
    JW_EXIT_INPUT = 3,
    JW_EXIT_OUTPUT = 4
};

typedef enum {
    OPT_BY,
    OPT_REQUIRE,
    OPT_TOP,
    OPT_FROM,
    OPT_EVIDENCE,
    OPT_STRICT,
    OPT_STRESS,
    OPT_SEED,
    OPT_SAVE_SCENARIO,
    OPT_SHOW_LOST,
    OPT_LINKS,
    OPT_DIRECTED,
    OPT_NORMALIZED,
    OPT_VIEW,
    OPT_COLOUR,
    OPT_LABEL,
    OPT_COLLAPSE,
    OPT_FOCUS,
    OPT_UP,
    OPT_DOWN,
    OPT_PATH,
    OPT_ROOT,
    OPT_DEPTH,
    OPT_LAYOUT,
    OPT_ROWS,
    OPT_COLUMNS,
    OPT_RATE,
    OPT_PAGE,
    OPT_LANDSCAPE,
    OPT_PORTRAIT,
    OPT_MARGIN,
    OPT_MIN_TYPE,
    OPT_LEAVES,
    OPT_BREAK,
    OPT_THEME,
    OPT_DIFF,
    OPT_AGAINST,
    OPT_PHASE,
    OPT_CHANGES_ONLY,
    OPT_ALL,
    OPT_TITLE,
    OPT_DATE,
    OPT_FONT,
    OPT_DPI,
    OPT_SCENARIO,
    OPT_WHERE,
    OPT_FORMAT,
    OPT_OUTPUT,
    OPT_LANG,
    OPT_SKIP_BAD_ROWS,
    OPT_ALLOW_OUTSIDE,
    OPT_QUIET,
    OPT_HELP,
    OPT_VERSION,
    OPTIONS
} option_id;

/* What the command line said. */
typedef struct {
    const char *verb;
    bool given[OPTIONS];
    const char *value[OPTIONS];
    const char **from; /* of --from, which may be repeated */
    int n_from;
    char **words; /* what is no option, the verb left out */
    int n_words;
    jw_lang lang; /* of messages until a model is read: --lang, else the locale's */
} arguments;

/* A verb: one row of the table in verbs.c. */
typedef struct {
    const char *name;
    const char *zh, *en;           /* one line: what it does */
    const char *usage_zh, *usage_en; /* "MODEL [options]" */
    int words, more;               /* how many words it takes at least, -1: any; how many more, -1: any */
    int (*run)(const arguments *a);
} verb;

extern const verb verbs[];
extern const size_t n_verbs;
int verb_new(const arguments *a);
int verb_check(const arguments *a);
int verb_cover(const arguments *a);
int verb_audit(const arguments *a);
int verb_rank(const arguments *a);
int verb_convert(const arguments *a);
int verb_compare(const arguments *a);
int verb_draw(const arguments *a);
int verb_help(const arguments *a);
const verb *find_verb(const char *name);
int unknown_verb(const arguments *a, const char *name); /* a usage error */

/* options.c: the table of options drives parsing and help. */
bool parse_arguments(int argc, char **argv, arguments *a, int *exit_code);
void print_help(FILE *stream, const verb *v, jw_lang lang); /* NULL: of the whole program */

/* A usage error on standard error; returns JW_EXIT_USAGE. key is a row of the wording table; found and nearest may be
 * NULL. */
int usage_error(const arguments *a, const char *key, const char *found, const char *nearest);

/* Reads a whole number of at least `least` that an option gave. */
bool read_count(const arguments *a, option_id option, uint64_t least, uint64_t *out, int *exit_code);
/* --dpi, within what the renderer takes; 0 if it is not given. */
bool read_dpi(const arguments *a, double *out, int *exit_code);

/* What a verb works on: the model with its coverage, and what --where takes. */
typedef struct {
    const arguments *args;
    jw_diags *diags;
    jw_model *model; /* with --scenario applied, if that is given */
    jw_coverage *coverage;
    char *title; /* what the model is called above a table: its name, and the scenario's */
    jw_selector *where;
    jw_derivations *derived;
    jw_bound *takes; /* NULL: all */
    jw_lang lang;
    bool recognized; /* the word is a register, and the model was made of it */
    bool loaded; /* false: diags say why */
} session;

/* Loads the model, measures coverage, reads --where, prints warnings (unless quiet). When it returns false, what was
 * wrong has been printed (unless `silent`) and *exit_code says how to end; session_close is due all the same. */
bool session_open(session *s, const arguments *a, bool silent, int *exit_code);
void session_close(session *s);
bool session_takes(void *s, uint32_t unit); /* for the library's `take` */
const char *session_model_name(const session *s);
/* A file's name without folder and ending; g_free. */
char *register_stem(const char *path);

/* Rows of registers that were left out, as the member "skipped" of a result, or as a sentence (nothing if there are
 * none): never silently. */
void put_skipped(jw_json_out *out, const session *s);
void print_skipped(FILE *stream, const session *s);

/* Of a result that rests on illustrative units: that it does (nothing if `count` is 0). */
void print_illustrative(FILE *stream, const session *s, const char *sentence, double count);

/* A model file as the command line means it: with the options on how to load, and with the scenario applied (path; NULL:
 * none), whose name *scenario gets (g_free; may be NULL). NULL after findings. */
jw_model *load_model(const arguments *a, const char *path, const char *scenario, char **name, jw_diags *diags);
/* The same for a scenario that is applied to a model that is there. */
jw_model *apply_scenario(const arguments *a, const jw_model *base, const char *base_path, const char *scenario, char **name,
                         jw_diags *diags);
/* Another model beside MODEL; a register is read as MODEL reads its own, unless MODEL is a register too. */
jw_model *load_other(const arguments *a, const char *path, jw_diags *diags);
bool names_scenario(const arguments *a, const char *path);

/* One finding a line: place, severity, path, message, code. */
void print_finding(FILE *stream, const jw_diag *finding, jw_lang lang);
void print_findings(FILE *stream, const jw_diags *diags, jw_severity least, jw_lang lang);

/* Where and how results go. */
typedef enum { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV } result_format;
bool choose_format(const arguments *a, result_format *out, int *exit_code);

/* Opens -o (or standard output), calls `write`, and puts the file in place. Returns an exit code. */
int write_result(const session *s, void (*write)(FILE *stream, bool to_file, void *context), void *context);

/* What a failure to draw means: a slip in an option, something in the model, or (all else) no output. */
int exit_of_drawing(const jw_diag *f);

/* terminal.c: a line for people, whatever names stand in it. */
void print_line(FILE *stream, const char *text);

/* A grid for people, columns aligned by display width; if the grid has not all of `total` rows, then how many
 * more there are. */
void print_grid(FILE *stream, const jw_grid *g, size_t total, jw_lang lang);

/* How many of `total` rows to list: `top`, where 0 is all. */
size_t rows_to_list(uint64_t top, size_t total);

/* progress.c: says on a terminal what takes longer than a second. key: a row of the wording table, NULL: done. */
void progress(const arguments *a, const char *key);

#endif
