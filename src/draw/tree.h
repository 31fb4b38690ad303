/* The tree of a chart: each unit hangs by its primary link (jw_model_primary_link); what has no chain to a
 * root hangs from a twig of its own. Siblings stand by `order`, rank, the order of the JSON file, id. */
#ifndef JW_DRAW_TREE_H
#define JW_DRAW_TREE_H

#include "jingwei/model.h"
#include "base/words.h"

#include <glib.h>
#include <stdbool.h>

typedef enum {
    JW_TWIG_TOP, /* the first: above all roots, drawn nowhere */
    JW_TWIG_UNIT,
    JW_TWIG_LOOSE, /* "not attached"; at most one, the last child of a sole root, else of the top */
    JW_TWIG_COUNT  /* units of one kind that are not drawn but counted, at their lead */
} jw_twig_kind;

typedef struct {
    jw_twig_kind kind;
    uint32_t unit;    /* of a unit; else JW_NO_UNIT */
    uint32_t link;    /* the primary link that it hangs by; UINT32_MAX: none */
    int parent;       /* -1 of the top */
    int depth;        /* 0 for a root; -1 for the top */
    size_t below;     /* units in its subtree, itself not counted */
    size_t was_below; /* the same before what a chart of changes shows; else equal */
    GArray *children; /* of int */
    GArray *counted;  /* of uint32_t: the units of a count; else NULL */
} jw_twig;

typedef struct {
    GArray *twigs;     /* of jw_twig; parents stand before children */
    uint32_t *of_unit; /* unit → twig, UINT32_MAX: not on the chart */
    size_t units;      /* of of_unit */
    bool *is_primary;  /* link → some unit hangs by it */
} jw_tree;

/* Why a unit that hangs from "not attached" does: nothing leads it; the same, but it leads others, whose
 * chain ends there; or it stands on a loop, which was cut at it. */
typedef enum { JW_LOOSE_NO_LEAD, JW_LOOSE_BREAK, JW_LOOSE_LOOP } jw_loose_reason;

/* Which part of the model. `below` of a twig counts what is left out below it too. */
typedef struct {
    bool (*shows)(void *context, uint32_t unit); /* these, with everything above them; NULL: all */
    void *context;
    uint32_t root; /* only what is below this unit, which becomes the root; JW_NO_UNIT: everything */
    int depth;     /* levels below a root that are shown; 0: all */
    bool bare; /* only what `shows` takes, without what is above it: whoever then hangs from nothing is a root
                */
    /* Counted, with all below them; never a root; NULL: none. */
    bool (*collapses)(void *context, uint32_t unit);
    /* How many units one is in a count, now or (`was`) before; NULL: 1. */
    size_t (*weight)(void *context, uint32_t unit, bool was);
    void *weight_context;
} jw_tree_part;

/* O(units log units + links). part: NULL for all. */
jw_tree *jw_tree_new(const jw_model *m, const jw_tree_part *part);
void jw_tree_free(jw_tree *tree);

jw_loose_reason jw_twig_reason(const jw_model *m, const jw_twig *twig);
const char *jw_loose_word(jw_lang lang, jw_loose_reason reason);
/* Over units that hang by links of this kind (NULL: any): "direct", "backstopped". */
const char *jw_group_word(jw_lang lang, const jw_link_kind *kind);
jw_twig *jw_tree_twig(const jw_tree *tree, int i);
int jw_twig_child(const jw_twig *twig, guint i);
bool jw_twig_is_leaf(const jw_twig *twig);

#endif
