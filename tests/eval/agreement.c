/*
 * agreement.c: how well what was found agrees with known classes. Reads lines "found TAB class", where found may be empty:
 * alone; prints one line: n, classes, NMI, ARI, ACC, clusters, share alone.
 */
#include "../../src/base/die.h"
#include "../../src/base/map.h"
#include "../../src/calc/agreement.h"

#include <stdio.h>

int
main(void)
{
	struct map found = {0}, classes = {0};
	VEC(int32_t) label = {0}, gold = {0};
	struct agreement a;
	char *line = NULL;
	size_t cap = 0, alone = 0;
	ssize_t n;

	progname = "agreement";
	while ((n = getline(&line, &cap, stdin)) > 0) {
		char *tab = memchr(line, '\t', (size_t)n);

		if (tab == NULL)
			die(EXIT_DATA, "a line without a tab");
		alone += tab == line;
		vec_push(&label, tab == line ? -1 : (int32_t)map_add(&found, (struct str){ line, (size_t)(tab - line) }, NULL));
		vec_push(&gold, (int32_t)map_add(&classes, str_trim(str_of(tab + 1)), NULL));
	}
	a = agreement(label.at, gold.at, label.len);
	printf("%zu %zu %.1f %.1f %.1f %zu %.1f\n", label.len, map_len(&classes), a.nmi * 100, a.ari * 100, a.acc * 100, map_len(&found),
	    label.len > 0 ? 100.0 * (double)alone / (double)label.len : 0);
	map_free(&found);
	map_free(&classes);
	vec_free(&label);
	vec_free(&gold);
	free(line);
	return 0;
}
