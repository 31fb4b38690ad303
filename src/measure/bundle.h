/* A network with what hangs from one vertex alone bundled.
 *
 *     a ─ v ─ b
 *         │        →   v ══3══ {a b c}
 *         c
 *
 * Nothing tells a, b and c apart, so one vertex stands for the three, and its link weighs 3. Vertices without
 * any link are a bundle too. A random walk on the one network is a random walk on the other, and an
 * eigenvector whose entries are equal within each bundle is one of both. Nine in ten associations of a
 * register hang from one lead. */
#ifndef JW_MEASURE_BUNDLE_H
#define JW_MEASURE_BUNDLE_H

#include "measure/network.h"

typedef struct {
    uint32_t n, n_kept; /* vertices: 0 … n_kept − 1 stand for themselves, the others for bundles */
    uint32_t *of;       /* by vertex of the network: what stands for it */
    uint32_t *members;  /* by vertex: of how many it is the bundle; 1 for those kept */
    /* Two vertices a link, or an arc from the first to the second; each once, none to itself. Of two linked
     * vertices at most one is a bundle: a link weighs what the members of its ends multiply to. */
    uint32_t *pairs;
    size_t n_pairs;
} jw_bundled;

/* From pairs of vertices 0 … n − 1 as they stand, parallel ones and self-links included. directed: a pair is
 * an arc, and vertices of a bundle have their arcs in the same directions. O(n + pairs). */
jw_bundled jw_bundle(uint32_t n, const uint32_t *pairs, size_t n_pairs, bool directed);
void jw_bundled_clear(jw_bundled *b);

/* What link i weighs. */
static inline double jw_bundled_weight(const jw_bundled *b, size_t i)
{
    return (double)b->members[b->pairs[2 * i]] * b->members[b->pairs[2 * i + 1]];
}

#endif
