/* What of a model a chart shows, as its options and its view ask. */
#ifndef JW_DRAW_VIEW_H
#define JW_DRAW_VIEW_H

#include "draw/tree.h"
#include "jingwei/draw.h"
#include "measure/derived.h"

/* Fills in what a view says and the options do not; *title (g_free it) gets the title with the view's name.
 * view: NULL for none. */
jw_draw_options jw_view_options(const jw_model *m, const jw_draw_options *asked, const jw_view *view,
                                char **title);

/* view_fit.c: true if all that is asked means something on this kind of chart; else findings option-unfit,
 * needs-focus or diff-layout. What only the view says and the chart cannot show is a warning: options may
 * turn a view into another kind of chart. So is what one of several views has no use for. `all`: of
 * jw_view_options. */
bool jw_options_fit(const jw_model *m, const jw_draw_options *asked, const jw_view *view,
                    const jw_draw_options *all, jw_diags *diags);

/* What it is called; its id where it has no name. */
const char *jw_view_name(const jw_view *view, jw_lang lang);

/* The part of the model that is drawn. */
typedef struct {
    jw_tree_part part; /* for jw_tree_new, while this lives */
    uint32_t focus[2]; /* the focus twice, or the ends of the path; JW_NO_UNIT: none */
    int *distance;     /* by unit: its place on a path; NULL: no path is asked for */
    /* The inside. */
    const jw_draw_options *options;
    jw_derivations *derived;
    jw_selector *selectors[2]; /* include, collapse */
    jw_bound *bound[2];
    bool *around; /* by unit: of the focus or the path; NULL: neither is asked for */
} jw_choice;

/* False after findings; jw_choice_end is due either way. Options, model and coverage must outlive it. */
bool jw_choice_begin(jw_choice *c, const jw_model *m, const jw_coverage *coverage,
                     const jw_draw_options *options, jw_diags *diags);
void jw_choice_end(jw_choice *c);

/* True if units and links are drawn as a net, without the tree: force, radial round a focus, a path, or
 * chains alone. */
bool jw_is_net(const jw_model *m, const jw_draw_options *options);

/* view_around.c: who is round a unit, and which chains of links lead from one to another. */

/* True if the list (kinds by comma, "none", NULL: all) names the kind. */
bool jw_list_names(const char *links, const jw_link_kind *kind);
/* The focus, `up` levels of authority above, `down` below, and the other ends of its other links. One flag a
 * unit, which g_free frees. O((units + links) · levels). */
bool *jw_focus_units(const jw_model *m, uint32_t focus, int up, int down, const char *links);
/* The units on shortest chains of links, in either direction; distance: one a unit, from `from`, -1 where
 * none is known. NULL: there is no chain. O(units + links). */
bool *jw_path_units(const jw_model *m, uint32_t from, uint32_t to, const char *links, int *distance);

#endif
