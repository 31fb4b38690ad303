#include "io/package.h"

#include "io/zip_late.h"

#include <expat.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* RATIO_FROM: below this much, a part may grow as many times as it likes: a blank sheet packs very well.
 * TOKEN: no tag is as long; expat looks at an unfinished one anew with every piece, which takes the square of
 * its length. */
enum { PIECE = 1 << 16, RATIO_FROM = 32 << 20, TOKEN = 4 << 20 };

struct jw_package {
    const jw_zip_calls *call;
    zip_t *zip;
    const char *shown;
    const jw_limits *limits;
    uint64_t unpacked; /* of all parts that were read */
    /* The part being read. */
    XML_Parser parser;
    const jw_part_reader *reader;
    bool stopped, has_doctype;
};

jw_bytes_form jw_bytes_form_of(const char *bytes, size_t length)
{
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    static const char encrypted[] =
        "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"; /* a name in its directory */
    if (length >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0))
        return JW_BYTES_ZIP;
    if (length < sizeof ole - 1 || memcmp(bytes, ole, sizeof ole - 1) != 0) return JW_BYTES_OTHER;
    return memmem(bytes, length, encrypted, sizeof encrypted - 1) ? JW_BYTES_OLE_ENCRYPTED : JW_BYTES_OLE;
}

static bool refuse(const jw_package *p, jw_diags *diags, const char *code, const char *found, uint64_t most)
{
    g_autofree char *expected = most ? g_strdup_printf("%" G_GUINT64_FORMAT, most) : NULL;
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = code,
                                    .place = { p->shown, 0, 0 },
                                    .found = found,
                                    .expected = expected });
    return false;
}

/* In the reader's language, which libzip does not speak. */
static bool refuse_zip(const jw_package *p, jw_diags *diags, int code)
{
    static const struct {
        int code;
        const char *says;
    } faults[] = { { ZIP_ER_NOZIP, "@zip.no-directory" },
                   { ZIP_ER_INCONS, "@zip.inconsistent" },
                   { ZIP_ER_CRC, "@zip.checksum" },
                   { ZIP_ER_ZLIB, "@zip.packed-data" },
                   { ZIP_ER_COMPNOTSUPP, "@zip.packed-data" },
                   { ZIP_ER_EOF, "@zip.cut-short" } };
    const char *says = "@zip.other";
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
        if (faults[i].code == code) says = faults[i].says;
    return refuse(p, diags, "bad-zip", says, 0);
}

/* False after a finding. */
static bool open_zip(jw_package *p, char *bytes, size_t length, jw_diags *diags)
{
    const char *why;
    zip_error_t error;
    p->call = jw_zip_open(&why);
    if (!p->call) {
        free(bytes);
        return refuse(p, diags, "no-libzip", why, 0);
    }
    p->call->error_init(&error);
    zip_source_t *source = p->call->source_buffer_create(bytes, length, 1, &error); /* 1: frees the bytes */
    p->zip = source ? p->call->open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!p->zip) refuse_zip(p, diags, p->call->error_code_zip(&error));
    if (!p->zip && source) p->call->source_free(source);
    if (!source) free(bytes);
    p->call->error_fini(&error);
    return p->zip;
}

jw_package *jw_package_open(char *bytes, size_t length, const char *shown, const jw_limits *limits,
                            jw_diags *diags)
{
    jw_package *p = g_new0(jw_package, 1);
    p->shown = shown;
    p->limits = limits;
    if (!open_zip(p, bytes, length, diags)) {
        g_free(p);
        return NULL;
    }
    if ((uint64_t)p->call->get_num_entries(p->zip, 0) <= limits->workbook_entries) return p;
    refuse(p, diags, "too-many-entries", NULL, limits->workbook_entries);
    jw_package_free(p);
    return NULL;
}

void jw_package_free(jw_package *p)
{
    if (!p) return;
    p->call->discard(p->zip);
    g_free(p);
}

static zip_int64_t locate(const jw_package *p, const char *part)
{
    return p->call->name_locate(p->zip, part, ZIP_FL_NOCASE);
}

bool jw_package_has(const jw_package *p, const char *part)
{
    return locate(p, part) >= 0;
}

/* ---- What expat tells ---- */

static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void tell_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    const jw_package *p = data;
    if (!p->stopped) p->reader->start(p->reader->context, without_prefix(name), attributes);
}

static void tell_end(void *data, const XML_Char *name)
{
    const jw_package *p = data;
    if (!p->stopped && p->reader->end) p->reader->end(p->reader->context, without_prefix(name));
}

static void tell_text(void *data, const XML_Char *text, int length)
{
    const jw_package *p = data;
    if (!p->stopped) p->reader->text(p->reader->context, text, (size_t)length);
}

static void tell_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                         int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    jw_package *p = data;
    p->has_doctype = true;
    XML_StopParser(p->parser, XML_FALSE);
}

void jw_package_stop(jw_package *p)
{
    p->stopped = true;
    if (p->parser) XML_StopParser(p->parser, XML_FALSE);
}

const char *jw_part_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(without_prefix(*attributes), name) == 0) return attributes[1];
    return NULL;
}

