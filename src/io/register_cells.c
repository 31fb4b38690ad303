#include "io/register_cells.h"

#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- The mapping and the header ---- */

void jw_source_refuse(jw_header *h, const jw_cell_source *source, const char *code, const char *found,
                      const char *expected, const char *nearest)
{
    bool placed = source->place.file != NULL;
    jw_diags_add(h->diags, &(jw_diag){ .severity = JW_ERROR,
                                       .code = code,
                                       .place = placed ? source->place : (jw_place){ h->shown, h->line, 0 },
                                       .path = placed ? source->path : source->text,
                                       .found = found,
                                       .expected = expected,
                                       .nearest = nearest });
    h->failed = true;
}

/* The index of a column, or JW_NO_COLUMN; *several: another has that name too. */
static int find_column(const jw_header *h, const char *name, size_t length, bool *several)
{
    int found = JW_NO_COLUMN;
    *several = false;
    for (guint i = 0; i < h->columns->len && length; i++) {
        const char *column = g_ptr_array_index(h->columns, i);
        if (strncmp(column, name, length) != 0 || column[length]) continue;
        *several = found != JW_NO_COLUMN;
        found = *several ? found : (int)i;
    }
    return found;
}

/* The header in one line, for a message; a long one is cut. */
static char *list_columns(const jw_header *h)
{
    enum { LISTED = 12 };
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < h->columns->len && i < LISTED; i++) {
        const char *column = g_ptr_array_index(h->columns, i);
        if (*column) g_string_append_printf(list, "%s%s", list->len ? "|" : "", column);
    }
    if (h->columns->len > LISTED) g_string_append(list, "|…");
    return g_string_free(list, FALSE);
}

static const char *nearest_column(const jw_header *h, const char *name)
{
    return jw_nearest(name, (const char *const *)h->columns->pdata, h->columns->len);
}

static void refuse_absent(jw_header *h, const jw_cell_source *source, const char *name)
{
    g_autofree char *columns = list_columns(h);
    jw_source_refuse(h, source, "absent-column", name, columns, nearest_column(h, name));
}

/* The column that a source names; says so if there is none or several. */
static int require_column(jw_header *h, const jw_cell_source *source, const char *name)
{
    bool several;
    int column = find_column(h, name, strlen(name), &several);
    if (column == JW_NO_COLUMN)
        refuse_absent(h, source, name);
    else if (several)
        jw_source_refuse(h, source, "duplicate-column", name, NULL, NULL);
    return several ? JW_NO_COLUMN : column;
}

static void add_part(jw_source *s, const char *text, size_t length, int column)
{
    jw_template_part part = { text, length, column };
    if (length || column != JW_NO_COLUMN) g_array_append_val(s->parts, part);
}

/* Takes "jr-{row}" apart. */
static void bind_template(jw_source *s, jw_header *h)
{
    s->parts = g_array_new(FALSE, FALSE, sizeof(jw_template_part));
    s->made = g_string_new(NULL);
    const char *text = s->source->text, *open;
    for (; (open = strchr(text, '{')) != NULL;) {
        const char *close = strchr(open, '}');
        if (!close) {
            jw_source_refuse(h, s->source, "bad-template", s->source->text, "}", NULL);
            return;
        }
        add_part(s, text, (size_t)(open - text), JW_NO_COLUMN);
        g_autofree char *name = g_strndup(open + 1, (size_t)(close - open - 1));
        int column = strcmp(name, "row") == 0 ? JW_ROW_NUMBER : require_column(h, s->source, name);
        if (column != JW_NO_COLUMN) add_part(s, NULL, 0, column);
        text = close + 1;
    }
    add_part(s, text, strlen(text), JW_NO_COLUMN);
}

/* A bare word that is neither a kind nor a column: the nearer of both is suggested. */
static void refuse_kind(jw_header *h, const jw_cell_source *source)
{
    const char *kind = jw_model_nearest_unit_kind(h->model, source->text);
    const char *column = nearest_column(h, source->text);
    bool nearer = column && (!kind || jw_distance(source->text, column) < jw_distance(source->text, kind));
    jw_source_refuse(h, source, "unknown-kind", source->text, NULL, nearer ? column : kind);
}

