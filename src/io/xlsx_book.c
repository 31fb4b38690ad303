/* The parts around the rows: relationships, names of sheets, shared strings, styles. */
#include "io/xlsx_book.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* No workbook has as many; they keep a hostile one from filling memory with names. */
enum { MOST_NAMES = 10000, MOST_FORMATS = 100000, MOST_STYLES = 1 << 20 };

static void refuse(const jw_workbook *w, jw_diags *diags, const char *code, const char *found,
                   const char *expected, const char *nearest)
{
    jw_diags_add(diags, &(jw_diag){ .severity = JW_ERROR,
                                    .code = code,
                                    .place = { w->file, 0, 0 },
                                    .found = found,
                                    .expected = expected,
                                    .nearest = nearest });
}

/* ---- Relationships ---- */

typedef struct {
    char *id, *type, *part; /* type: the last word of its address, "worksheet" */
} relation;

typedef struct {
    GArray *relations;
    const char *folder; /* where relative targets start: "/xl" */
} relation_list;

static void clear_relation(void *item)
{
    relation *r = item;
    g_free(r->id);
    g_free(r->type);
    g_free(r->part);
}

static void take_relation(void *context, const char *name, const char **attributes)
{
    relation_list *list = context;
    const char *target = jw_part_attribute(attributes, "Target"),
               *type = jw_part_attribute(attributes, "Type");
    const char *id = jw_part_attribute(attributes, "Id"), *mode = jw_part_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !target || !type || !id || list->relations->len >= MOST_NAMES)
        return;
    if (mode && strcmp(mode, "External") == 0) return; /* nothing outside the file is read */
    const char *slash = strrchr(type, '/');
    g_autofree char *path = g_canonicalize_filename(target, list->folder);
    relation r = { g_strdup(id), g_strdup(slash ? slash + 1 : type), g_strdup(path + 1) };
    g_array_append_val(list->relations, r);
}

/* The relationships of a part ("" for those of the file); NULL after adding a finding. */
static GArray *read_relations(const jw_workbook *w, const char *part, jw_diags *diags)
{
    g_autofree char *folder = g_path_get_dirname(part), *base = g_path_get_basename(part);
    g_autofree char *where =
        *part ? g_strdup_printf("%s/_rels/%s.rels", folder, base) : g_strdup("_rels/.rels");
    g_autofree char *start = g_canonicalize_filename(*part ? folder : ".", "/");
    relation_list list = { g_array_new(FALSE, FALSE, sizeof(relation)), start };
    g_array_set_clear_func(list.relations, clear_relation);
    jw_part_reader reader = { take_relation, NULL, NULL, &list };
    if (jw_package_read(w->package, g_str_has_prefix(where, "./") ? where + 2 : where, &reader, diags))
        return list.relations;
    g_array_free(list.relations, TRUE);
    return NULL;
}

static const char *find_part(const GArray *relations, const char *id, const char *type)
{
    for (guint i = 0; i < relations->len; i++) {
        const relation *r = &g_array_index(relations, relation, i);
        if ((!id || strcmp(r->id, id) == 0) && strcmp(r->type, type) == 0) return r->part;
    }
    return NULL;
}

/* ---- The workbook ---- */

/* Names and relationships of sheets, in the order of their tabs. */
typedef struct {
    GPtrArray *names, *ids; /* char * */
    GByteArray *hidden;
    bool from_1904;
} sheet_list;

static void take_sheet(void *context, const char *name, const char **attributes)
{
    sheet_list *list = context;
    if (strcmp(name, "workbookPr") == 0) {
        const char *flag = jw_part_attribute(attributes, "date1904");
        list->from_1904 = flag && (strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0);
    }
    const char *title = jw_part_attribute(attributes, "name"), *id = jw_part_attribute(attributes, "id");
    const char *state = jw_part_attribute(attributes, "state");
    if (strcmp(name, "sheet") != 0 || !title || !id || list->names->len >= MOST_NAMES) return;
    guint8 hidden = state && strcmp(state, "visible") != 0;
    g_ptr_array_add(list->names, g_strdup(title));
    g_ptr_array_add(list->ids, g_strdup(id));
    g_byte_array_append(list->hidden, &hidden, 1);
}

static void init_list(sheet_list *list)
{
    *list = (sheet_list){ g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free),
                          g_byte_array_new(), false };
}

static void clear_list(sheet_list *list)
{
    g_ptr_array_free(list->names, TRUE);
    g_ptr_array_free(list->ids, TRUE);
    g_byte_array_free(list->hidden, TRUE);
}

/* The sheet of that name: as it stands, or but for case and outer spaces, which Excel does not tell apart. */
static int find_sheet(const sheet_list *list, const char *wanted)
{
    g_autofree char *folded = g_utf8_casefold(wanted, -1);
    int near = -1;
    for (guint i = 0; i < list->names->len; i++) {
        const char *name = g_ptr_array_index(list->names, i);
        if (strcmp(name, wanted) == 0) return (int)i;
        g_autofree char *copy = g_strdup(name), *other = g_utf8_casefold(jw_trim(copy), -1);
        if (strcmp(other, folded) == 0) near = (int)i;
    }
    return near;
}

