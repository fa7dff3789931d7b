#include "sort.h"

#include "../base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { RUN = 16 };

static void
insert(uint32_t *at, size_t n, bool (*after)(uint32_t, uint32_t, void *), void *with)
{
	for (size_t i = 1; i < n; i++) {
		uint32_t x = at[i];
		size_t j = i;

		for (; j > 0 && after(at[j - 1], x, with); j--)
			at[j] = at[j - 1];
		at[j] = x;
	}
}

void
sort_numbers(uint32_t *at, size_t n, bool (*after)(uint32_t a, uint32_t b, void *with), void *with)
{
	uint32_t *half;

	for (size_t i = 0; i < n; i += RUN)
		insert(at + i, n - i < RUN ? n - i : RUN, after, with);
	if (n <= RUN)
		return;
	half = mem_resize(NULL, n, sizeof *half);
	for (size_t run = RUN; run < n; run *= 2)
		for (size_t from = 0; from + run < n; from += 2 * run) {
			size_t end = n - from < 2 * run ? n : from + 2 * run, i = 0, j = from + run, to = from;

			if (!after(at[j - 1], at[j], with))
				continue;
			memcpy(half, at + from, run * sizeof *half);
			while (i < run && j < end)
				at[to++] = after(half[i], at[j], with) ? at[j++] : half[i++];
			memcpy(at + to, half + i, (run - i) * sizeof *half);
		}
	free(half);
}
