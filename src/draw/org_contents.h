/* The pages of contents of a chart that takes several. */
#ifndef JW_DRAW_ORG_CONTENTS_H
#define JW_DRAW_ORG_CONTENTS_H

#include "draw/draft.h"

typedef struct {
    char *name;
    int level; /* 0: not indented */
    size_t units;
} jw_contents_entry;

/* Appends pages to `pages`, which is empty; the entries' pages follow them, in order. Returns how many. */
guint jw_contents_paint(jw_draft *draft, const jw_sheet *sheet, const GArray *entries, GPtrArray *pages);

#endif
