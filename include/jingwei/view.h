/* Views: what a chart of a model shows, and how, kept in the model under a name.
 *
 *     { "id": "face", "zh": "面", "root": "lh", "include": { "role": "target" }, "colour": "status", "page":
 * "A4" }
 *
 * jw_draw_options.view draws one; what its options say themselves wins over the view. */
#ifndef JINGWEI_VIEW_H
#define JINGWEI_VIEW_H

#include "jingwei/cover.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All texts belong to the model; NULL is what the view does not say. Lists are texts parted by commas. */
typedef struct {
    const char *id;                    /* never NULL */
    const char *zh, *en;               /* its name */
    const char *root, *focus;          /* ids of units */
    const char *from, *to;             /* the two ends of "path"; both or neither */
    const char *include, *collapse;    /* selectors, as --where takes them */
    const char *links;                 /* kinds; "none" of an empty list */
    const char *label;                 /* "name,members": see jw_draw_options */
    const char *rows, *columns, *rate; /* of a matrix */
    const char *colour, *layout, *page, *orientation, *theme, *leaves, *title, *breaks;
    int depth, up, down; /* levels; -1 where it does not say */
    double min_type;     /* points; 0 where it does not say */
    double margin;       /* mm; -1 where it does not say */
    jw_place place;      /* where it stands */
} jw_view;

size_t jw_model_view_count(const jw_model *m);
/* In the order of the files; valid as long as the model. */
const jw_view *jw_model_view(const jw_model *m, size_t i);
/* NULL if there is none of that id; *nearest (may be NULL) then gets the nearest id, or NULL. */
const jw_view *jw_model_find_view(const jw_model *m, const char *id, const char **nearest);

/* True if the model has all that the view names; else adds a finding for each that it has not: unknown-unit,
 * unknown-link-kind, view-colour, view-label, view-attribute, and what a selector can be wrong in, each with
 * the nearest. `check` asks this of every view. */
bool jw_view_fits(const jw_model *m, const jw_coverage *coverage, const jw_view *view, jw_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
