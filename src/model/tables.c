/* The tables of units and links: room for their rows, what a new row holds, and adding them. */
#include "base/pages.h"
#include "model/private.h"

#include <string.h>

static void *resized(void *rows, size_t width, uint32_t used, uint32_t room)
{
    return jw_resize_pages(rows, used * width, room * width);
}

static void set_room(jw_model *m, int t, uint32_t room)
{
    jw_table *table = &m->tables[t];
    uint32_t used = table->cleared;
    for (guint i = 0; i < m->attributes->len; i++) {
        jw_column *column = &table->columns[i];
        jw_type type = g_array_index(m->attributes, jw_attribute_rule, i).is.type;
        if (column->data) column->data = resized(column->data, jw_column_width(type), used, room);
    }
    if (t == 0) {
        m->unit_id = resized(m->unit_id, sizeof *m->unit_id, used, room);
        m->unit_name = resized(m->unit_name, sizeof *m->unit_name, used, room);
        m->unit_kind = resized(m->unit_kind, sizeof *m->unit_kind, used, room);
        if (m->unit_turn) m->unit_turn = resized(m->unit_turn, sizeof *m->unit_turn, used, room);
        m->unit_spot = resized(m->unit_spot, sizeof *m->unit_spot, used, room);
    } else {
        m->links = resized(m->links, sizeof *m->links, used, room);
        m->link_spot = resized(m->link_spot, sizeof *m->link_spot, used, room);
    }
    table->room = room;
}

static void clear_rows(jw_model *m, jw_table *table, uint32_t to)
{
    for (guint i = 0; i < m->attributes->len; i++)
        if (table->columns[i].data)
            jw_column_clear(&table->columns[i], g_array_index(m->attributes, jw_attribute_rule, i).is.type,
                            table->cleared, to);
    table->cleared = to;
}

/* CLEARED_AT_ONCE rows are in the processor's cache still when they are filled. */
static bool grow_table(jw_model *m, int t, uint64_t most)
{
    enum { CLEARED_AT_ONCE = 1 << 10 };
    jw_table *table = &m->tables[t];
    if (table->n >= most || table->n >= JW_SEVERAL) return false;
    if (table->n == table->room)
        set_room(m, t, (uint32_t)MIN(MAX((uint64_t)table->room * 3 / 2, 64), JW_SEVERAL));
    if (table->n == table->cleared) clear_rows(m, table, MIN(table->room, table->n + CLEARED_AT_ONCE));
    return true;
}

/* Makes the map from ids to units reach string `s`. */
static void reach_id(jw_model *m, jw_str s)
{
    uint32_t room = m->unit_by_id_room, *old = m->unit_by_id;
    if (s < room) return;
    m->unit_by_id_room = MAX(MAX(jw_strings_size(m->strings), s + 1), room + room / 2);
    m->unit_by_id = jw_zero_pages(m->unit_by_id_room * sizeof *old);
    if (old) memcpy(m->unit_by_id, old, room * sizeof *old);
    jw_free_zero_pages(old, room * sizeof *old);
}

/* Not for more than a large network has, whatever is guessed. */
void jw_model_make_room_for_units(jw_model *m, uint64_t more)
{
    enum { MOST_GUESSED = 4 << 20 };
    uint64_t room = MIN(m->tables[0].n + MIN(more, MOST_GUESSED), MIN(m->limits.units, JW_SEVERAL));
    if (room > m->tables[0].room) set_room(m, 0, (uint32_t)room);
    uint32_t units = m->tables[0].room - m->tables[0].n;
    jw_strings_make_room(m->strings, units, units);
    reach_id(m, jw_strings_size(m->strings) + 2 * units);
}

enum { EXPECTED_AT_ONCE = 16, EXPECTED_AHEAD = 48 };

/* Lets memory fetch the rows that are filled next: they are fresh, and a dozen of arrays are written to with
 * each unit, more than a processor foresees. */
static void expect_rows(const void *rows, size_t width, uint32_t u)
{
    enum { LINE = 64 };
    if (!rows) return;
    const char *from = (const char *)rows + (u + EXPECTED_AHEAD) * width;
    for (size_t at = 0; at < EXPECTED_AT_ONCE * width; at += LINE) __builtin_prefetch(from + at, 1);
}

