#include "model/pattern.h"

#include "base/text.h"

#include <glib.h>
#include <string.h>

/* A name and its values: words, or the numbers from `first`. */
typedef struct {
    char *name;
    GPtrArray *words; /* NULL: numbers */
    int64_t first;
    uint64_t n, chosen;
} axis;

struct jw_pattern {
    GArray *axes;
};

static void clear_axis(void *data)
{
    axis *a = data;
    g_free(a->name);
    if (a->words) g_ptr_array_free(a->words, TRUE);
}

jw_pattern *jw_pattern_new(void)
{
    jw_pattern *p = g_new0(jw_pattern, 1);
    p->axes = g_array_new(FALSE, FALSE, sizeof(axis));
    g_array_set_clear_func(p->axes, clear_axis);
    return p;
}

void jw_pattern_free(jw_pattern *p)
{
    if (!p) return;
    g_array_free(p->axes, TRUE);
    g_free(p);
}

void jw_pattern_add_range(jw_pattern *p, const char *name, int64_t from, int64_t to)
{
    axis a = { g_strdup(name), NULL, from, (uint64_t)to - (uint64_t)from + 1, 0 };
    g_array_append_val(p->axes, a);
}

void jw_pattern_add_name(jw_pattern *p, const char *name)
{
    axis a = { g_strdup(name), g_ptr_array_new_with_free_func(g_free), 0, 0, 0 };
    g_array_append_val(p->axes, a);
}

void jw_pattern_add_word(jw_pattern *p, const char *word)
{
    axis *a = &g_array_index(p->axes, axis, p->axes->len - 1);
    g_ptr_array_add(a->words, g_strdup(word));
    a->n++;
}

uint64_t jw_pattern_size(const jw_pattern *p)
{
    uint64_t size = 1;
    bool overflows = false;
    for (guint i = 0; i < p->axes->len; i++) {
        uint64_t n = g_array_index(p->axes, axis, i).n;
        if (n == 0) /* nothing, however many the others have */
            return 0;
        overflows = !g_uint64_checked_mul(&size, size, n) || overflows;
    }
    return overflows ? UINT64_MAX : size;
}

void jw_pattern_choose(jw_pattern *p, uint64_t i)
{
    for (guint k = p->axes->len; k-- > 0;) {
        axis *a = &g_array_index(p->axes, axis, k);
        a->chosen = i % a->n;
        i /= a->n;
    }
}

static const axis *find_axis(const jw_pattern *p, const char *name, size_t length)
{
    for (guint i = 0; i < p->axes->len; i++) {
        const axis *a = &g_array_index(p->axes, axis, i);
        if (strlen(a->name) == length && strncmp(a->name, name, length) == 0) return a;
    }
    return NULL;
}

static char *refuse(jw_template_fault *fault, const char *code, char *found, const char *expected)
{
    *fault = (jw_template_fault){ .code = code, .found = found, .expected = expected };
    return NULL;
}

static char *refuse_name(const jw_pattern *p, jw_template_fault *fault, char *found)
{
    refuse(fault, "unknown-placeholder", found, NULL);
    g_autofree const char **names = g_new(const char *, p->axes->len + 1);
    for (guint i = 0; i < p->axes->len; i++) names[i] = g_array_index(p->axes, axis, i).name;
    fault->nearest = jw_nearest(found, names, p->axes->len);
    return NULL;
}

/* Zeros stand between the sign and the digits. False if `value` is no whole number. */
static bool append_filled_up(GString *out, const char *value, size_t width)
{
    bool negative = *value == '-';
    const char *digits = value + negative;
    size_t n = strlen(digits);
    if (n == 0 || strspn(digits, "0123456789") != n) return false;
    g_string_append_len(out, value, negative);
    for (size_t i = n + negative; i < width; i++) g_string_append_c(out, '0');
    g_string_append(out, digits);
    return true;
}

/* Writes the value of the place "name" or "name:0W" that stands at inside[0 … length−1]. */
static bool append_place(const jw_pattern *p, GString *out, const char *inside, size_t length,
                         jw_template_fault *fault)
{
    const char *colon = memchr(inside, ':', length);
    size_t name = colon ? (size_t)(colon - inside) : length;
    const axis *a = find_axis(p, inside, name);
    if (!a) return refuse_name(p, fault, g_strndup(inside, name));
    char number[24];
    const char *value = number;
    if (a->words)
        value = g_ptr_array_index(a->words, a->chosen);
    else
        g_snprintf(number, sizeof number, "%" G_GINT64_FORMAT, (int64_t)((uint64_t)a->first + a->chosen));
    if (!colon) {
        g_string_append(out, value);
        return true;
    }
    bool well_formed = inside + length == colon + 3 && colon[1] == '0' && colon[2] >= '1' && colon[2] <= '9';
    if (!well_formed)
        return refuse(fault, "bad-padding", g_strdup_printf("{%.*s}", (int)length, inside), "{n:02}");
    return append_filled_up(out, value, (size_t)(colon[2] - '0')) ||
           refuse(fault, "not-a-number", g_strdup(value), NULL);
}

char *jw_pattern_fill(const jw_pattern *p, const char *text, jw_template_fault *fault)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *at = text; *at;) {
        if ((*at == '{' || *at == '}') && at[1] == *at) {
            g_string_append_c(out, *at);
            at += 2;
        } else if (*at == '{') {
            size_t length = strcspn(at + 1, "{}");
            if (at[1 + length] != '}') return refuse(fault, "bad-template", g_strdup(text), "}");
            if (!append_place(p, out, at + 1, length, fault)) return NULL;
            at += length + 2;
        } else {
            g_string_append_c(out, *at++);
        }
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}