static void refuse_sheet(const jw_workbook *w, const sheet_list *list, const char *wanted, jw_diags *diags)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < list->names->len && i < 12; i++)
        g_string_append_printf(names, "%s%s", i ? "|" : "", (char *)g_ptr_array_index(list->names, i));
    refuse(w, diags, "missing-sheet", wanted, names->str,
           jw_nearest(wanted, (const char *const *)list->names->pdata, list->names->len));
    g_string_free(names, TRUE);
}

/* Chooses the sheet, NULL being the first that is a visible worksheet. */
static bool choose_sheet(jw_workbook *w, const sheet_list *list, const GArray *relations, const char *wanted,
                         jw_diags *diags)
{
    int chosen = wanted ? find_sheet(list, wanted) : -1;
    const char *part = NULL;
    for (guint i = 0; i < list->names->len; i++) {
        const char *at = find_part(relations, g_ptr_array_index(list->ids, i), "worksheet");
        if (at && !list->hidden->data[i])
            g_ptr_array_add(w->visible, g_strdup(g_ptr_array_index(list->names, i)));
        if (at && !wanted && chosen < 0 && !list->hidden->data[i]) chosen = (int)i;
        if (chosen == (int)i) part = at;
    }
    g_ptr_array_add(w->visible, NULL);
    if (!part && wanted)
        refuse_sheet(w, list, wanted, diags);
    else if (!part)
        refuse(w, diags, "not-a-workbook", NULL, NULL, NULL);
    if (!part) return false;
    w->sheet = (jw_sheet){ g_strdup(g_ptr_array_index(list->names, (guint)chosen)), g_strdup(part) };
    w->shown = g_strdup_printf("%s#%s", w->file, w->sheet.name);
    return true;
}

static bool read_book(jw_workbook *w, const char *book, const char *wanted, jw_diags *diags)
{
    GArray *relations = read_relations(w, book, diags);
    if (!relations) return false;
    sheet_list list;
    init_list(&list);
    jw_part_reader reader = { take_sheet, NULL, NULL, &list };
    bool good = jw_package_read(w->package, book, &reader, diags);
    if (good) {
        w->from_1904 = list.from_1904;
        w->strings_part = g_strdup(find_part(relations, NULL, "sharedStrings"));
        w->styles_part = g_strdup(find_part(relations, NULL, "styles"));
        good = choose_sheet(w, &list, relations, wanted, diags);
    }
    clear_list(&list);
    g_array_free(relations, TRUE);
    return good;
}

/* The part that the file says is its document; .xlsb and .ods have none that can be read here. */
static char *find_book(const jw_workbook *w, jw_diags *diags)
{
    bool any = jw_package_has(w->package, "_rels/.rels");
    GArray *relations = any ? read_relations(w, "", diags) : NULL;
    if (any && !relations) return NULL; /* which was said */
    const char *part = relations ? find_part(relations, NULL, "officeDocument") : NULL;
    char *book = part && g_str_has_suffix(part, ".xml") ? g_strdup(part) : NULL;
    if (!book) refuse(w, diags, "not-a-workbook", NULL, NULL, NULL);
    if (relations) g_array_free(relations, TRUE);
    return book;
}

static void note_choice(const jw_workbook *w, jw_diags *diags)
{
    if (w->visible->len <= 2) return; /* one, and the NULL */
    g_autofree char *all = g_strjoinv("|", (char **)w->visible->pdata);
    jw_diags_add(diags, &(jw_diag){ .severity = JW_NOTE,
                                    .code = "first-sheet",
                                    .place = { w->file, 0, 0 },
                                    .found = w->sheet.name,
                                    .expected = all });
}

jw_workbook *jw_workbook_open(char *bytes, size_t length, const char *shown, const char *sheet,
                              const jw_limits *limits, jw_diags *diags)
{
    jw_workbook *w = g_new0(jw_workbook, 1);
    w->file = g_strdup(shown);
    w->limits = limits;
    w->visible = g_ptr_array_new_with_free_func(g_free);
    w->package = jw_package_open(bytes, length, w->file, limits, diags);
    g_autofree char *book = w->package ? find_book(w, diags) : NULL;
    if (book && read_book(w, book, sheet, diags)) {
        if (!sheet) note_choice(w, diags);
        return w;
    }
    jw_workbook_free(w);
    return NULL;
}

void jw_workbook_free(jw_workbook *w)
{
    if (!w) return;
    jw_package_free(w->package);
    g_ptr_array_free(w->visible, TRUE);
    g_free(w->file);
    g_free(w->shown);
    g_free(w->sheet.name);
    g_free(w->sheet.part);
    g_free(w->strings_part);
    g_free(w->styles_part);
    if (w->texts) g_string_free(w->texts, TRUE);
    if (w->starts) g_array_free(w->starts, TRUE);
    if (w->dates) g_byte_array_free(w->dates, TRUE);
    g_free(w);
}

