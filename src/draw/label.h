/* The one way from a name in a file to a label on a chart. Graphviz reads escapes (\N), entities (&lt;) and,
 * in some labels, markup; terminals, PDF readers and people are fooled by control and bidi characters. So a
 * text is first checked, and refused with its reason if it holds what no chart can show; then it is made one
 * line of bounded length; then written so that Graphviz expands nothing. */
#ifndef JW_DRAW_LABEL_H
#define JW_DRAW_LABEL_H

#include <glib.h>
#include <stdbool.h>

enum { JW_LABEL_MOST = 300 }; /* code points of one label; what is longer ends in "…" */

/* True if `text` may be drawn. Else `found` says what may not: "U+202E", or "0xFF" for a byte that is not
 * UTF-8. Refused: C0 and C1 controls but white space, bidi controls, line and paragraph separators,
 * noncharacters, surrogates, interlinear annotation and tag characters. O(length). */
bool jw_label_check(const char *text, char found[16]);

/* `text`, which passed the check, as one line: white space of any kind becomes one space, none at either end;
 * at most `most` code points. The caller frees it with g_free(). */
char *jw_label_line(const char *text, size_t most);

/* Appends `text` as a quoted DOT string that Graphviz shows literally. A '\n' in it ends a line; `align` is
 * 'l', 'r' or 'n' (centred), for every line. */
void jw_label_quote(GString *out, const char *text, char align);

#endif