/* What a bare word is, which only the header tells: see JW_CELL_WORD. JW_CELL_NONE after adding a finding. */
static jw_cell_form decide_form(const jw_cell_source *source, bool is_kind, jw_header *h)
{
    bool several;
    if (is_kind && jw_model_unit_kind_named(h->model, source->text) >= 0) return JW_CELL_VALUE;
    if (find_column(h, source->text, strlen(source->text), &several) != JW_NO_COLUMN) return JW_CELL_COLUMN;
    if (strchr(source->text, '{')) return JW_CELL_TEMPLATE;
    if (is_kind)
        refuse_kind(h, source);
    else
        refuse_absent(h, source, source->text);
    return JW_CELL_NONE;
}

static int compare_pairs(const void *a, const void *b)
{
    return strcmp((*(const jw_map_pair *const *)a)->from, (*(const jw_map_pair *const *)b)->from);
}

void jw_source_bind(jw_source *s, const jw_cell_source *source, bool is_kind, jw_header *h)
{
    *s = (jw_source){ .source = source, .form = source->form, .column = JW_NO_COLUMN };
    if (source->form == JW_CELL_WORD) s->form = decide_form(source, is_kind, h);
    s->label = s->form == JW_CELL_COLUMN || !source->path ? source->text : source->path;
    if (s->form == JW_CELL_COLUMN) s->column = require_column(h, source, source->text);
    if (s->form == JW_CELL_TEMPLATE) bind_template(s, h);
    s->pairs = g_new(const jw_map_pair *, source->n_map + 1);
    for (size_t i = 0; i < source->n_map; i++) s->pairs[i] = &source->map[i];
    s->pairs[source->n_map] = source->otherwise;
    if (source->n_map) qsort(s->pairs, source->n_map, sizeof *s->pairs, compare_pairs);
}

/* A value that the model file gives, kept for all rows. */
static void bind_value(jw_header *h, int attribute, const char *text, const jw_cell_source *blame,
                       jw_cell_value *value)
{
    GString *made = g_string_new(NULL);
    jw_value_fault fault = jw_cell_value_read(h->model, attribute, text ? text : "", made, value);
    if (fault != JW_VALUE_GOOD) {
        g_autofree char *expected = jw_cell_value_expected(h->model, attribute, fault);
        g_autofree char *nearest = jw_cell_value_nearest(h->model, attribute, text);
        jw_source_refuse(h, blame, jw_value_fault_code(fault), text, expected, nearest);
    }
    value->text = g_strdup(value->text);
    g_string_free(made, TRUE);
}

void jw_source_bind_values(jw_source *s, int attribute, jw_header *h)
{
    if (s->form == JW_CELL_VALUE && !s->source->n_map)
        bind_value(h, attribute, s->source->text, s->source, &s->constant);
    s->values = g_new0(jw_cell_value, jw_source_pairs(s));
    for (size_t i = 0; i < jw_source_pairs(s); i++) {
        const jw_map_pair *pair = s->pairs[i];
        jw_cell_source blame = *s->source;
        if (pair->place.file) {
            blame.place = pair->place;
            blame.path = pair->path;
        }
        bind_value(h, attribute, pair->to, &blame, &s->values[i]);
    }
}

void jw_source_clear(jw_source *s)
{
    if (s->parts) g_array_free(s->parts, TRUE);
    if (s->made) g_string_free(s->made, TRUE);
    for (size_t i = 0; s->values && i < jw_source_pairs(s); i++) g_free((char *)s->values[i].text);
    g_free(s->values);
    g_free(s->pairs);
    g_free((char *)s->constant.text);
    g_free(s->expected);
    *s = (jw_source){ 0 };
}

/* ---- What a row says ---- */

static const char *cell_of(const jw_row *row, int column)
{
    return column >= 0 && (size_t)column < row->n ? row->cells[column] : "";
}

