#include "ladder.h"

#include <math.h>
#include <stddef.h>

static const int64_t minutes[LADDER_RUNGS] = { 1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 5760, 10080, 20160, 40320, 80640 };

enum { MINUTE = 60000 };

void
ladder_add(struct ladder *l, int64_t ms)
{
	size_t i = 0;

	while (i + 1 < LADDER_RUNGS && ms > minutes[i] * MINUTE)
		i++;
	l->n[i] += l->n[i] < UINT32_MAX;
}

void
ladder_merge(struct ladder *a, const struct ladder *b)
{
	for (size_t i = 0; i < LADDER_RUNGS; i++)
		a->n[i] = b->n[i] > UINT32_MAX - a->n[i] ? UINT32_MAX : a->n[i] + b->n[i];
}

double
ladder_median(const struct ladder *l)
{
	double all = 0, below = 0;

	for (size_t i = 0; i < LADDER_RUNGS; i++)
		all += (double)l->n[i];
	for (size_t i = 0; i < LADDER_RUNGS; i++) {
		double n = (double)l->n[i], from = i > 0 ? (double)minutes[i - 1] : 0;

		if (n > 0 && (below + n) * 2 >= all)
			return from + ((double)minutes[i] - from) * (all / 2 - below) / n;
		below += n;
	}
	return NAN;
}
