/* The cells of a register as the mapping wants them: what a source of jw_register yields for a row. Only for
 * register.c and its neighbours. */
#ifndef JW_IO_REGISTER_CELLS_H
#define JW_IO_REGISTER_CELLS_H

#include "io/register.h"

#include <glib.h>

/* A value of an attribute, in the field of its type; the other fields say absent. */
typedef struct {
    const char *text;
    double number;
    int flag;
} jw_cell_value;

/* A part of a template: a stretch of text, or a place. */
typedef struct {
    const char *text;
    size_t length;
    int column; /* JW_NO_COLUMN: text itself; JW_ROW_NUMBER; else the cell of that column */
} jw_template_part;
enum { JW_NO_COLUMN = -1, JW_ROW_NUMBER = -2 };

/* A source, bound to the header of its register. */
typedef struct {
    const jw_cell_source *source;
    jw_cell_form form; /* decided: never JW_CELL_WORD */
    const char *label; /* the path of findings about its cells: the column's name, or what the model says */
    int column;        /* of JW_CELL_COLUMN */
    GArray *parts;     /* jw_template_part, of JW_CELL_TEMPLATE */
    GString *made;     /* the last text that a template made */
    const jw_map_pair **pairs; /* the map in byte order of `from`; behind it `otherwise`, if there is one */
    jw_cell_value *values;     /* of each of them, once jw_source_bind_values was called */
    jw_cell_value constant;    /* of JW_CELL_VALUE, the same */
    char *expected;            /* the keys of the map, for a finding: made when first needed */
} jw_source;

/* The header of a register, and where to say what is wrong with the mapping. */
typedef struct {
    const char *shown;
    uint32_t line;
    GPtrArray *columns; /* char * */
    const jw_model *model;
    jw_diags *diags;
    bool failed; /* an error was added */
} jw_header;

/* Adds an error about a source itself: at its place in the model file, if it has one, else at the header. */
void jw_source_refuse(jw_header *h, const jw_cell_source *source, const char *code, const char *found,
                      const char *expected, const char *nearest);

/* Binds a source. is_kind: a bare word may be the name of a unit kind. Findings: absent-column,
 * duplicate-column, bad-template; unknown-kind. */
void jw_source_bind(jw_source *s, const jw_cell_source *source, bool is_kind, jw_header *h);
/* Reads the constant and the map's values as values of an attribute, and says what is wrong with them. */
void jw_source_bind_values(jw_source *s, int attribute, jw_header *h);
void jw_source_clear(jw_source *s);

/* What the source says in a row, before its map; "" if nothing. Good until the next call. */
const char *jw_source_text(jw_source *s, const jw_row *row);

/* The index in s->pairs of a text, or -1; always -1 without a map. */
int jw_source_pair(const jw_source *s, const char *text);
/* The index of what all other texts mean, or -1. */
int jw_source_otherwise(const jw_source *s);
/* How many there are of both. */
size_t jw_source_pairs(const jw_source *s);
/* The keys of the map as "a|b|c", for a finding; and the one nearest to a text, or NULL. */
const char *jw_source_keys(jw_source *s);
const char *jw_source_nearest_key(const jw_source *s, const char *text);

/* True for "#N/A" and the like: what a spreadsheet shows of a formula that failed. */
bool jw_is_error_cell(const char *text);

/* Reads a text as a value of an attribute; the empty text is absent. `made` holds what the value's text may
 * point to. */
jw_value_fault jw_cell_value_read(const jw_model *m, int attribute, const char *text, GString *made,
                                  jw_cell_value *value);
/* What is expected where that went wrong: "≥ 0", "@json.integer"; g_free. And the allowed word nearest to a
 * text; g_free; may be NULL. */
char *jw_cell_value_expected(const jw_model *m, int attribute, jw_value_fault fault);
char *jw_cell_value_nearest(const jw_model *m, int attribute, const char *text);
/* Sets it on a unit. It is good: it was read without fault. */
void jw_cell_value_set(jw_model *m, uint32_t unit, int attribute, const jw_cell_value *value);

/* Splits a text in which several are named, by 、 ; ；. Returns the next trimmed, not empty part of *rest in
 * `part`; false at the end. */
bool jw_next_part(const char **rest, GString *part);
/* The same where it stands; NULL at the end. */
const char *jw_part_of(const char **rest, size_t *length);
/* True if there is such a mark in the text. */
bool jw_has_parts(const char *text);

#endif
