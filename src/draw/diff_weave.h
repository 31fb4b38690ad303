/* What the files share that weave two models into one. */
#ifndef JW_DRAW_DIFF_WEAVE_H
#define JW_DRAW_DIFF_WEAVE_H

#include "draw/diff.h"
#include "draw/tree.h"
#include "jingwei/compare.h"
#include "model/edit.h"

/* Before the kind of a link that is gone, and the kinds of what only a union has. */
#define JW_WAS_PREFIX "was-"
#define JW_MOVE_KIND "moves-here"
#define JW_REST_KIND "unchanged"

/* A unit of the union until its number is known. */
typedef struct {
    char *id;
    jw_unit_change is;
} jw_strand;

typedef struct {
    const jw_model *before, *after;
    const jw_coverage *coverage[2];
    const jw_draw_options *options;
    jw_tree *tree[2];
    jw_diff *diff;
    jw_edit *edit;
    jw_model *m;     /* the union, being made */
    GArray *strands; /* of jw_strand */
    char **place;    /* by unit of before: the id of what stands for it where it was */
    bool full;       /* past a limit */
} jw_weaver;

/* diff_weave.c: adds units, links and roots of before to w->m, which is a copy of after; a strand a unit. */
void jw_weave(jw_weaver *w);
jw_strand *jw_weave_strand(jw_weaver *w, const char *id, jw_fate fate, uint32_t before, uint32_t after);
/* Where both ends are there. */
void jw_weave_link(jw_weaver *w, int kind, const char *from, const char *to);
/* An id that stands beside `id` in every order, and that no unit has. The caller frees it with g_free(). */
char *jw_weave_ghost_id(const jw_weaver *w, const char *id);

/* diff_rest.c: the union without what stays as it is; one unit stands for all of that below a lead. */
jw_model *jw_weave_only_changes(const jw_chart_diff *d, jw_weaver *w);

#endif
