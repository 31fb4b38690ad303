/* The model reader's inside: only load*.c, the reader of scenarios (reform/), whose files hold units, links
 * and selectors in the same form, and their tests may look.
 *
 *     load_files.c      which files: includes, loops, what may be named
 *     load_keys.c       an object of the file against a table of its keys; findings, at most so many a file
 *     load_settings.c   name, lang …; kinds; attributes
 *     load_values.c     values of units and links
 *     load_units.c      units, links, roots
 *     load_patterns.c   units and links made by patterns
 *     load_registers.c  registers
 *     load_policy.c     numbers of the policy, attach rules, facts
 *     load_views.c      views
 *     load_rules.c      rules and indices of the policy
 *     load.c            the order of it all
 *
 * Every file is read into a tree first. Then the sections are gone through in phases, each for all files in
 * the order of merging (what is included comes before who includes it). A finding does not end a phase;
 * nothing is built on top of what is broken. */
#ifndef JW_IO_LOAD_H
#define JW_IO_LOAD_H

#include "io/json.h"
#include "io/register.h"
#include "jingwei/load.h"
#include "model/build.h"
#include "model/pattern.h"

#include <glib.h>

/* One file of the model. */
typedef struct {
    char *shown;      /* its name in messages */
    char *real;       /* NULL: not a file (standard input, text) */
    char *folder;     /* where the paths in it start; NULL: it may name no file */
    const char *root; /* the folder that they may not leave */
    jw_json *doc;     /* NULL: it could not be read */
    size_t errors;    /* all that were found in it; the first MOST were told */
} jw_source;

/* A unit that says what it is under, until all units are there. */
typedef struct {
    jw_str superior;
    uint32_t unit;
    jw_jv at;
} jw_pending_under;

typedef struct {
    const jw_load_options *options;
    jw_model *model;
    jw_diags *diags;
    size_t errors; /* of all files, told or not */

    GPtrArray *sources; /* of jw_source, in the order of merging */
    GPtrArray *reading; /* of jw_source: the chain of includes, outermost first; not owned */
    char *root, *models_root;
    uint64_t includes;

    GArray *unders;      /* jw_pending_under */
    GPtrArray *patterns; /* those that are in order: load_patterns.c */
    GHashTable *roots;   /* the units named as roots */
    GHashTable *ids;     /* of views, rules and indices: "views x" → where it stands first */
    jw_pending_links *links;
    bool ids_known;       /* no unit was left out unread, so an unknown id is a mistake of who names it */
    bool full;            /* the limit on units or links was met and told */
    bool many_attributes; /* and that on attributes */
} jw_loader;

/* Makes the loader ready; it has no model and no file yet. Clearing frees the model that is still in it. */
void jw_loader_init(jw_loader *l, const jw_load_options *options, jw_diags *diags);
void jw_loader_clear(jw_loader *l);

/* Reads from memory; the text may name no file. Otherwise as jw_load; diags is not NULL. */
jw_model *jw_load_text(const char *text, size_t length, const char *shown, const jw_load_options *options,
                       jw_diags *diags);

/* ---- load_files.c ---- */

/* A file that a model names, found and allowed. */
typedef struct {
    char *real, *folder, *shown; /* folder: the one that it was named in, where its own paths start */
    const char *root;
} jw_named_file;
void jw_named_file_clear(jw_named_file *named);

/* Reads the model and all that it includes into l->sources. False if any could not be read. */
bool jw_load_sources(jw_loader *l, const char *path);
/* The same of a text that stands for a file in `folder`. */
bool jw_load_source_in(jw_loader *l, const char *text, size_t length, const char *shown, const char *folder);
bool jw_load_source_text(jw_loader *l, const char *text, size_t length, const char *shown);
void jw_source_free(void *source);
/* True if the outermost value is an object that says `"jingwei": 1`; else reports. */
bool jw_load_is_version(jw_loader *l, jw_jv root);
void jw_load_pattern_free(void *pattern);

/* Finds the file that `at`, a string, names. False after reporting. */
bool jw_load_find_file(jw_loader *l, jw_jv at, jw_named_file *out);

/* ---- load_keys.c ---- */

/* Reports at a value, or at its key. */
void jw_load_report(jw_loader *l, jw_jv at, const char *code, const char *found, const char *expected,
                    const char *nearest);
void jw_load_report_key(jw_loader *l, jw_jv at, const char *code, const char *found, const char *expected,
                        const char *nearest);
/* Reports a limit: code "too-many-units". */
void jw_load_report_limit(jw_loader *l, jw_jv at, const char *code, uint64_t most);
/* Takes note of the errors that others have added to l->diags since there were `before`. */
void jw_load_count(jw_loader *l, size_t before);
/* Says of each file how many errors were not told. */
void jw_load_report_rest(jw_loader *l);
const jw_source *jw_load_source_of(const jw_loader *l, jw_jv at);

/* What may stand at a key; a bit each. */
enum {
    JW_WANT_STRING = 1,
    JW_WANT_NUMBER = 2,
    JW_WANT_BOOL = 4,
    JW_WANT_OBJECT = 8,
    JW_WANT_LIST = 16,
    JW_WANT_NULL = 32, /* the same as no such key */
    JW_WANT_ANYTHING = 63
};

/* A key of an object. A table of them says all that may stand in an object of one type. */
typedef struct {
    const char *name;
    int want;
    bool required;
    size_t offset; /* of the jw_jv that gets the value; absent if there is none */
} jw_key;

