#include "base/strings.h"

#include "base/pages.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Texts lie in blocks of 1 MiB that never move; a position is (block << 20 | offset). A text longer than that
 * has a block of its own. The table is open addressing, at most two thirds full; a slot holds the hash beside
 * the string's number, because a million names are mostly looked up where they are not, and each place looked
 * at is a cache miss. */
enum {
    BLOCK_BITS = 20,
    BLOCK = 1 << BLOCK_BITS,
    BLOCK_MASK = BLOCK - 1,
    FIRST_SLOTS = 1024,
    EXPECTED_AHEAD = 1024
};

typedef struct {
    uint32_t string, hash; /* string 0: free */
} slot;

struct jw_strings {
    char **blocks;
    uint32_t n_blocks, room_blocks, used; /* used: bytes of the last block */
    uint32_t *where;                      /* by string; index 0 is unused */
    uint32_t size, room, n_known;         /* n_known: of those in slots */
    slot *slots;
    uint32_t n_slots;
    char **regions; /* what the blocks are parts of */
    uint32_t n_regions, blocks_left;
    size_t block_bytes;
};

static slot *new_slots(uint32_t n)
{
    return jw_zero_pages(n * sizeof(slot));
}

static void free_slots(slot *slots, uint32_t n)
{
    jw_free_zero_pages(slots, n * sizeof *slots);
}

jw_strings *jw_strings_new(void)
{
    jw_strings *pool = g_new0(jw_strings, 1);
    pool->room = FIRST_SLOTS;
    pool->where = g_new0(uint32_t, pool->room);
    pool->size = 1;
    pool->n_slots = FIRST_SLOTS;
    pool->slots = new_slots(pool->n_slots);
    pool->used = BLOCK;
    return pool;
}

void jw_strings_free(jw_strings *pool)
{
    if (!pool) return;
    for (uint32_t i = 0; i < pool->n_regions; i++) free(pool->regions[i]);
    g_free(pool->regions);
    g_free(pool->blocks);
    g_free(pool->where);
    free_slots(pool->slots, pool->n_slots);
    g_free(pool);
}

static uint64_t word_at(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return word;
}

/* Of a text of less than eight bytes. */
static uint64_t short_word(const char *text, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++) word = word << 8 | (unsigned char)text[i];
    return word;
}

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0xbf58476d1ce4e5b9u;
    return h ^ h >> 29;
}

/* Eight bytes at a time, each mixed by the last step of splitmix64 (Steele, Lea, Flood 2014); the last eight
 * may overlap those before. On a machine of the other byte order the hashes are others; nothing depends on
 * them but where a text stands in the table. */
uint32_t jw_strings_hash(const char *text, size_t length)
{
    uint64_t h = length * 0x9e3779b97f4a7c15u;
    if (length < 8) {
        h = mix(h, short_word(text, length));
    } else {
        for (size_t i = 0; i + 8 < length; i += 8) h = mix(h, word_at(text + i));
        h = mix(h, word_at(text + length - 8));
    }
    h *= 0x94d049bb133111ebu;
    return (uint32_t)(h ^ h >> 32);
}

static const char *at(const jw_strings *pool, uint32_t s)
{
    return pool->blocks[pool->where[s] >> BLOCK_BITS] + (pool->where[s] & BLOCK_MASK);
}

const char *jw_strings_get(const jw_strings *pool, jw_str s)
{
    return s ? at(pool, s) : NULL;
}