const char *jw_workbook_shown(const jw_workbook *w)
{
    return w->shown;
}

const char *const *jw_workbook_sheets(const jw_workbook *w)
{
    return (const char *const *)w->visible->pdata;
}

/* ---- Shared strings ---- */

typedef struct {
    jw_workbook *w;
    bool in_text, in_aid, full; /* aid: how a text is read aloud, beside it */
} string_list;

static void start_string(void *context, const char *name, const char **attributes)
{
    (void)attributes;
    string_list *list = context;
    if (strcmp(name, "si") == 0) {
        guint32 start = (guint32)list->w->texts->len;
        g_array_append_val(list->w->starts, start);
    } else if (strcmp(name, "rPh") == 0) {
        list->in_aid = true;
    } else if (strcmp(name, "t") == 0) {
        list->in_text = !list->in_aid;
    }
}

static void end_string(void *context, const char *name)
{
    string_list *list = context;
    jw_workbook *w = list->w;
    if (strcmp(name, "t") == 0) list->in_text = false;
    if (strcmp(name, "rPh") == 0) list->in_aid = false;
    if (strcmp(name, "si") != 0 || !w->starts->len) return;
    jw_unescape_cell(w->texts, g_array_index(w->starts, guint32, w->starts->len - 1));
    g_string_append_c(w->texts, '\0');
}

static void take_string(void *context, const char *piece, size_t length)
{
    string_list *list = context;
    jw_workbook *w = list->w;
    if (!list->in_text || !w->starts->len) return;
    if (w->texts->len + length + w->starts->len * sizeof(guint32) > w->limits->workbook_strings) {
        list->full = true;
        jw_package_stop(w->package);
        return;
    }
    g_string_append_len(w->texts, piece, (gssize)length);
}

bool jw_workbook_read_strings(jw_workbook *w, jw_diags *diags)
{
    w->texts = g_string_new(NULL);
    w->starts = g_array_new(FALSE, FALSE, sizeof(guint32));
    if (!w->strings_part) return true;
    string_list list = { .w = w };
    jw_part_reader reader = { start_string, end_string, take_string, &list };
    bool whole = jw_package_read(w->package, w->strings_part, &reader, diags);
    if (list.full) {
        g_autofree char *most = g_strdup_printf("%" G_GUINT64_FORMAT, w->limits->workbook_strings);
        refuse(w, diags, "workbook-too-large", NULL, most, NULL);
    }
    return whole;
}

/* ---- Styles ---- */

typedef struct {
    jw_workbook *w;
    GHashTable *dates; /* the ids of declared formats: 2 a date, 1 none */
    bool in_cell_styles;
} style_list;

/* Formats that every program knows without declaring them; 27 to 58 are those of East Asian locales. */
static bool is_builtin_date(guint id)
{
    static const struct {
        guint from, to;
    } ranges[] = { { 14, 17 }, { 22, 22 }, { 27, 31 }, { 36, 36 }, { 50, 54 }, { 57, 58 } };
    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (id >= ranges[i].from && id <= ranges[i].to) return true;
    return false;
}

static void start_style(void *context, const char *name, const char **attributes)
{
    style_list *list = context;
    const char *id = jw_part_attribute(attributes, "numFmtId"),
               *code = jw_part_attribute(attributes, "formatCode");
    guint number = id ? (guint)g_ascii_strtoull(id, NULL, 10) : 0;
    if (strcmp(name, "cellXfs") == 0) {
        list->in_cell_styles = true;
    } else if (strcmp(name, "numFmt") == 0 && code && g_hash_table_size(list->dates) < MOST_FORMATS) {
        g_hash_table_insert(list->dates, GUINT_TO_POINTER(number),
                            GINT_TO_POINTER(1 + jw_format_is_date(code)));
    } else if (strcmp(name, "xf") == 0 && list->in_cell_styles && list->w->dates->len < MOST_STYLES) {
        int declared = GPOINTER_TO_INT(g_hash_table_lookup(list->dates, GUINT_TO_POINTER(number)));
        guint8 is_date = declared ? declared == 2 : is_builtin_date(number);
        g_byte_array_append(list->w->dates, &is_date, 1);
    }
}

static void end_style(void *context, const char *name)
{
    style_list *list = context;
    if (strcmp(name, "cellXfs") == 0) list->in_cell_styles = false;
}

bool jw_workbook_read_styles(jw_workbook *w, jw_diags *diags)
{
    w->dates = g_byte_array_new();
    if (!w->styles_part || !jw_package_has(w->package, w->styles_part)) return true;
    style_list list = { w, g_hash_table_new(NULL, NULL), false };
    jw_part_reader reader = { start_style, end_style, NULL, &list };
    bool whole = jw_package_read(w->package, w->styles_part, &reader, diags);
    g_hash_table_destroy(list.dates);
    return whole;
}
