/* The document and its cursors. cJSON has the tree, json_scan.c the places; the two are walked in step. */
#include "io/json.h"

#include <glib.h>
#include <string.h>

#include "io/json_scan.h"

/* A value met on the way down from the root. */
typedef struct {
    jw_jv value;
    uint32_t position; /* among its siblings, from 0 */
} step;

struct jw_json {
    char *file; /* NULL: none was named */
    char *text; /* without byte order mark; ends in NUL */
    uint32_t length;
    jw_json_lines lines;
    jw_json_spans spans;
    cJSON *root;
    GArray *trail; /* of step: the way to the value whose path was asked last, the root first */
};

static const jw_jv ABSENT = { NULL, NULL, 0 };

/* ---- Walking ---- */

jw_jv jw_json_root(const jw_json *doc)
{
    return (jw_jv){ doc, doc->root, 0 };
}

bool jw_jv_present(jw_jv value)
{
    return value.node != NULL;
}

jw_jv jw_jv_first(jw_jv container)
{
    if (!container.node || !container.node->child) return ABSENT;
    return (jw_jv){ container.doc, container.node->child, container.index + 1 };
}

jw_jv jw_jv_next(jw_jv sibling)
{
    if (!sibling.node || !sibling.node->next) return ABSENT;
    return (jw_jv){ sibling.doc, sibling.node->next, sibling.doc->spans.spans[sibling.index].end };
}

const char *jw_jv_key(jw_jv value)
{
    return value.node ? value.node->string : NULL;
}

jw_jv jw_jv_get(jw_jv object, const char *key)
{
    jw_jv member = cJSON_IsObject(object.node) ? jw_jv_first(object) : ABSENT;
    while (member.node && strcmp(member.node->string, key) != 0) member = jw_jv_next(member);
    return member;
}

size_t jw_jv_size(jw_jv container)
{
    size_t size = 0;
    for (const cJSON *node = container.node ? container.node->child : NULL; node; node = node->next) size++;
    return size;
}

/* ---- Where it stands ---- */

jw_place jw_jv_place(jw_jv value)
{
    if (!value.node) return (jw_place){ NULL, 0, 0 };
    return jw_json_lines_place(&value.doc->lines, value.doc->spans.spans[value.index].start, value.doc->file);
}

/* The opening quotation mark of the key before a value. It is found backwards, so that it need not be stored:
 * a quotation mark is the opening one if an even number of backslashes precedes it. */
static uint32_t key_start(const char *text, uint32_t value_start)
{
    uint32_t at = value_start - 1;
    while (text[at] != '"') at--; /* over spaces and the colon to the closing one */
    for (;;) {
        do at--;
        while (text[at] != '"');
        uint32_t slashes = 0;
        while (text[at - 1 - slashes] == '\\') slashes++;
        if (slashes % 2 == 0) return at;
    }
}

jw_place jw_jv_key_place(jw_jv value)
{
    if (!jw_jv_key(value)) return jw_jv_place(value);
    const jw_json *doc = value.doc;
    return jw_json_lines_place(&doc->lines, key_start(doc->text, doc->spans.spans[value.index].start),
                               doc->file);
}

/* Makes doc->trail[1..returned] the way to `value` from the root, which is trail[0]. At each level the search
 * goes on from where the last one was, unless that is in another container or further on: questions in file
 * order pass each sibling once. What the trail has below the value stays there for the next question. */
static guint follow(jw_jv value)
{
    const jw_json *doc = value.doc;
    GArray *trail = doc->trail;
    for (guint level = 0;; level++) {
        jw_jv container = g_array_index(trail, step, level).value;
        if (container.index == value.index) return level;
        const step *last = trail->len > level + 1 ? &g_array_index(trail, step, level + 1) : NULL;
        bool moved = !last || last->value.index > value.index;
        step child = moved ? (step){ jw_jv_first(container), 0 } : *last;
        for (; doc->spans.spans[child.value.index].end <= value.index; moved = true) {
            child.value = jw_jv_next(child.value);
            child.position++;
        }
        if (moved) {
            g_array_set_size(trail, level + 1); /* what was below is in another container */
            g_array_append_val(trail, child);
        }
    }
}

static bool is_plain_word(const char *key)
{
    if (!*key || *key == '-' || g_unichar_isdigit(g_utf8_get_char(key))) return false;
    for (const char *p = key; *p; p = g_utf8_next_char(p)) {
        if (!g_unichar_isalnum(g_utf8_get_char(p)) && *p != '_' && *p != '-') return false;
    }
    return true;
}

