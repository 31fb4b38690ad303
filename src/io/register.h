/* Registers: tables of units, one a row, and how their columns become units, values and links.
 *
 *     登记证号,名称,党组织,指导单位       "kind": "association", "id": "登记证号", "name": "名称",
 *     A001,餐饮协会,无,观湖街道;餐饮条     "attributes": { "organization": { "column": "党组织",
 *                                                        "map": { "无": "none" } } },
 *                                         "links": [ { "kind": "guides", "from": "指导单位" } ]
 *
 * makes a unit A001 of kind association with organization none, and two links guides to it.
 *
 * A link cell may name a unit of a later register. So there are two passes:
 *
 *     jw_pending_links *pending = jw_pending_new();
 *     for each register: jw_register_read(m, &r, pending, diags);      units and their values
 *     jw_pending_resolve(m, pending, diags);                            links; and more-bad-rows
 *     jw_pending_free(pending);
 *
 * All units of the model should be there before the second pass, and jw_model_finish comes after it. Go on to
 * the next register and to the second pass when a read answers false: bad rows of all registers, and
 * references to unknown units, are then told in one go, and nothing is reported only because another row is
 * bad.
 *
 * Cells. A cell is trimmed; an empty one is absent. Numbers may have full-width digits and thousands commas
 * (jw_read_number); dates are those of jw_read_date; lists are split by 、 ; ；; booleans are 是/否,
 * true/false, yes/no, 1/0, 有/无, √/×. A row must have as many cells as the header; more only if they are
 * blank.
 *
 * The header is where most of the columns stand that the mapping names (header.h). Of a workbook, what stands
 * behind the last column of the header is ignored as a column that is not mapped is. A row whose first cell
 * is 合计, Total or the like and that has no id is no unit: it is left out with a warning totals-row. A cell
 * that holds an error of a formula (#N/A) is an error error-cell, where the mapping wants it and neither maps
 * nor ignores it.
 *
 * Bad rows. A row is loaded whole or not at all. Each fault is a finding with file, line of the row, path =
 * column, found = cell. Without skip_bad_rows they are errors: every fault of the first limits.bad_rows bad
 * rows of each register, then one more-bad-rows with how many more there are. With it, each bad row is one
 * warning skipped-row for its first fault, whose `expected` is the reason "@skip.CODE". Then a link to a unit
 * whose row was left out is left out too (warning skipped-link), but the row that holds it stays. Of two rows
 * with one id the first stays; nothing else depends on the order of rows. What is wrong with the file or the
 * mapping as a whole (an absent column, a stray quote) is an error in either case. */
#ifndef JW_IO_REGISTER_H
#define JW_IO_REGISTER_H

#include "io/table.h"
#include "model/build.h"

/* One pair of a map: a cell that reads `from` means `to`, given as text whatever the attribute's type ("12",
 * "true"); to NULL: absent. place and path: where the model says so
 * ("registers[0].attributes.organization.map.无"); may be empty. */
typedef struct {
    const char *from, *to;
    jw_place place;
    const char *path;
} jw_map_pair;

/* Where a text of a row comes from. */
typedef enum {
    JW_CELL_NONE,     /* nowhere: always absent */
    JW_CELL_COLUMN,   /* text is the name of a column: { "column": "名称" } */
    JW_CELL_VALUE,    /* text is the value itself: { "value": "municipal" } */
    JW_CELL_TEMPLATE, /* text has places: {row} the number of the data row from 1, {名称} the cell of that
                         column */
    JW_CELL_WORD /* a bare string of the model file, which the header decides: a kind's name (of `kind` only),
                    else a column's name, else a template if it has a "{" */
} jw_cell_form;

/* A map need not be: n_map 0. With one, a text that is none of its keys is an error (missing-from-map), but
 * for the empty one, which is absent unless "" is a key. */
typedef struct {
    jw_cell_form form;
    const char *text;
    const jw_map_pair *map;
    size_t n_map;
    jw_place place;          /* where the model says so; no file: findings name the register's header */
    const char *path;        /* "registers[0].id" */
    const char *const *none; /* n_none words of the column that are as good as an empty cell; of attributes */
    size_t n_none;
    const jw_map_pair *otherwise; /* what every text means that is none of the map's keys; NULL: an error */
} jw_cell_source;

typedef struct {
    int attribute; /* of jw_model_find_attribute; on units */
    jw_cell_source source;
} jw_register_attribute;

typedef struct {
    int kind;          /* of jw_model_link_kind_named */
    bool cell_is_from; /* the cell names the units where links come from, the row is `to`; false: the other
                          way */
    jw_cell_source source;
    const char *const *none; /* n_none words that name nobody, besides the register's */
    size_t n_none;
} jw_register_link;

/* What the model file says of one register. All of it belongs to the caller and is needed only during
 * jw_register_read. kind and id must not be JW_CELL_NONE; a unit without a name is called by its id. */
typedef struct {
    const char *path;  /* to open */
    const char *shown; /* in messages */
    jw_encoding encoding;
    const char *sheet; /* of a workbook; NULL: the first that is not hidden */
    jw_cell_source kind, id, name;
    const jw_register_attribute *attributes;
    size_t n_attributes;
    const jw_register_link *links;
    size_t n_links;
    const char *const *none; /* n_none words that are as good as an empty cell, in attributes and links */
    size_t n_none;
    bool skip_bad_rows;
} jw_register;

/* Link cells that wait for all units to be there: 12 bytes each. */
typedef struct jw_pending_links jw_pending_links;
jw_pending_links *jw_pending_new(void);
void jw_pending_free(jw_pending_links *pending); /* takes NULL */

/* Adds the register's units with their values to the model, and its link cells to `pending`. False after
 * adding an error; the model then holds the good rows only and is good for nothing but further messages. */
bool jw_register_read(jw_model *m, const jw_register *r, jw_pending_links *pending, jw_diags *diags);

/* The same from memory. Takes `bytes`, which are malloc's and have a NUL after `length` bytes. */
bool jw_register_read_bytes(jw_model *m, const jw_register *r, char *bytes, size_t length,
                            jw_pending_links *pending, jw_diags *diags);

/* Adds the links that wait. A cell names units by id, exact name or alias; if the whole of it is not such a
 * name, it is split by 、 ; ；. Findings: unknown-reference, several-names (the name is that of several
 * units), self-link, too-many-links, more-bad-rows. False after adding an error. If a register could not be
 * read as a whole, says nothing of references, as its units are missing. Empties `pending` but for what the
 * calls below tell. */
bool jw_pending_resolve(jw_model *m, jw_pending_links *pending, jw_diags *diags);

/* How many rows were left out (skip_bad_rows), and the line and file of the i-th, in the order they were
 * found. */
size_t jw_pending_skipped(const jw_pending_links *pending);
jw_place jw_pending_skipped_row(const jw_pending_links *pending, size_t i);

/* Says that units are missing because something could not be read as a whole (a register that fails so says
 * it of itself): then an unknown reference need not be a mistake, and the second pass is silent about it. */
void jw_pending_lacks_units(jw_pending_links *pending);
bool jw_pending_is_complete(const jw_pending_links *pending);

/* True if `text` is the id or name of a row that was bad: a reference to it is not a mistake of its own. */
bool jw_pending_left_out(const jw_pending_links *pending, const char *text);

#endif
