/*
 * lookup.h: a table beside a mapping file that says what a key stands for: the name of a product by its number.
 *
 * It is read once, when the mapping is, and stays in memory; what it maps to must be the same for all rows of a key.
 */
#ifndef FORMAT_LOOKUP_H
#define FORMAT_LOOKUP_H

#include "../base/str.h"

struct lookup;

/*
 * Read a CSV, TSV, NDJSON or JSON file, plain or compressed, its path relative to the mapping file's. key, value: columns or dotted
 * paths. NULL with why (of n bytes): it cannot be read, a column is missing, a row is bad, a key has two values, it
 * is too large.
 */
struct lookup *lookup_load(const char *mapping, const char *path, const char *key, const char *value, char *why, size_t n);
void lookup_free(struct lookup *l);

/* What a key stands for, lent; absent where the table does not have it. */
struct str lookup_find(const struct lookup *l, struct str key);

#endif