static void append_key(GString *path, const char *key)
{
    if (is_plain_word(key)) {
        g_string_append_printf(path, "%s%s", path->len ? "." : "", key);
        return;
    }
    g_string_append(path, "[\"");
    for (const char *p = key; *p; p++) {
        if (*p == '"' || *p == '\\') g_string_append_c(path, '\\');
        if ((unsigned char)*p < 0x20)
            g_string_append_printf(path, "\\u%04x", *p);
        else
            g_string_append_c(path, *p);
    }
    g_string_append(path, "\"]");
}

char *jw_jv_path(jw_jv value)
{
    GString *path = g_string_new(NULL);
    guint depth = value.node ? follow(value) : 0;
    for (guint level = 1; level <= depth; level++) {
        const step *at = &g_array_index(value.doc->trail, step, level);
        if (jw_jv_key(at->value))
            append_key(path, jw_jv_key(at->value));
        else
            g_string_append_printf(path, "[%u]", at->position);
    }
    return g_string_free(path, FALSE); /* GLib's allocator is malloc */
}

/* ---- Reading with a message ---- */

static void report(jw_jv at, jw_place place, jw_diags *diags, jw_diag *finding)
{
    if (!diags) return;
    char *path = jw_jv_path(at);
    finding->place = place;
    finding->path = *path ? path : NULL;
    jw_diags_add(diags, finding);
    g_free(path);
}

void jw_jv_report(jw_jv at, jw_diags *diags, jw_severity severity, const char *code, const char *found,
                  const char *expected, const char *nearest)
{
    jw_diag finding = {
        .severity = severity, .code = code, .found = found, .expected = expected, .nearest = nearest
    };
    report(at, jw_jv_place(at), diags, &finding);
}

void jw_jv_report_key(jw_jv at, jw_diags *diags, jw_severity severity, const char *code, const char *found,
                      const char *expected, const char *nearest)
{
    jw_diag finding = {
        .severity = severity, .code = code, .found = found, .expected = expected, .nearest = nearest
    };
    report(at, jw_jv_key_place(at), diags, &finding);
}

const char *jw_jv_type(jw_jv value)
{
    if (!value.node) return NULL;
    switch (value.node->type & 0xFF) {
    case cJSON_Object:
        return "@json.object";
    case cJSON_Array:
        return "@json.array";
    case cJSON_String:
        return "@json.string";
    case cJSON_Number:
        return "@json.number";
    case cJSON_NULL:
        return "@json.null";
    default:
        return "@json.boolean";
    }
}

static bool has_type(jw_jv value, jw_diags *diags, const char *type)
{
    if (!value.node) return false;
    const char *found = jw_jv_type(value);
    if (!strcmp(found, type)) return true;
    jw_jv_report(value, diags, JW_ERROR, "wrong-type", found, type, NULL);
    return false;
}

bool jw_jv_string(jw_jv value, jw_diags *diags, const char **out)
{
    bool good = has_type(value, diags, "@json.string");
    if (good) *out = value.node->valuestring;
    return good;
}

bool jw_jv_number(jw_jv value, jw_diags *diags, double *out)
{
    bool good = has_type(value, diags, "@json.number");
    if (good) *out = value.node->valuedouble;
    return good;
}

bool jw_jv_bool(jw_jv value, jw_diags *diags, bool *out)
{
    bool good = has_type(value, diags, "@json.boolean");
    if (good) *out = cJSON_IsTrue(value.node);
    return good;
}

bool jw_jv_is_object(jw_jv value, jw_diags *diags)
{
    return has_type(value, diags, "@json.object");
}

bool jw_jv_is_array(jw_jv value, jw_diags *diags)
{
    return has_type(value, diags, "@json.array");
}

/* ---- Keys given twice ---- */

#define FEW_KEYS 16
#define DUPLICATES_LISTED 20

typedef struct {
    jw_jv first, again; /* absent: no key is given twice */
} twins;

/* By key, and where keys are equal in file order. */
static int compare_members(const void *a, const void *b)
{
    const jw_jv *one = a, *other = b;
    int order = strcmp(one->node->string, other->node->string);
    return order ? order : (one->index > other->index) - (one->index < other->index);
}

static twins find_among_few(jw_jv object)
{
    for (jw_jv again = jw_jv_first(object); again.node; again = jw_jv_next(again)) {
        jw_jv first = jw_jv_get(object, again.node->string);
        if (first.node != again.node) return (twins){ first, again };
    }
    return (twins){ ABSENT, ABSENT };
}

