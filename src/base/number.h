/* Numbers: read without a locale, written as the shortest decimal that reads back. */
#ifndef JW_BASE_NUMBER_H
#define JW_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { JW_NUMBER_SIZE = 40 };

/* Reads the whole of `text` as a decimal number; no hex, no inf, no nan, no white space. */
bool jw_parse_number(const char *text, double *out);

/* As a person types it into a spreadsheet: full-width digits, surrounding spaces, thousands separators
 * (1,234 or 1，234). Nothing else may stand there ("12人" is no number). */
bool jw_read_number(const char *text, double *out);

/* The shortest decimal that reads back as the same double; integers below 1e15 without exponent.
 * NAN and infinities are written "null". */
void jw_format_number(char out[JW_NUMBER_SIZE], double value);

/* `value` with at most 9 `digits` after the point, a half as its binary value falls, no locale ("55.18");
 * never "-0.00". NAN, infinities and what is 1e20 or larger as jw_format_number does. */
void jw_format_fixed(char out[JW_NUMBER_SIZE], double value, int digits);

/* `value` rounded to 10 significant digits: what a score is before it is ranked or printed. */
double jw_round_score(double value);

/* Orders two doubles that a and b point to, none of them NAN, for sorting: −1, 0, 1. */
int jw_compare_doubles(const void *a, const void *b);

#endif
