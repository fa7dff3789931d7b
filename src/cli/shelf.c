#include "shelf.h"

#include "../base/mem.h"

#include <stdlib.h>

void
shelf_fill(struct shelf *s, struct filter *f, uint32_t tag, size_t n)
{
	struct str line;
	uint32_t found;

	s->f = f;
	s->places = mem_zeroed(n, sizeof *s->places);
	for (size_t i = 0; i < n && filter_kept(f, &line, &found);)
		if (found == tag)
			s->places[i++] = filter_kept_place(f);
	filter_rewind(f);
}

struct str
shelf_line(void *with, size_t i)
{
	const struct shelf *s = with;

	return filter_kept_at(s->f, s->places[i]);
}

void
shelf_free(struct shelf *s)
{
	free(s->places);
	*s = (struct shelf){0};
}
