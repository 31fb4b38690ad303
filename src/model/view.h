/* Views as a model keeps them. */
#ifndef JW_MODEL_VIEW_H
#define JW_MODEL_VIEW_H

#include "jingwei/view.h"
#include "model/select.h"

/* Texts are of the view; see jw_view_set. */
typedef struct {
    jw_view said;
    jw_selector *include, *collapse; /* as they were read, with their places; NULL: none */
    char *json;                      /* as it stood in the file, on one line */
} jw_view_entry;

/* An empty one, which says nothing. */
jw_view_entry *jw_view_entry_new(const char *id);
jw_view_entry *jw_view_entry_copy(const jw_view_entry *v);
void jw_view_entry_free(jw_view_entry *v);
/* Sets the text at `offset` of jw_view; copied. */
void jw_view_set(jw_view_entry *v, size_t offset, const char *text);

/* The words of the keys that take one of a few; ended by NULL. */
extern const char *const jw_view_layouts[],
    *const jw_view_orientations[], *const jw_view_themes[], *const jw_view_leaves[], *const jw_view_rates[];

#endif
