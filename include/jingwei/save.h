/* Writing a model out as one file. */
#ifndef JINGWEI_SAVE_H
#define JINGWEI_SAVE_H

#include "jingwei/model.h"

/* Writes the model as normalized JSON to `path` ("-": standard output): every unit and link stands there as
 * it is after patterns, registers, attach rules, includes and scenarios were applied, and those are left out,
 * so that the file stands alone. It loads to the same units, values and links, kinds, attributes, roots,
 * policy, facts and views, and the same model gives the same bytes. Units stand in the order that siblings
 * have: those of JSON files as they stood there, those of registers after them by id. A file larger than the
 * default limit `json_bytes` is written, with a warning (larger-than-read). False after adding output-failed;
 * then the file is as it was. */
bool jw_save(const jw_model *m, const char *path, jw_diags *diags);

#endif