/* True if the value is of a type in `want`; else reports wrong-type. */
bool jw_load_is(jw_loader *l, jw_jv value, int want);

/* Looks up every member of an object in a table, and sets the cursors of *into (all of them: absent ones,
 * too). False after reporting wrong-type, unknown keys, missing ones. The other form leaves keys that are not
 * in the table to the caller. */
bool jw_load_keys(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, void *into);
bool jw_load_known_keys(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, void *into);
bool jw_is_key(const jw_key *keys, size_t n, const char *name);
/* The names of the keys, for a message; g_free. */
char *jw_key_names(const jw_key *keys, size_t n);
const char *jw_nearest_key(const jw_key *keys, size_t n, const char *name);

/* One of n words: its index, or -1 after reporting bad-value. `value` is a string. */
int jw_load_word(jw_loader *l, jw_jv value, const char *const *words, size_t n);

/* The string that `value`, of which the type was checked, holds; NULL if it is absent or null. */
const char *jw_load_string(jw_jv value);
/* The same for an id, name or the like: reports empty-text and control-character, and is NULL then. */
const char *jw_load_label(jw_loader *l, jw_jv value);
/* Reports what is wrong with `text` as a label; true if nothing is. */
bool jw_load_check_label(jw_loader *l, jw_jv at, const char *text);

/* An object that several files may give, seen as one: each key, in the order in which they first appear, with
 * its values, one a file, in the order of merging. */
typedef struct {
    const char *key;
    GArray *values; /* of jw_jv, at least one */
} jw_layer;
/* The object at `section` (in it at `part`, if that is not NULL) of all files; of jw_layer, g_ptr_array_unref
 * it. */
GPtrArray *jw_load_layers(jw_loader *l, const char *section, const char *part);

/* ---- the sections; each is called once a file ---- */

void jw_load_setting(jw_loader *l, jw_jv section);
void jw_load_units(jw_loader *l, jw_jv section);
void jw_load_links(jw_loader *l, jw_jv section);
void jw_load_roots(jw_loader *l, jw_jv section);
void jw_load_pattern_units(jw_loader *l, jw_jv section);
void jw_load_pattern_links(jw_loader *l, jw_jv section);
void jw_load_pattern_rules(jw_loader *l, jw_jv section);
void jw_load_register_units(jw_loader *l, jw_jv section);
void jw_load_attach(jw_loader *l, jw_jv section);
void jw_load_policy(jw_loader *l, jw_jv section);
void jw_load_facts(jw_loader *l, jw_jv section);
void jw_load_views(jw_loader *l, jw_jv section);

/* ---- load_policy.c, load_rules.c: keys of the policy ---- */

/* True if `at` is a string that no other of that sort ("views") has as its id; else reports, naming the
 * first. */
bool jw_load_take_id(jw_loader *l, const char *sort, jw_jv at);
void jw_load_rules(jw_loader *l, jw_jv list);
void jw_load_indices(jw_loader *l, jw_jv list);

/* Every key of a policy in its order, for who writes one. part: the object that it stands in, "" the policy
 * itself; opens: the part that it is, or NULL; is_number: it is a number, at `offset` in jw_policy. False
 * past the last. */
typedef struct {
    const char *part, *key, *opens;
    bool is_number;
    size_t offset;
} jw_policy_key;
bool jw_policy_key_at(size_t i, jw_policy_key *out);

/* ---- for all files at once ---- */

void jw_load_kinds(jw_loader *l);
void jw_load_attributes(jw_loader *l);
/* True after reporting that the key of `member` may not name an attribute. */
bool jw_load_is_reserved(jw_loader *l, jw_jv member);
void jw_load_report_many_attributes(jw_loader *l, jw_jv at); /* once */
void jw_load_register_attributes(jw_loader *l);              /* a mapping declares what it maps */
void jw_load_population(jw_loader *l);
void jw_load_unders(jw_loader *l);

/* ---- units and links, for patterns too ---- */

/* What stands around a unit or link that a pattern makes; all zero for one that is written out. */
typedef struct {
    const jw_pattern *pattern; /* fills its texts; NULL: they are as they stand */
    const char *kind, *under;  /* where it does not say; NULL: it must, it is under none */
    bool has_for;              /* a key "for" is none of its attributes */
} jw_template;

/* False after reporting. *kind gets the unit's kind where it is known; may be NULL. */
bool jw_load_unit(jw_loader *l, jw_jv object, const jw_template *t, int *kind);
bool jw_load_link(jw_loader *l, jw_jv object, const jw_template *t);

/* The text of a string, filled by the pattern if there is one; g_free. NULL after reporting. */
char *jw_load_text_of(jw_loader *l, jw_jv value, const jw_pattern *pattern);

/* Sets every member of the object that is none of the keys as a value of row `row`. A null is as if it were
 * not there. */
bool jw_load_values(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, bool links, uint32_t row,
                    const jw_pattern *pattern);
/* The same for a unit that is being changed: a null deletes. JW_NO_UNIT: only says what is wrong with the
 * values. */
bool jw_load_new_values(jw_loader *l, jw_jv object, const jw_key *keys, size_t n, uint32_t unit);

/* The unit of that id, or JW_NO_UNIT after reporting unknown-unit. */
uint32_t jw_load_find_unit(jw_loader *l, jw_jv at, const char *id);
/* The kind of link of that name, or -1 after reporting unknown-link-kind. */
int jw_load_link_kind(jw_loader *l, jw_jv at, const char *name);

#endif