static void expect_units(const jw_model *m, uint32_t u)
{
    const jw_table *table = &m->tables[0];
    if (u + EXPECTED_AHEAD + EXPECTED_AT_ONCE > table->room) return;
    for (guint i = 0; i < m->attributes->len; i++)
        expect_rows(table->columns[i].data,
                    jw_column_width(g_array_index(m->attributes, jw_attribute_rule, i).is.type), u);
    expect_rows(m->unit_id, sizeof *m->unit_id, u);
    expect_rows(m->unit_name, sizeof *m->unit_name, u);
    expect_rows(m->unit_kind, sizeof *m->unit_kind, u);
    expect_rows(m->unit_turn, sizeof *m->unit_turn, u);
    expect_rows(m->unit_spot, sizeof *m->unit_spot, u);
}

/* The row of a new unit, without its name; JW_NO_UNIT if the id is taken or past the limit. */
static uint32_t add_row(jw_model *m, jw_str id, int kind, jw_spot spot)
{
    reach_id(m, id);
    if (m->unit_by_id[id] || !grow_table(m, 0, m->limits.units)) return JW_NO_UNIT;
    uint32_t u = m->tables[0].n++;
    if (u % EXPECTED_AT_ONCE == 0) expect_units(m, u);
    m->unit_by_id[id] = u + 1;
    m->unit_id[u] = id;
    m->unit_kind[u] = (uint16_t)kind;
    if (m->unit_turn) m->unit_turn[u] = UINT32_MAX;
    m->unit_spot[u] = spot;
    m->names_indexed = false;
    return u;
}

static void set_turn(jw_model *m, uint32_t u)
{
    if (!m->unit_turn) {
        m->unit_turn = jw_pages(m->tables[0].room * sizeof *m->unit_turn);
        for (uint32_t before = 0; before < u; before++) m->unit_turn[before] = UINT32_MAX;
    }
    m->unit_turn[u] = m->n_turns++;
}

uint32_t jw_model_add_unit(jw_model *m, const char *id, const char *name, int kind, bool in_json,
                           jw_spot spot)
{
    uint32_t u = add_row(m, jw_strings_add(m->strings, id), kind, spot);
    if (u == JW_NO_UNIT) return u;
    m->unit_name[u] = jw_strings_add(m->strings, name);
    if (in_json) set_turn(m, u);
    return u;
}

uint32_t jw_model_add_known_unit(jw_model *m, jw_str id, jw_str name, int kind, jw_spot spot)
{
    uint32_t u = add_row(m, id, kind, spot);
    if (u != JW_NO_UNIT) m->unit_name[u] = name;
    return u;
}

bool jw_model_add_link(jw_model *m, int kind, uint32_t from, uint32_t to, jw_spot spot)
{
    if (!grow_table(m, 1, m->limits.links)) return false;
    uint32_t l = m->tables[1].n++;
    m->links[l] = (jw_link){ from, to, (uint16_t)kind };
    m->link_spot[l] = spot;
    return true;
}

void jw_model_make_room_for_links(jw_model *m, uint64_t more)
{
    uint64_t room = MIN(m->tables[1].n + more, MIN(m->limits.links, JW_SEVERAL));
    if (room > m->tables[1].room) set_room(m, 1, (uint32_t)room);
}

void jw_model_take_back_links(jw_model *m, size_t n)
{
    m->tables[1].n = m->tables[1].cleared = (uint32_t)n;
}

bool jw_model_add_links(jw_model *m, size_t n, jw_link **links, jw_spot **spots)
{
    jw_table *table = &m->tables[1];
    uint64_t after = (uint64_t)table->n + n;
    if (after > m->limits.links || after > JW_SEVERAL) return false;
    if (after > table->room) set_room(m, 1, (uint32_t)MIN(after + after / 2, JW_SEVERAL));
    if (after > table->cleared) clear_rows(m, table, (uint32_t)after);
    *links = m->links + table->n;
    *spots = m->link_spot + table->n;
    table->n = (uint32_t)after;
    return true;
}

uint32_t jw_model_last_link(const jw_model *m)
{
    return m->tables[1].n - 1;
}
