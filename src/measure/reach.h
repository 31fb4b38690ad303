/* What the roots reach. A walk over the model's own adjacency: a million units need no second graph. */
#ifndef JW_MEASURE_REACH_H
#define JW_MEASURE_REACH_H

#include "jingwei/cover.h"
#include "model/build.h"

/* Which way a walk takes links of one kind. */
typedef enum { JW_WAY_NONE, JW_WAY_FORWARD, JW_WAY_BACKWARD } jw_way;

/* The ways of the two walks that there are: that of reach (authority and support forward, membership from the
 * joint organization to its member), and that of authority alone. */
jw_way jw_way_of_reach(const jw_link_kind *kind);
jw_way jw_way_of_authority(const jw_link_kind *kind);

/* Fewest links from a root to each unit along `way`; JW_NOT_MET where there is no path. Eliminated units
 * carry nothing and are never met. g_free it. O(units + links). */
#define JW_NOT_MET UINT32_MAX
uint32_t *jw_levels(const jw_model *m, jw_way (*way)(const jw_link_kind *kind));

/* What a walk along reach meets: by unit JW_MET, and 1 << class of each link by which it comes there, the
 * class being the jw_reach of the link's kind; 0 where it does not come. g_free it. O(units + links). */
enum { JW_MET = 1 << JW_REACHES };
uint8_t *jw_reach_marks(const jw_model *m);

/* Calls `with` for each unit that a link of the walk leads to from u, a unit once a link. */
typedef struct {
    const jw_link *link;
    jw_adjacency links;
    uint8_t *way;   /* by link kind */
    bool goes_back; /* some link leads backward */
} jw_walk;
jw_walk jw_walk_new(const jw_model *m, jw_way (*way)(const jw_link_kind *kind));
void jw_walk_clear(jw_walk *walk);
void jw_walk_from(const jw_walk *walk, uint32_t u, void (*with)(void *context, uint32_t to), void *context);

/* What reach could come to u from: the other ends of its incoming authority and support links and of its
 * outgoing membership links, eliminated ones left out. `for (it = jw_sources_of(m, u);
 * jw_sources_next(&it);)` sees each in it.unit, with the link's number in it.link and its kind in it.kind;
 * incoming links first, each part in the order of the model's links. */
typedef struct {
    const jw_model *m;
    uint32_t of, unit, link;
    const jw_link_kind *kind;
    jw_adjacency links;
    uint32_t next_in, next_out;
} jw_sources;
jw_sources jw_sources_of(const jw_model *m, uint32_t u);
bool jw_sources_next(jw_sources *it);
bool jw_has_source(const jw_model *m, uint32_t u);

#endif
