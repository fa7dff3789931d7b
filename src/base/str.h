/* str.h: a string lent by somebody else: a pointer and a length, no NUL promised. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *s;		/* NULL: absent, which is not the same as empty */
	size_t n;
};

/* A literal's length is known while compiling. */
#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })

struct str str_of(const char *terminated);	/* NULL gives an absent string */
bool str_is(struct str a, const char *terminated);
bool str_equal(struct str a, struct str b);
bool str_alike(struct str a, struct str b);	/* but for the case of ASCII letters */
int str_order(struct str a, struct str b);	/* by bytes; <0, 0, >0; an absent string is first */
bool str_starts(struct str a, const char *prefix);
bool str_ends(struct str a, const char *suffix);
bool str_holds(struct str a, const char *part);
struct str str_trim(struct str a);		/* without ASCII white space at both ends */

/* Just so many hexadecimal digits, at most 16, in lower case: true and *value, or false. */
bool str_hex(struct str a, size_t digits, uint64_t *value);

/* A whole decimal integer, blanks not allowed: true and *value, or false. */
bool str_int(struct str a, long long *value);

#endif