static twins find_among_many(jw_jv object, size_t size)
{
    twins found = { ABSENT, ABSENT };
    jw_jv *members = g_new(jw_jv, size);
    size_t n = 0;
    for (jw_jv member = jw_jv_first(object); member.node; member = jw_jv_next(member)) members[n++] = member;
    qsort(members, n, sizeof *members, compare_members);
    for (size_t i = 1; i < n; i++) {
        bool equal = !strcmp(members[i - 1].node->string, members[i].node->string);
        if (equal && (!found.again.node || members[i].index < found.again.index))
            found = (twins){ members[i - 1], members[i] };
    }
    g_free(members);
    return found;
}

/* The first of each object with a key given twice, in file order. They are looked for in the tree, where keys
 * are unescaped. Recursion is no deeper than the limit on nesting. */
static void check_keys(jw_jv value, jw_diags *diags, unsigned *found)
{
    if (cJSON_IsObject(value.node)) {
        size_t size = jw_jv_size(value);
        twins pair = size <= FEW_KEYS ? find_among_few(value) : find_among_many(value, size);
        if (pair.again.node) {
            const char *key = pair.again.node->string;
            jw_jv_report_key(pair.again, diags, JW_ERROR, "json-duplicate-key", key, NULL, NULL);
            jw_jv_report_key(pair.first, diags, JW_NOTE, "json-first-key", key, NULL, NULL);
            ++*found;
        }
    }
    for (jw_jv child = jw_jv_first(value); child.node && *found < DUPLICATES_LISTED;
         child = jw_jv_next(child)) {
        if (child.node->child) check_keys(child, diags, found);
    }
}

/* ---- The document ---- */

static bool size_is_allowed(size_t length, const char *file, const jw_limits *limits, jw_diags *diags)
{
    uint64_t most = MIN(limits->json_bytes, UINT32_MAX - 1);
    if (length <= most) return true;
    char *found = g_strdup_printf("%" G_GSIZE_FORMAT, length);
    char *expected = g_strdup_printf("%" G_GUINT64_FORMAT, most);
    jw_diag finding = { .severity = JW_ERROR,
                        .code = "json-size",
                        .place = { file, 0, 0 },
                        .found = found,
                        .expected = expected };
    jw_diags_add(diags, &finding);
    g_free(found);
    g_free(expected);
    return false;
}

/* Only a failed allocation can end up here, or a cJSON that refuses what RFC 8259 allows. */
static void report_cjson(const jw_json *doc, const char *stopped_at, jw_diags *diags)
{
    size_t at = stopped_at ? MIN((size_t)(stopped_at - doc->text), doc->length) : 0;
    jw_diag finding = { .severity = JW_ERROR,
                        .code = "json-tree",
                        .place = jw_json_lines_place(&doc->lines, (uint32_t)at, doc->file) };
    jw_diags_add(diags, &finding);
}

static bool build(jw_json *doc, const jw_limits *limits, jw_diags *diags)
{
    jw_json_lines_init(&doc->lines, doc->text, doc->length);
    if (!jw_json_scan(doc->text, doc->length, &doc->lines, doc->file, limits, diags, &doc->spans))
        return false;

    const char *stopped_at = NULL;
    doc->root = cJSON_ParseWithLengthOpts(doc->text, doc->length, &stopped_at, false);
    if (!doc->root) {
        report_cjson(doc, stopped_at, diags);
        return false;
    }
    g_array_append_vals(doc->trail, &(step){ jw_json_root(doc), 0 }, 1);
    unsigned duplicates = 0;
    check_keys(jw_json_root(doc), diags, &duplicates);
    return duplicates == 0;
}

jw_json *jw_json_parse(const char *text, size_t length, const char *file, const jw_limits *limits,
                       jw_diags *diags)
{
    if (!size_is_allowed(length, file, limits, diags)) return NULL;
    size_t mark = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
    jw_json *doc = g_new0(jw_json, 1);
    doc->file = g_strdup(file);
    doc->length = (uint32_t)(length - mark);
    doc->text = g_malloc(doc->length + (size_t)1);
    memcpy(doc->text, text + mark, doc->length);
    doc->text[doc->length] = '\0';
    doc->trail = g_array_new(false, false, sizeof(step));
    if (build(doc, limits, diags)) return doc;
    jw_json_free(doc);
    return NULL;
}

void jw_json_free(jw_json *doc)
{
    if (!doc) return;
    cJSON_Delete(doc->root);
    jw_json_lines_clear(&doc->lines);
    g_free(doc->spans.spans);
    g_array_unref(doc->trail);
    g_free(doc->text);
    g_free(doc->file);
    g_free(doc);
}
