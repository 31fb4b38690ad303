#include "measure/remoteness.h"

#include <math.h>

jw_location jw_location_of(const jw_model *m, uint32_t u)
{
    return (jw_location){
        jw_unit_text(m, u, JW_STREET), jw_unit_text(m, u, JW_INDUSTRY), jw_unit_text(m, u, JW_SECTOR),
        jw_unit_number(m, u, JW_LON),  jw_unit_number(m, u, JW_LAT),
    };
}

/* Haversine on a sphere; km. */
static double great_circle(const jw_location *a, const jw_location *b)
{
    const double radius = 6371, degree = M_PI / 180;
    double lat = sin((b->lat - a->lat) * degree / 2), lon = sin((b->lon - a->lon) * degree / 2);
    double h = lat * lat + cos(a->lat * degree) * cos(b->lat * degree) * lon * lon;
    return 2 * radius * asin(fmin(1, sqrt(h)));
}

static bool are_neighbours(const jw_policy *p, const char *a, const char *b)
{
    for (size_t i = 0; i < p->n_near_streets; i++) {
        const jw_street_pair *pair = &p->near_streets[i];
        if ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a)) return true;
    }
    return false;
}

static double street_term(const jw_policy *p, const jw_location *a, const jw_location *b)
{
    if (!isnan(a->lon + a->lat + b->lon + b->lat)) return p->km * great_circle(a, b);
    if (!a->street || !b->street) return p->street_other;
    if (a->street == b->street) return p->street_same;
    return are_neighbours(p, a->street, b->street) ? p->street_near : p->street_other;
}

static double industry_term(const jw_policy *p, const jw_location *a, const jw_location *b)
{
    if (!a->industry || !b->industry) return p->industry_other;
    if (a->industry == b->industry) return p->industry_same;
    return a->sector && a->sector == b->sector ? p->industry_sector : p->industry_other;
}

double jw_remoteness(const jw_policy *policy, const jw_location *a, const jw_location *b)
{
    return floor(street_term(policy, a, b) + industry_term(policy, a, b) + 0.5);
}
