#include "suppress.h"

void
suppress_cells(const uint64_t *people, size_t n, bool *hidden)
{
	uint64_t together = 0;
	size_t groups = 0;

	for (size_t i = 0; i < n; i++) {
		hidden[i] = people[i] > 0 && people[i] < SUPPRESS_LEAST;
		together += hidden[i] ? people[i] : 0;
		groups += hidden[i];
	}
	while (groups > 0 && (groups < 2 || together < SUPPRESS_LEAST)) {
		size_t least = n;

		for (size_t i = 0; i < n; i++)
			if (!hidden[i] && people[i] > 0 && (least == n || people[i] < people[least]))
				least = i;
		if (least == n)
			return;
		hidden[least] = true;
		together += people[least];
		groups++;
	}
}
