/* The inside of recognize.h: what was found out about each table. Only for recognize*.c. */
#ifndef JW_IO_RECOGNIZE_INSIDE_H
#define JW_IO_RECOGNIZE_INSIDE_H

#include "io/columns.h"
#include "io/recognize.h"
#include "io/synonyms.h"

/* One column: what it was taken for, and the key of the reason. */
typedef struct {
    int meaning;
    const char *why;
    bool by_holder; /* the state of a post, told where its holder's name stands */
} jw_guess;

typedef struct {
    jw_columns *t;
    const char *file;   /* as the model names it */
    jw_guess *guesses;  /* one a column */
    int id, name, kind; /* columns, or -1 */
    const char *constant_kind;
    char *id_template; /* where no column is the id, or not without more */
    bool is_links;     /* a table of links: no units */
    bool has_lead;     /* a column says who leads the row's unit */
} jw_found_table;

/* A unit that is made: cells name it, or a core is needed above such. */
typedef struct {
    char *id;
    const char *kind;
    bool is_street; /* made for a value of `street`, which it takes */
} jw_made_unit;

typedef struct {
    char *from, *to;
    const char *kind;
} jw_found_link;

typedef struct {
    GPtrArray *tables; /* jw_found_table */
    GHashTable *known; /* ids and names that rows define */
    GArray *made;      /* jw_made_unit */
    GHashTable *made_ids;
    GArray *links; /* jw_found_link, of tables of links */
    bool needs_core, by_street;
    const char *core; /* its id */
    const char *name;
    jw_lang lang;
    jw_diags *diags;
} jw_recognition;

/* Chooses what each column of a table means, but for links. */
void jw_guess_columns(jw_recognition *r, jw_found_table *f);
/* Chooses the columns that name other units, once all tables are known, and makes the units that no row
 * defines. */
void jw_guess_links(jw_recognition *r, jw_found_table *f);

/* The name of the table's sheet, or of its file without the ending, for ids; g_free. */
char *jw_stem_of(const jw_columns *t);

/* The kind of link that a column means, or NULL. */
const char *jw_link_of_meaning(int meaning);
/* Calls `take` for each unit that a cell names: the whole of it if that is known, else its parts. */
void jw_each_reference(const jw_recognition *r, const char *cell,
                       void (*take)(void *context, const char *name), void *context);

/* The model as JSON; free. */
char *jw_recognition_json(const jw_recognition *r);

#endif
