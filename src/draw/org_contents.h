/* The pages of contents of a chart, or of a document, that takes several. */
#ifndef JW_DRAW_ORG_CONTENTS_H
#define JW_DRAW_ORG_CONTENTS_H

#include "draw/draft.h"

/* What an entry is made of: a unit with a head of its own there. */
typedef struct {
    const char *name;
    size_t units;
} jw_contents_part;

typedef struct {
    char *name;
    int level;     /* 0: not indented */
    size_t units;  /* 0: not said */
    int page;      /* where it is, of the pages that follow the contents, from 0 */
    GArray *parts; /* of jw_contents_part; NULL: none */
} jw_contents_entry;

/* Appends pages to `pages`, which is empty; `following` pages come after them. Parts are told where all of
 * them find room on one page. Returns how many. */
guint jw_contents_paint(jw_draft *draft, const jw_sheet *sheet, const GArray *entries, guint following,
                        GPtrArray *pages);
/* As many as jw_contents_paint makes for n entries without parts. */
guint jw_contents_pages(const jw_draft *draft, const jw_sheet *sheet, guint n);
/* With its entries. */
void jw_contents_free(GArray *entries);

#endif