static const char *fill_template(jw_source *s, const jw_row *row)
{
    g_string_truncate(s->made, 0);
    for (guint i = 0; i < s->parts->len; i++) {
        const jw_template_part *part = &g_array_index(s->parts, jw_template_part, i);
        if (part->column == JW_NO_COLUMN)
            g_string_append_len(s->made, part->text, (gssize)part->length);
        else if (part->column == JW_ROW_NUMBER)
            g_string_append_printf(s->made, "%u", row->number);
        else
            g_string_append(s->made, cell_of(row, part->column));
    }
    return jw_trim(s->made->str);
}

const char *jw_source_text(jw_source *s, const jw_row *row)
{
    switch (s->form) {
    case JW_CELL_COLUMN:
        return cell_of(row, s->column);
    case JW_CELL_VALUE:
        return s->source->text;
    case JW_CELL_TEMPLATE:
        return fill_template(s, row);
    default:
        return "";
    }
}

int jw_source_pair(const jw_source *s, const char *text)
{
    size_t low = 0, high = s->source->n_map;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int c = strcmp(text, s->pairs[middle]->from);
        if (c == 0) return (int)middle;
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

int jw_source_otherwise(const jw_source *s)
{
    return s->source->otherwise ? (int)s->source->n_map : -1;
}

size_t jw_source_pairs(const jw_source *s)
{
    return s->source->n_map + (s->source->otherwise != NULL);
}

const char *jw_source_keys(jw_source *s)
{
    if (!s->expected) {
        GString *keys = g_string_new(NULL);
        for (size_t i = 0; i < s->source->n_map; i++) /* in the model's order */
            g_string_append_printf(keys, "%s%s", i ? "|" : "", s->source->map[i].from);
        s->expected = g_string_free(keys, FALSE);
    }
    return s->expected;
}

const char *jw_source_nearest_key(const jw_source *s, const char *text)
{
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < s->source->n_map; i++) {
        size_t distance = jw_distance(text, s->pairs[i]->from);
        if (distance < least) {
            least = distance;
            best = s->pairs[i]->from;
        }
    }
    return best;
}

/* ---- Values ---- */

bool jw_is_error_cell(const char *text)
{
    static const char *const errors[] = { "#N/A",   "#REF!",   "#VALUE!", "#DIV/0!", "#NAME?",       "#NUM!",
                                          "#NULL!", "#SPILL!", "#CALC!",  "#FIELD!", "#GETTING_DATA" };
    if (*text != '#') return false;
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++)
        if (strcmp(text, errors[i]) == 0) return true;
    return false;
}

/* What people put for yes and no. */
static const struct {
    const char *word;
    int flag;
} flags[] = {
    { "是", 1 }, { "否", 0 }, { "true", 1 }, { "false", 0 }, { "yes", 1 }, { "no", 0 },
    { "1", 1 },  { "0", 0 },  { "有", 1 },   { "无", 0 },    { "√", 1 },   { "×", 0 },
};

static jw_value_fault read_flag(const char *text, jw_cell_value *value)
{
    char word[16];
    if (strlen(text) >= sizeof word) return JW_VALUE_NOT_BOOL;
    strcpy(word, text);
    jw_fold_width(word);
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
        if (g_ascii_strcasecmp(word, flags[i].word) == 0) {
            value->flag = flags[i].flag;
            return JW_VALUE_GOOD;
        }
    return JW_VALUE_NOT_BOOL;
}

static jw_value_fault read_number(const jw_model *m, int attribute, const char *text, jw_cell_value *value)
{
    double number;
    if (!jw_read_number(text, &number))
        return jw_model_attribute(m, (size_t)attribute)->type == JW_INTEGER ? JW_VALUE_NOT_INTEGER
                                                                            : JW_VALUE_NOT_NUMBER;
    jw_value_fault fault = jw_value_check_number(m, attribute, number);
    if (fault == JW_VALUE_GOOD) value->number = number;
    return fault;
}

/* The marks between several things; and the bytes with which they begin. */
static const char *const part_marks[] = { ";", "、", "；", "\x1f" };
#define PART_MARK_STARTS ";\x1f\xE3\xEF"

