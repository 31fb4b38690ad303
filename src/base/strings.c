#include "base/strings.h"

#include <glib.h>
#include <string.h>

/* Texts lie in blocks of 1 MiB that never move; a position is (block << 20 | offset). A text longer than that has
 * a block of its own. The table is open addressing over indices, at most two thirds full. */
enum { BLOCK_BITS = 20, BLOCK = 1 << BLOCK_BITS, BLOCK_MASK = BLOCK - 1, FIRST_SLOTS = 1024 };

struct jw_strings {
    char **blocks;
    uint32_t n_blocks, room_blocks, used; /* used: bytes of the last block */
    uint32_t *where, *hashes;             /* by string; index 0 is unused */
    uint32_t size, room;
    uint32_t *slots, n_slots;
    size_t block_bytes;
};

jw_strings *jw_strings_new(void)
{
    jw_strings *pool = g_new0(jw_strings, 1);
    pool->room = FIRST_SLOTS;
    pool->where = g_new0(uint32_t, pool->room);
    pool->hashes = g_new0(uint32_t, pool->room);
    pool->size = 1;
    pool->n_slots = FIRST_SLOTS;
    pool->slots = g_new0(uint32_t, pool->n_slots);
    pool->used = BLOCK;
    return pool;
}

void jw_strings_free(jw_strings *pool)
{
    if (!pool)
        return;
    for (uint32_t i = 0; i < pool->n_blocks; i++)
        g_free(pool->blocks[i]);
    g_free(pool->blocks);
    g_free(pool->where);
    g_free(pool->hashes);
    g_free(pool->slots);
    g_free(pool);
}

/* FNV-1a, a byte at a time: fast enough for names, and no alignment to mind. */
static uint32_t hash_bytes(const char *text, size_t length)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)text[i]) * 1099511628211u;
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

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t slot_of(const jw_strings *pool, const char *text, size_t length, uint32_t hash)
{
    uint32_t mask = pool->n_slots - 1, i = hash & mask;
    for (; pool->slots[i]; i = (i + 1) & mask) {
        uint32_t s = pool->slots[i];
        if (pool->hashes[s] == hash && strncmp(at(pool, s), text, length) == 0 && at(pool, s)[length] == '\0')
            break;
    }
    return i;
}

static void grow_slots(jw_strings *pool)
{
    g_free(pool->slots);
    pool->n_slots *= 2;
    pool->slots = g_new0(uint32_t, pool->n_slots);
    uint32_t mask = pool->n_slots - 1;
    for (uint32_t s = 1; s < pool->size; s++) {
        uint32_t i = pool->hashes[s] & mask;
        while (pool->slots[i])
            i = (i + 1) & mask;
        pool->slots[i] = s;
    }
}

static uint32_t store(jw_strings *pool, const char *text, size_t length)
{
    if (pool->used + length + 1 > BLOCK) {
        if (pool->n_blocks == pool->room_blocks) {
            pool->room_blocks = pool->room_blocks ? 2 * pool->room_blocks : 16;
            pool->blocks = g_renew(char *, pool->blocks, pool->room_blocks);
        }
        if (pool->n_blocks >= 1u << (32 - BLOCK_BITS))
            g_error("more than 4 GiB of distinct text");
        size_t room = MAX((size_t)BLOCK, length + 1);
        pool->blocks[pool->n_blocks++] = g_malloc(room);
        pool->block_bytes += room;
        pool->used = 0;
    }
    uint32_t where = (pool->n_blocks - 1) << BLOCK_BITS | pool->used;
    char *to = pool->blocks[pool->n_blocks - 1] + pool->used;
    memcpy(to, text, length);
    to[length] = '\0';
    pool->used = length + 1 > BLOCK ? BLOCK : pool->used + (uint32_t)length + 1;
    return where;
}

jw_str jw_strings_add_length(jw_strings *pool, const char *text, size_t length)
{
    uint32_t hash = hash_bytes(text, length), slot = slot_of(pool, text, length, hash);
    if (pool->slots[slot])
        return pool->slots[slot];
    if (pool->size == pool->room) {
        pool->room += pool->room / 2;
        pool->where = g_renew(uint32_t, pool->where, pool->room);
        pool->hashes = g_renew(uint32_t, pool->hashes, pool->room);
    }
    uint32_t s = pool->size++;
    pool->where[s] = store(pool, text, length);
    pool->hashes[s] = hash;
    pool->slots[slot] = s;
    if ((uint64_t)pool->size * 3 > (uint64_t)pool->n_slots * 2)
        grow_slots(pool);
    return s;
}

jw_str jw_strings_add(jw_strings *pool, const char *text)
{
    return text ? jw_strings_add_length(pool, text, strlen(text)) : 0;
}

jw_str jw_strings_find(const jw_strings *pool, const char *text)
{
    if (!text)
        return 0;
    size_t length = strlen(text);
    return pool->slots[slot_of(pool, text, length, hash_bytes(text, length))];
}

uint32_t jw_strings_size(const jw_strings *pool)
{
    return pool->size;
}

size_t jw_strings_bytes(const jw_strings *pool)
{
    return pool->block_bytes + (size_t)pool->room * 8 + (size_t)pool->n_slots * 4;
}
