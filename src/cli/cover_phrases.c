/* What is said of gaps, each phrase made once. */
#include "cli/cover.h"

#include "base/words.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    jw_remedy told; /* see as_told */
    char *text;     /* free it; NULL: none yet */
} phrase;

/* A phrase takes the place of another of the same hash: there may be as many joint organizations as gaps. */
enum { KEPT = 1 << 12 };

struct cover_phrases {
    const cover_report *r;
    bool words;
    char *causes[1 << JW_CAUSES];
    phrase *remedies; /* KEPT of them */
    GString *both;    /* the phrases of a gap with two */
};

cover_phrases *cover_phrases_new(const cover_report *r, bool words)
{
    cover_phrases *p = g_new0(cover_phrases, 1);
    p->r = r;
    p->words = words;
    p->remedies = g_new0(phrase, KEPT);
    p->both = g_string_new(NULL);
    return p;
}

void cover_phrases_free(cover_phrases *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(p->causes); i++) g_free(p->causes[i]);
    for (size_t i = 0; i < KEPT; i++) free(p->remedies[i].text);
    g_free(p->remedies);
    g_string_free(p->both, TRUE);
    g_free(p);
}

static char *cause_words(jw_lang lang, uint8_t causes, bool words)
{
    GString *out = g_string_new(NULL);
    for (int i = 0; i < JW_CAUSES; i++) {
        if (!(causes & 1 << i)) continue;
        g_autofree char *key = g_strconcat("cause.", jw_cause_name(1 << i), NULL);
        g_string_append(out, out->len ? (words ? jw_word(lang, "and") : ";") : "");
        g_string_append(out, words ? jw_word(lang, key) : jw_cause_name(1 << i));
    }
    return g_string_free(out, FALSE);
}

const char *cover_causes(cover_phrases *p, const jw_gap *gap)
{
    char **said = &p->causes[gap->causes];
    if (!*said) *said = cause_words(p->r->s.lang, gap->causes, p->words);
    return *said;
}

/* The remedy as its phrase tells it: of a link mostly only the other end, so that one phrase serves many. */
static jw_remedy as_told(jw_remedy remedy, jw_lang lang)
{
    if (remedy.action != JW_REMEDY_LINK) {
        remedy.from = remedy.to = JW_NO_UNIT;
        return remedy;
    }
    g_autofree char *key = g_strconcat("remedy.", remedy.text, NULL);
    const char *sentence = jw_word(lang, key);
    if (!strstr(sentence, "{from}")) remedy.from = JW_NO_UNIT;
    if (!strstr(sentence, "{to}")) remedy.to = JW_NO_UNIT;
    return remedy;
}

static guint hash_of(const jw_remedy *r)
{
    guint hash = g_direct_hash(r->text) * 31u + r->from;
    return hash * 31u + r->to * 7u + r->cause;
}

static bool is_same(const jw_remedy *a, const jw_remedy *b)
{
    return a->cause == b->cause && a->action == b->action && a->text == b->text && a->from == b->from &&
           a->to == b->to;
}

static const char *remedy_phrase(cover_phrases *p, const jw_remedy *remedy)
{
    jw_remedy told = as_told(*remedy, p->r->s.lang);
    phrase *kept = &p->remedies[hash_of(&told) % KEPT];
    if (kept->text && is_same(&kept->told, &told)) return kept->text;
    free(kept->text);
    *kept = (phrase){ told, jw_remedy_sentence(p->r->s.model, remedy, p->r->s.lang) };
    return kept->text;
}

const char *cover_remedy(cover_phrases *p, const jw_gap *gap)
{
    jw_remedy remedies[2];
    size_t n = jw_coverage_remedies(p->r->s.coverage, gap, remedies);
    if (n == 1) return remedy_phrase(p, &remedies[0]);
    g_string_truncate(p->both, 0);
    for (size_t i = 0; i < n; i++) {
        g_string_append(p->both, p->both->len ? (p->r->s.lang == JW_ZH ? "；" : "; ") : "");
        g_string_append(p->both, remedy_phrase(p, &remedies[i]));
    }
    return p->both->str;
}
