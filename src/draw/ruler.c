#include "draw/ruler.h"

#include "draw/wrap.h"

#include <string.h>

struct jw_ruler {
    GArray *texts;     /* of jw_measure */
    GHashTable *index; /* look → 1 + index in texts */
    guint measured;
};

/* What is measured once: the text of a look is that of `texts`. */
typedef struct {
    const char *text;
    int size; /* hundredths of a point */
    bool bold;
} look;

#define LINE 1.2

static look look_of(const char *text, double size, bool bold)
{
    return (look){ text, (int)(size * 100 + 0.5), bold };
}

static guint hash_look(gconstpointer data)
{
    const look *l = data;
    return g_str_hash(l->text) * 31 + (guint)l->size * 2 + l->bold;
}

static gboolean is_same_look(gconstpointer a, gconstpointer b)
{
    const look *x = a, *y = b;
    return x->size == y->size && x->bold == y->bold && strcmp(x->text, y->text) == 0;
}

jw_ruler *jw_ruler_new(void)
{
    jw_ruler *ruler = g_new0(jw_ruler, 1);
    ruler->texts = g_array_new(FALSE, FALSE, sizeof(jw_measure));
    ruler->index = g_hash_table_new_full(hash_look, is_same_look, g_free, NULL);
    return ruler;
}

void jw_ruler_free(jw_ruler *ruler)
{
    if (!ruler) return;
    for (guint i = 0; i < ruler->texts->len; i++)
        g_free((char *)g_array_index(ruler->texts, jw_measure, i).text);
    g_array_free(ruler->texts, TRUE);
    g_hash_table_destroy(ruler->index);
    g_free(ruler);
}

void jw_ruler_add(jw_ruler *ruler, const char *text, double size, bool bold)
{
    look key = look_of(text, size, bold);
    if (!*text || g_hash_table_contains(ruler->index, &key)) return;
    jw_measure item = { g_strdup(text), size, bold, 0, 0 };
    key.text = item.text;
    g_array_append_val(ruler->texts, item);
    g_hash_table_insert(ruler->index, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(ruler->texts->len));
}

bool jw_ruler_measure(jw_ruler *ruler, const jw_renderer *r, jw_diags *diags)
{
    guint n = ruler->texts->len - ruler->measured;
    if (n == 0 || !r) return true;
    if (!jw_renderer_measure(r, &g_array_index(ruler->texts, jw_measure, ruler->measured), n, diags))
        return false;
    ruler->measured = ruler->texts->len;
    return true;
}

static double guess(const char *text, double size)
{
    double widest = 0;
    char **lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) widest = MAX(widest, jw_wrap_width(*line));
    g_strfreev(lines);
    return widest * size * 1.1;
}

double jw_ruler_width(const jw_ruler *ruler, const char *text, double size, bool bold)
{
    if (!*text) return 0;
    look key = look_of(text, size, bold);
    guint i = GPOINTER_TO_UINT(g_hash_table_lookup(ruler->index, &key));
    if (i == 0 || i > ruler->measured) return guess(text, size);
    return g_array_index(ruler->texts, jw_measure, i - 1).width;
}

double jw_ruler_height(const char *text, double size)
{
    int lines = 1;
    for (const char *p = text; (p = strchr(p, '\n')); p++) lines++;
    return lines * size * LINE;
}