/* ---- Reading a part ---- */

static bool refuse_xml(const jw_package *p, const char *part, jw_diags *diags)
{
    g_autofree char *where =
        g_strdup_printf("%s:%lu: %s", part, (unsigned long)XML_GetCurrentLineNumber(p->parser),
                        XML_ErrorString(XML_GetErrorCode(p->parser)));
    return refuse(p, diags, "bad-xml", where, 0);
}

/* Within the limits, after `got` bytes of a part that takes `packed` in the file. */
static bool is_within(const jw_package *p, uint64_t got, uint64_t packed, jw_diags *diags)
{
    const jw_limits *most = p->limits;
    if (got > most->workbook_part_bytes)
        return refuse(p, diags, "workbook-too-large", NULL, most->workbook_part_bytes);
    if (p->unpacked > most->workbook_bytes)
        return refuse(p, diags, "workbook-too-large", NULL, most->workbook_bytes);
    if (got > RATIO_FROM && got / MAX(most->workbook_ratio, 1) > packed)
        return refuse(p, diags, "zip-bomb", NULL, most->workbook_ratio);
    return true;
}

static bool feed(jw_package *p, zip_file_t *file, uint64_t packed, const char *part, jw_diags *diags)
{
    for (uint64_t got = 0;;) {
        void *piece = XML_GetBuffer(p->parser, PIECE);
        zip_int64_t n = piece ? p->call->fread(file, piece, PIECE) : -1;
        if (n < 0) return refuse_zip(p, diags, p->call->error_code_zip(p->call->file_get_error(file)));
        got += (uint64_t)n;
        p->unpacked += (uint64_t)n;
        if (!is_within(p, got, packed, diags)) return false;
        enum XML_Status status = XML_ParseBuffer(p->parser, (int)n, n == 0);
        if (p->stopped) return false;
        if (p->has_doctype) return refuse(p, diags, "xml-doctype", part, 0);
        if (status != XML_STATUS_OK) return refuse_xml(p, part, diags);
        if (n == 0) return true;
        XML_Index done = XML_GetCurrentByteIndex(p->parser);
        if (done >= 0 && got > (uint64_t)done + TOKEN)
            return refuse(p, diags, "workbook-too-large", part, TOKEN);
    }
}

static zip_file_t *open_part(const jw_package *p, const char *part, uint64_t *packed, jw_diags *diags)
{
    zip_int64_t index = locate(p, part);
    zip_stat_t stat;
    if (index < 0) {
        refuse(p, diags, "missing-part", part, 0);
        return NULL;
    }
    p->call->stat_init(&stat);
    p->call->stat_index(p->zip, (zip_uint64_t)index, 0, &stat);
    *packed = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0;
    zip_file_t *file = p->call->fopen_index(p->zip, (zip_uint64_t)index, 0);
    if (file) return file;
    int code = p->call->error_code_zip(p->call->get_error(p->zip));
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP)
        refuse(p, diags, "encrypted-workbook", NULL, 0);
    else
        refuse_zip(p, diags, code);
    return NULL;
}

/* The same limits hold; whoever breaks them is told when the part is read. */
static bool search(jw_package *p, zip_file_t *file, uint64_t packed, const char *word)
{
    size_t kept = 0, length = strlen(word);
    g_autofree char *window = g_malloc(PIECE + length);
    for (uint64_t got = 0;;) {
        zip_int64_t n = p->call->fread(file, window + kept, PIECE);
        if (n <= 0) return false;
        if (!got && memchr(window, '\0', (size_t)MIN(n, 4))) return true; /* UTF-16 */
        if (!got && ((unsigned char)*window == 0xFE || (unsigned char)*window == 0xFF)) return true;
        got += (uint64_t)n;
        p->unpacked += (uint64_t)n;
        if (!is_within(p, got, packed, NULL)) return false;
        size_t size = kept + (size_t)n;
        if (memmem(window, size, word, length)) return true;
        kept = MIN(size, length - 1); /* the word may be cut by the end of the piece */
        memmove(window, window + size - kept, kept);
    }
}

bool jw_package_mentions(jw_package *p, const char *part, const char *word)
{
    uint64_t packed = 0;
    zip_file_t *file = open_part(p, part, &packed, NULL);
    bool found = file && search(p, file, packed, word);
    if (file) p->call->fclose(file);
    return found;
}

bool jw_package_read(jw_package *p, const char *part, const jw_part_reader *reader, jw_diags *diags)
{
    uint64_t packed = 0;
    zip_file_t *file = open_part(p, part, &packed, diags);
    if (!file) return false;
    p->reader = reader;
    p->stopped = p->has_doctype = false;
    p->parser = XML_ParserCreate(NULL);
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, tell_start, tell_end);
    if (reader->text) XML_SetCharacterDataHandler(p->parser, tell_text);
    XML_SetStartDoctypeDeclHandler(p->parser, tell_doctype);
    bool whole = feed(p, file, packed, part, diags);
    XML_ParserFree(p->parser);
    p->parser = NULL;
    p->call->fclose(file);
    return whole;
}