static bool is_text(const char *known, const char *text, size_t length)
{
    return strncmp(known, text, length) == 0 && known[length] == '\0';
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t slot_of(const jw_strings *pool, const char *text, size_t length, uint32_t hash)
{
    uint32_t mask = pool->n_slots - 1, i = hash & mask;
    for (; pool->slots[i].string; i = (i + 1) & mask)
        if (pool->slots[i].hash == hash && is_text(at(pool, pool->slots[i].string), text, length)) break;
    return i;
}

static bool is_too_full(uint64_t n_known, uint64_t n_slots)
{
    return n_known * 3 > n_slots * 2;
}

static void grow_slots(jw_strings *pool, uint32_t n_slots)
{
    slot *old = pool->slots;
    uint32_t n_old = pool->n_slots, mask = n_slots - 1;
    pool->n_slots = n_slots;
    pool->slots = new_slots(pool->n_slots);
    for (uint32_t j = 0; j < n_old; j++) {
        uint32_t i = old[j].hash & mask;
        if (!old[j].string) continue;
        while (pool->slots[i].string) i = (i + 1) & mask;
        pool->slots[i] = old[j];
    }
    free_slots(old, n_old);
}

/* Memory for one more block; those of a large pool lie together. */
static char *new_block(jw_strings *pool, size_t room)
{
    uint32_t together = room > BLOCK || pool->n_blocks < JW_LARGE_BLOCK / BLOCK ? 1 : JW_LARGE_BLOCK / BLOCK;
    if (room == BLOCK && pool->blocks_left) {
        pool->blocks_left--;
        return pool->blocks[pool->n_blocks - 1] + BLOCK;
    }
    char *region = jw_pages(together * room);
    pool->regions = g_renew(char *, pool->regions, pool->n_regions + 1);
    pool->regions[pool->n_regions++] = region;
    pool->blocks_left = together - 1;
    return region;
}

static void add_block(jw_strings *pool, size_t room)
{
    if (pool->n_blocks == pool->room_blocks) {
        pool->room_blocks = pool->room_blocks ? 2 * pool->room_blocks : 16;
        pool->blocks = g_renew(char *, pool->blocks, pool->room_blocks);
    }
    if (pool->n_blocks >= 1u << (32 - BLOCK_BITS)) g_error("more than 4 GiB of distinct text");
    char *block = new_block(pool, room);
    pool->blocks[pool->n_blocks++] = block;
    pool->block_bytes += room;
    pool->used = 0;
}

static uint32_t store(jw_strings *pool, const char *text, size_t length)
{
    if (pool->used + length + 1 > BLOCK) add_block(pool, MAX((size_t)BLOCK, length + 1));
    uint32_t where = (pool->n_blocks - 1) << BLOCK_BITS | pool->used;
    char *to = pool->blocks[pool->n_blocks - 1] + pool->used;
    __builtin_prefetch(to + EXPECTED_AHEAD, 1); /* fresh memory: the texts that come next go there */
    memcpy(to, text, length);
    to[length] = '\0';
    pool->used = length + 1 > BLOCK ? BLOCK : pool->used + (uint32_t)length + 1;
    return where;
}

jw_str jw_strings_add_length(jw_strings *pool, const char *text, size_t length)
{
    return jw_strings_add_hashed(pool, text, length, jw_strings_hash(text, length));
}

static void set_room(jw_strings *pool, uint32_t room)
{
    pool->where = jw_resize_pages(pool->where, pool->size * sizeof *pool->where, room * sizeof *pool->where);
    pool->room = room;
}

/* A new number for a text, which is copied. */
static uint32_t number(jw_strings *pool, const char *text, size_t length)
{
    if (pool->size == pool->room) set_room(pool, pool->room + pool->room / 2);
    pool->where[pool->size] = store(pool, text, length);
    return pool->size++;
}

/* Lets the pool know the text of `s`, which is none of those it knows. */
static void enter(jw_strings *pool, uint32_t s, uint32_t hash, uint32_t place)
{
    pool->slots[place] = (slot){ s, hash };
    if (is_too_full(++pool->n_known, pool->n_slots)) grow_slots(pool, 2 * pool->n_slots);
}

jw_str jw_strings_add_hashed(jw_strings *pool, const char *text, size_t length, uint32_t hash)
{
    uint32_t place = slot_of(pool, text, length, hash), known = pool->slots[place].string;
    if (known) return known;
    uint32_t s = number(pool, text, length);
    enter(pool, s, hash, place);
    return s;
}

jw_str jw_strings_put(jw_strings *pool, const char *text, size_t length)
{
    return number(pool, text, length);
}

void jw_strings_make_room(jw_strings *pool, uint32_t known, uint32_t put)
{
    uint64_t n_slots = pool->n_slots, room = (uint64_t)pool->size + known + put;
    while (is_too_full((uint64_t)pool->n_known + known, n_slots)) n_slots *= 2;
    if (n_slots > pool->n_slots && n_slots <= 1u << 31) grow_slots(pool, (uint32_t)n_slots);
    if (room > pool->room && room <= UINT32_MAX) set_room(pool, (uint32_t)room);
}

jw_str jw_strings_know(jw_strings *pool, jw_str s)
{
    const char *text = at(pool, s);
    size_t length = strlen(text);
    uint32_t hash = jw_strings_hash(text, length), place = slot_of(pool, text, length, hash);
    uint32_t known = pool->slots[place].string;
    if (!known) enter(pool, s, hash, place);
    return known ? known : s;
}

jw_str jw_strings_add(jw_strings *pool, const char *text)
{
    return text ? jw_strings_add_length(pool, text, strlen(text)) : 0;
}

void jw_strings_expect_hash(const jw_strings *pool, uint32_t hash)
{
    __builtin_prefetch(&pool->slots[hash & (pool->n_slots - 1)]);
}

void jw_strings_expect(const jw_strings *pool, const char *text)
{
    if (text) jw_strings_expect_hash(pool, jw_strings_hash(text, strlen(text)));
}

jw_str jw_strings_find(const jw_strings *pool, const char *text)
{
    if (!text) return 0;
    size_t length = strlen(text);
    return jw_strings_find_hashed(pool, text, length, jw_strings_hash(text, length));
}

jw_str jw_strings_find_hashed(const jw_strings *pool, const char *text, size_t length, uint32_t hash)
{
    return pool->slots[slot_of(pool, text, length, hash)].string;
}

jw_strings *jw_strings_copy(const jw_strings *pool)
{
    jw_strings *copy = jw_strings_new();
    for (uint32_t s = 1; s < pool->size; s++) number(copy, at(pool, s), strlen(at(pool, s)));
    free_slots(copy->slots, copy->n_slots);
    copy->slots = new_slots(pool->n_slots);
    memcpy(copy->slots, pool->slots, pool->n_slots * sizeof *pool->slots);
    copy->n_slots = pool->n_slots;
    copy->n_known = pool->n_known;
    return copy;
}

uint32_t jw_strings_size(const jw_strings *pool)
{
    return pool->size;
}

size_t jw_strings_bytes(const jw_strings *pool)
{
    return pool->block_bytes + (size_t)pool->room * 4 + (size_t)pool->n_slots * sizeof *pool->slots;
}
