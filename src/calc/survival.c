#include "survival.h"

const int64_t survival_ages[SURVIVAL_AGES] = { 30, 90, 180, 365 };

void
survival_add(struct survival *s, int64_t first, int64_t last, int64_t today)
{
	s->people++;
	for (size_t i = 0; i < SURVIVAL_AGES; i++)
		if (today - first >= survival_ages[i]) {
			s->asked[i]++;
			s->stayed[i] += last - first >= survival_ages[i];
		}
}
