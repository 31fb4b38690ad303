#include "base/words.h"

#include <errno.h>
#include <glib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *key, *text[2]; /* in the order of jw_lang */
} row;

/* One file a subject; each holds rows X(key, zh, en) and nothing else. */
static const row rows[] = {
#define X(key, zh, en) { key, { zh, en } },
#include "base/words/cli.def"
#include "base/words/draw.def"
#include "base/words/errno.def"
#include "base/words/json.def"
#include "base/words/load.def"
#include "base/words/measure.def"
#include "base/words/messages.def"
#include "base/words/new.def"
#include "base/words/reform.def"
#include "base/words/register.def"
#include "base/words/terms.def"
#undef X
};

const char *jw_word_or_null(jw_lang lang, const char *key)
{
    static GHashTable *index;
    if (g_once_init_enter(&index)) {
        GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
            g_hash_table_insert(made, (void *)rows[i].key, (void *)&rows[i]);
        g_once_init_leave(&index, made);
    }
    const row *r = g_hash_table_lookup(index, key);
    return r ? r->text[lang] : NULL;
}

const char *jw_word_key(size_t i)
{
    return i < G_N_ELEMENTS(rows) ? rows[i].key : NULL;
}

const char *jw_word(jw_lang lang, const char *key)
{
    const char *word = jw_word_or_null(lang, key);
    return word ? word : key;
}

/* The index of the name that stands at `at` as "{name}", or -1; its length with the braces in *length. */
static int name_at(const char *at, size_t n, const char *const *names, size_t *length)
{
    const char *close = strchr(at, '}');
    if (!close) return -1;
    *length = (size_t)(close - at) + 1;
    for (size_t i = 0; i < n; i++)
        if (strlen(names[i]) == *length - 2 && strncmp(names[i], at + 1, *length - 2) == 0) return (int)i;
    return -1;
}

char *jw_fill(jw_lang lang, const char *text, size_t n, const char *const *names, const char *const *values)
{
    GString *out = g_string_sized_new(128);
    for (const char *p = text; *p;) {
        size_t length;
        int i = *p == '{' ? name_at(p, n, names, &length) : -1;
        if (i < 0) {
            size_t plain = 1 + strcspn(p + 1, "{"); /* up to the next that may be a name */
            g_string_append_len(out, p, (gssize)plain);
            p += plain;
            continue;
        }
        const char *value = values[i] ? values[i] : "";
        const char *word = *value == '@' ? jw_word_or_null(lang, value + 1) : NULL;
        g_string_append(out, word ? word : value); /* what a file holds may begin with '@' too */
        p += length;
    }
    char *filled = strdup(out->str); /* malloc's, as callers outside GLib free it */
    g_string_free(out, TRUE);
    return filled;
}

char *jw_sentence(jw_lang lang, const char *key, ...)
{
    enum { MOST = 8 };
    const char *names[MOST], *values[MOST];
    size_t n = 0;
    va_list arguments;
    va_start(arguments, key);
    for (const char *name; n < MOST && (name = va_arg(arguments, const char *)) != NULL; n++) {
        names[n] = name;
        values[n] = va_arg(arguments, const char *);
    }
    va_end(arguments);
    return jw_fill(lang, jw_word(lang, key), n, names, values);
}

const char *jw_errno_value(int error)
{
#define E(name)                                                                                              \
    {                                                                                                        \
        name, "@errno." #name                                                                                \
    }
    static const struct {
        int error;
        const char *value;
    } errors[] = { E(EACCES), E(EDQUOT),       E(EFBIG),  E(EIO),    E(EISDIR),  E(ELOOP), E(EMFILE),
                   E(ENOENT), E(ENAMETOOLONG), E(ENOMEM), E(ENOSPC), E(ENOTDIR), E(EPERM), E(EROFS) };
#undef E
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++)
        if (errors[i].error == error) return errors[i].value;
    return g_strerror(error);
}
