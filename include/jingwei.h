/* jingwei 经纬: an organization network as a typed graph; who is not covered, who matters, and charts of it.
 *
 * Vocabulary
 *   unit     a box: id, kind, name, attributes        kind     its role in analysis, its words, its look
 *   link     a typed edge from → to                   target   a unit that is to be covered
 *   model    all of it, read from JSON and registers  root     where authority starts
 *
 *                 lh  core (root)
 *        leads ┌───┴───────┐ leads
 *            guanhu      strip-03        a block, a strip (role lead)
 *     guides ┌─┴─┐           │ guides
 *          A017  A018      A021          associations (role target)
 *
 * A target has an organization or not, and is reached from a root or not; both is `full`, neither is a gap, and a gap
 * has causes and remedies. Reach runs along authority and support links forward, and from a joint organization to those
 * that join it.
 *
 * A whole program:
 *
 *     #include <jingwei.h>
 *     #include <stdio.h>
 *
 *     int main(int argc, char **argv)
 *     {
 *         jw_load_options options = jw_load_options_default();
 *         jw_diags *diags = jw_diags_new();
 *         jw_model *model = jw_load(argc > 1 ? argv[1] : "model.json", &options, diags);
 *         jw_coverage *coverage = model ? jw_cover(model, diags) : NULL;
 *         const jw_gap *gaps;
 *         for (size_t i = 0, n = coverage ? jw_coverage_gaps(coverage, &gaps) : 0; i < n; i++)
 *             printf("%s %s\n", jw_unit_id(model, gaps[i].unit), jw_status_name(gaps[i].status));
 *         jw_coverage_free(coverage);
 *         jw_model_free(model);
 *         jw_diags_free(diags);
 *     }
 *
 * Conventions
 *   Calls return; nothing prints or exits, but for memory that has run out. What is wrong goes to a jw_diags list.
 *   `const T *` that a call returns belongs to what it was asked of; `T *` is the caller's, to be freed as its
 *   comment says. Strings are UTF-8. Results depend on the input alone: no clock, locale, address or row order.
 *   A model that is loaded does not change; several threads may read it, but measures run one at a time (igraph). */
#ifndef JINGWEI_H
#define JINGWEI_H

#include "jingwei/audit.h"
#include "jingwei/check.h"
#include "jingwei/community.h"
#include "jingwei/compare.h"
#include "jingwei/cover.h"
#include "jingwei/cross.h"
#include "jingwei/diag.h"
#include "jingwei/draw.h"
#include "jingwei/limits.h"
#include "jingwei/load.h"
#include "jingwei/model.h"
#include "jingwei/rank.h"
#include "jingwei/save.h"
#include "jingwei/scenario.h"
#include "jingwei/version.h"
#include "jingwei/view.h"

#endif