/* Which of the marks stands here: its bytes, or 0. */
static size_t mark_length(const char *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(part_marks); i++)
        if (g_str_has_prefix(p, part_marks[i])) return strlen(part_marks[i]);
    return 0;
}

/* The first mark in a text, or its end. */
static const char *next_mark(const char *text)
{
    for (text += strcspn(text, PART_MARK_STARTS); *text && !mark_length(text);)
        text += 1 + strcspn(text + 1, PART_MARK_STARTS);
    return text;
}

bool jw_has_parts(const char *text)
{
    return *next_mark(text) != '\0';
}

const char *jw_part_of(const char **rest, size_t *length)
{
    while (**rest) {
        const char *start = *rest, *end = next_mark(start);
        *rest = end + mark_length(end);
        *length = (size_t)(end - start);
        start = jw_trimmed(start, length);
        if (*length) return start;
    }
    return NULL;
}

bool jw_next_part(const char **rest, GString *part)
{
    size_t length;
    const char *start = jw_part_of(rest, &length);
    g_string_truncate(part, 0);
    if (start) g_string_append_len(part, start, (gssize)length);
    return start;
}

/* Items joined by U+001F; NULL if there is none. */
static const char *read_list(const char *text, GString *made)
{
    g_string_truncate(made, 0);
    GString *item = g_string_new(NULL);
    while (jw_next_part(&text, item))
        g_string_append_printf(made, "%s%s", made->len ? "\x1f" : "", item->str);
    g_string_free(item, TRUE);
    return made->len ? made->str : NULL;
}

static const char *read_date(const char *text, GString *made)
{
    g_string_set_size(made, 11);
    return jw_read_date(text, made->str) ? made->str : NULL;
}

jw_value_fault jw_cell_value_read(const jw_model *m, int attribute, const char *text, GString *made,
                                  jw_cell_value *value)
{
    *value = (jw_cell_value){ NULL, NAN, -1 };
    if (!*text) return JW_VALUE_GOOD;
    switch (jw_model_attribute(m, (size_t)attribute)->type) {
    case JW_BOOL:
        return read_flag(text, value);
    case JW_INTEGER:
    case JW_NUMBER:
        return read_number(m, attribute, text, value);
    case JW_DATE:
        value->text = read_date(text, made);
        return value->text ? JW_VALUE_GOOD : JW_VALUE_NOT_DATE;
    case JW_LIST:
        value->text = read_list(text, made);
        return JW_VALUE_GOOD;
    case JW_STRING:
        break;
    }
    value->text = text;
    return jw_value_check_text(m, attribute, text);
}

char *jw_cell_value_expected(const jw_model *m, int attribute, jw_value_fault fault)
{
    switch (fault) {
    case JW_VALUE_NOT_INTEGER:
        return g_strdup("@json.integer");
    case JW_VALUE_NOT_NUMBER:
        return g_strdup("@json.number");
    case JW_VALUE_NOT_BOOL:
        return g_strdup("@cell.boolean");
    case JW_VALUE_NOT_DATE:
        return g_strdup("@cell.date");
    default:
        return jw_value_expected(m, attribute);
    }
}

char *jw_cell_value_nearest(const jw_model *m, int attribute, const char *text)
{
    if (jw_model_attribute(m, (size_t)attribute)->type != JW_STRING) return NULL;
    g_autofree char *expected = jw_value_expected(m, attribute);
    g_auto(GStrv) words = g_strsplit(expected ? expected : "", "|", -1);
    return g_strdup(jw_nearest(text, (const char *const *)words, g_strv_length(words)));
}

void jw_cell_value_set(jw_model *m, uint32_t unit, int attribute, const jw_cell_value *value)
{
    switch (jw_model_attribute(m, (size_t)attribute)->type) {
    case JW_BOOL:
        if (value->flag >= 0) jw_model_set_flag(m, false, unit, attribute, value->flag);
        break;
    case JW_INTEGER:
    case JW_NUMBER:
        if (!isnan(value->number)) jw_model_set_number(m, false, unit, attribute, value->number);
        break;
    default:
        if (value->text) jw_model_set_text(m, false, unit, attribute, value->text);
    }
}
