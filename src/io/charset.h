/* From the bytes of a register to UTF-8, whatever the spreadsheet that wrote it.
 *
 *     EF BB BF …          a BOM says what follows: UTF-8, UTF-16 little or big endian
 *     E5 90 8D E7 A7 B0   else strict UTF-8
 *     C3 FB B3 C6         else GB18030, of which GBK and GB 2312 are parts */
#ifndef JW_IO_CHARSET_H
#define JW_IO_CHARSET_H

#include "jingwei/diag.h"

#include <stddef.h>

/* AUTO tries as above. UTF16 without a BOM is little endian, as Windows writes it. GBK is read as GB18030,
 * which decodes all that GBK does and what newer systems write in its name. */
typedef enum { JW_ENCODING_AUTO, JW_ENCODING_UTF8, JW_ENCODING_UTF16, JW_ENCODING_GB18030 } jw_encoding;

/* The encoding of that name ("auto", "utf-8", "utf-16", "gb18030", "gbk"; case does not count), or -1. */
int jw_encoding_named(const char *name);
/* Those names, for a suggestion. */
const char *const *jw_encoding_names(size_t *n);

/* Turns `bytes`, which are malloc's and have a NUL after `length` bytes, into UTF-8 without BOM and without
 * NUL. Takes them: the answer is either the same block or a new one; free it with free(). *length gets its
 * length. NULL after adding a finding: bad-encoding or nul-byte, with line and column (in characters) of the
 * first byte that does not fit, and in `found` the bytes there ("C3 2C").
 *
 * AUTO does not take a UTF-8 file with a damaged spot for GB18030: a text whose first JW_SURELY_UTF8
 * characters beyond ASCII are good UTF-8 is UTF-8, and what then does not fit is an error. */
enum { JW_SURELY_UTF8 = 8 };
char *jw_to_utf8(char *bytes, size_t *length, jw_encoding encoding, const char *shown, jw_diags *diags);

/* True if a file is UTF-8 by how it begins, in whole lines: they are, and jw_to_utf8 would not take the rest
 * for anything else. *mark gets the length of its BOM, or 0. */
bool jw_is_surely_utf8(const char *head, size_t length, jw_encoding encoding, size_t *mark);
/* True if a text is UTF-8 without a NUL. */
bool jw_is_sound_utf8(const char *text, size_t length);
/* Adds the finding of jw_to_utf8 for a text that is not, which begins on the line `first` of its file. */
void jw_refuse_utf8(const char *text, size_t length, const char *shown, uint32_t first, jw_diags *diags);

/* Where the line that begins at `text` ends: after its "\n", "\r\n" or lone "\r", or at the closing NUL. */
const char *jw_line_end(const char *text);

#endif
