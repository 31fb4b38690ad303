/* From registers alone to a model: which column means what, by its name (synonyms.h) and by what it holds.
 *
 *     登记证号  名称          指导单位        id, name, and who guides it
 *     XH001     餐饮行业协会  观湖街道促进会   a unit that no row defines: it is added, below a core
 *
 * Every guess is a note with its reason, so that a person can correct it in the model that comes of it.
 * Nothing of a row is copied into the model but the words of columns with few, and the units that cells name
 * and no row defines. */
#ifndef JW_IO_RECOGNIZE_H
#define JW_IO_RECOGNIZE_H

#include "jingwei/load.h"

/* A register to recognize: CSV, or a workbook of which every visible sheet with rows is taken. file: how the
 * model is to name it, relative to where the model will be. */
typedef struct {
    const char *path, *file;
} jw_register_file;

/* A model file as text (free), or NULL after adding an error. Notes in `diags`, with place (table) and path
 * (column) where they have one: guess, ignored-column, guess-kind, guess-ids, guess-same-ids, guess-header,
 * guess-units, guess-core, guess-blocks, guess-links, skipped-sheet. name: of the model. *lang: that of the
 * columns' names. O(rows looked at). */
char *jw_recognize(const jw_register_file *files, size_t n, const char *name, const jw_limits *limits,
                   jw_lang *lang, jw_diags *diags);

/* True if a file is called like a register: .csv, .tsv, .txt, .xlsx, .xlsm; or .xls, .et, of which the reader
 * says what to do. */
bool jw_is_register_name(const char *path);

/* jw_load of a model that is text, as if it stood in a file `shown` of that folder. */
jw_model *jw_load_recognized(const char *text, const char *shown, const char *folder,
                             const jw_load_options *options, jw_diags *diags);

#endif
