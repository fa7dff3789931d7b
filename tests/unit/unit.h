/*
 * unit.h: the smallest test bench: cases that check, and TAP lines that tests/run counts.
 *
 *	static void adds(void) { CHECK(1 + 1 == 2); CHECK_TEXT(name(), "muster"); }
 *	UNIT({ "adds", adds }, ...)
 *
 * A failed check says where and goes on; the case is then "not ok".
 */
#ifndef UNIT_H
#define UNIT_H

#include "../../src/base/die.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct unit_case {
	const char *name;
	void (*run)(void);
};

static int unit_bad;

static inline bool
unit_check(bool good, const char *what, const char *file, int line)
{
	if (!good) {
		printf("# %s:%d: %s\n", file, line, what);
		unit_bad++;
	}
	return good;
}

static inline void
unit_text(const char *got, const char *want, const char *what, const char *file, int line)
{
	bool same = got != NULL && want != NULL ? strcmp(got, want) == 0 : got == want;

	if (!unit_check(same, what, file, line))
		printf("#   got  \"%s\"\n#   want \"%s\"\n", got ? got : "(null)", want ? want : "(null)");
}

#define CHECK(good) unit_check((good), #good, __FILE__, __LINE__)
#define CHECK_TEXT(got, want) unit_text((got), (want), #got, __FILE__, __LINE__)
#define CHECK_NEAR(got, want, within) \
	unit_check((got) - (want) <= (within) && (want) - (got) <= (within), #got " near " #want, __FILE__, __LINE__)

#define UNIT(...) \
	static const struct unit_case unit_cases[] = { __VA_ARGS__ }; \
	int main(void) \
	{ \
		size_t n = sizeof unit_cases / sizeof *unit_cases, failed = 0; \
		progname = "unit"; \
		for (size_t i = 0; i < n; i++) { \
			unit_bad = 0; \
			unit_cases[i].run(); \
			printf("%sok %zu - %s\n", unit_bad ? "not " : "", i + 1, unit_cases[i].name); \
			failed += unit_bad != 0; \
		} \
		printf("1..%zu\n", n); \
		return failed != 0; \
	}

#endif
