/* Breaking a name into lines: between Chinese characters, at spaces and after hyphens (the part of UAX 14
 * that names need). No line begins with 。、） or ends with （. */
#ifndef JW_DRAW_WRAP_H
#define JW_DRAW_WRAP_H

/* About how wide a text is, in ems: a wide character 1, a narrow one 0.56. Only for choosing breaks; boxes
 * are sized by what the renderer measures. */
double jw_wrap_width(const char *text);

/* `text` in as few lines as fit into `most` ems, of nearly equal length, joined by '\n'. A word wider than
 * that stands alone on its line, whole. The caller frees it with g_free(). O(length²). */
char *jw_wrap(const char *text, double most);

#endif
