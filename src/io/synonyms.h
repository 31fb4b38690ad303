/* What people call the columns of a register, and the words they put into them, in Chinese and English: the
 * one table that recognition goes by. */
#ifndef JW_IO_SYNONYMS_H
#define JW_IO_SYNONYMS_H

#include "model/kinds.h"

/* What a column may mean: an attribute is its number (JW_MEMBERS …); the rest comes behind them. */
enum {
    JW_MEANS_NOTHING = -1,
    JW_MEANS_ID = JW_BUILTIN_ATTRIBUTES,
    JW_MEANS_SERIAL, /* 序号: a number that is new with every printing */
    JW_MEANS_NAME,
    JW_MEANS_POST,   /* the title of a post, which is its name; then a name beside it is a person's */
    JW_MEANS_PERSON, /* of a person: not read */
    JW_MEANS_KIND,
    JW_MEANS_FOUNDED,
    JW_MEANS_LEADS, /* who is above */
    JW_MEANS_GUIDES,
    JW_MEANS_JOINS,
    JW_MEANS_SENDS,
    JW_MEANS_FROM, /* of a table of links */
    JW_MEANS_TO,
    JW_MEANS_LINK,  /* its kind */
    JW_MEANS_OTHER, /* an attribute of its own name */
    JW_MEANINGS
};

/* Its word: "members", "id", "reports-to"; for keys of wording ("meaning.id"). */
const char *jw_meaning_name(int meaning);

/* How well a name of a column says what it means. */
typedef enum { JW_MATCH_NONE, JW_MATCH_PART, JW_MATCH_WHOLE } jw_match;

/* The i-th best meaning of a column's name, from 0: the whole name before a part of it, long words before
 * short ones. JW_MEANS_NOTHING past the last. */
int jw_meaning_of(const char *name, size_t i, jw_match *how);

/* A word of a cell. */
typedef enum {
    JW_WORDS_ORGANIZATION,
    JW_WORDS_KIND,
    JW_WORDS_STATE,
    JW_WORDS_FLAG,
    JW_WORDS_RATING,
    JW_WORDS_LINK
} jw_words;

/* What a cell means there ("党支部" → "branch"); NULL if the word is not known. Case, width and spaces do not
 * count. "" is a word that says nothing is there. */
const char *jw_meaning_of_word(jw_words words, const char *cell);

/* True for words that name nobody: 无, -, XX, N/A. */
bool jw_is_none_word(const char *cell);

#endif
