/* Files: read within a limit, as a whole or by pieces; written aside and renamed. */
#ifndef JW_BASE_FILE_H
#define JW_BASE_FILE_H

#include "jingwei/diag.h"

#include <stdio.h>

/* Reads a regular file ("-": standard input) of at most `most` bytes. The text has a NUL after its `length`
 * bytes; free it with free(). NULL after adding a finding: file-missing, file-not-regular, file-unreadable,
 * file-too-large. Never waits on a FIFO or a device. `shown` is the name to use in messages. */
char *jw_read_file(const char *path, const char *shown, size_t most, size_t *length, jw_diags *diags);

/* The same file, to be read piece by piece, at any place and by several threads at once. */
typedef struct jw_infile jw_infile;
jw_infile *jw_infile_open(const char *path, const char *shown, size_t most, jw_diags *diags);
void jw_infile_close(jw_infile *f); /* takes NULL */
/* Bytes, as it was opened; 0 for standard input, which can only be read whole. */
size_t jw_infile_size(const jw_infile *f);
/* Reads up to `wanted` bytes from the offset `from` on, and says how many. Fewer only at the end of the file,
 * or if it cannot be read on: *error is an errno then, else 0. */
size_t jw_infile_read(const jw_infile *f, size_t from, void *to, size_t wanted, int *error);
/* True if it was written to since it was opened: what was read by pieces then may fit together nowhere. */
bool jw_infile_has_changed(const jw_infile *f);
/* All of it, as jw_read_file gives it. */
char *jw_infile_all(const jw_infile *f, size_t *length, jw_diags *diags);

/* An output that replaces `path` only when it is whole; a link stays, what it leads to is replaced, with the
 * old permissions. Path "-" is standard output; devices and pipes are written to as they are. NULL after
 * adding output-failed: a folder, a file that may not be written, no room. */
typedef struct jw_outfile jw_outfile;
jw_outfile *jw_outfile_open(const char *path, jw_diags *diags);
FILE *jw_outfile_stream(jw_outfile *out);
/* Flushes, syncs and renames; false after adding output-failed, and the old file is as it was. Frees `out`.
 */
bool jw_outfile_commit(jw_outfile *out, jw_diags *diags);
/* Forgets what was written. Frees `out`; takes NULL. */
void jw_outfile_abandon(jw_outfile *out);

/* `length` bytes to a file in one go, by the same rules. */
bool jw_write_file(const char *path, const void *bytes, size_t length, jw_diags *diags);

#endif
