/* A zip of XML parts, as an .xlsx file is: opened from memory, its parts read one by one through expat.
 *
 * The file may come from anyone, so what it costs is bounded (jw_limits: workbook_…): the number of entries,
 * the bytes that a part and all parts unpack to, and how many times its packed size a part may grow. A part
 * with a DOCTYPE is refused, so there are no entities but XML's own five, and nothing outside the file is
 * ever read. */
#ifndef JW_IO_PACKAGE_H
#define JW_IO_PACKAGE_H

#include "jingwei/diag.h"
#include "jingwei/limits.h"

typedef struct jw_package jw_package;

/* What bytes are by how they begin. */
typedef enum {
    JW_BYTES_OTHER,
    JW_BYTES_ZIP,
    JW_BYTES_OLE,          /* .xls of Excel 97 to 2003, and its like */
    JW_BYTES_OLE_ENCRYPTED /* an .xlsx with a password is an OLE file that holds an encrypted zip */
} jw_bytes_form;
jw_bytes_form jw_bytes_form_of(const char *bytes, size_t length);

/* Takes `bytes`, which are malloc's. NULL after adding a finding: no-libzip, bad-zip, too-many-entries.
 * `shown` and `limits` must outlive the package. */
jw_package *jw_package_open(char *bytes, size_t length, const char *shown, const jw_limits *limits,
                            jw_diags *diags);
void jw_package_free(jw_package *p); /* takes NULL */

bool jw_package_has(const jw_package *p, const char *part);

/* What a reader of a part is told. Names of elements come without their prefix ("x:row" is "row"); attributes
 * are name, value, name, value … NULL, names with their prefix. text comes in pieces; may be NULL. */
typedef struct {
    void (*start)(void *context, const char *name, const char **attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *piece, size_t length);
    void *context;
} jw_part_reader;

/* Reads a part from beginning to end, or until jw_package_stop is called. True if all of it was read. False
 * without a finding if it was stopped, else after adding one: missing-part, bad-zip, encrypted-workbook,
 * workbook-too-large, zip-bomb, xml-doctype, bad-xml. */
bool jw_package_read(jw_package *p, const char *part, const jw_part_reader *reader, jw_diags *diags);
/* True if `word` may occur in a part: a quick look at its bytes before a slow reading. True as well if they
 * are not of an encoding in which ASCII is ASCII; false if the part cannot be read, which jw_package_read
 * will say. */
bool jw_package_mentions(jw_package *p, const char *part, const char *word);

/* Called by a reader: no more is wanted. */
void jw_package_stop(jw_package *p);

/* The value of an attribute by its name without prefix, or NULL. */
const char *jw_part_attribute(const char **attributes, const char *name);

#endif
