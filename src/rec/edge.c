#include "edge.h"
#include "../json/write.h"

#include <math.h>

static void
write_members(struct buf *out, const struct likeness *l)
{
	write_string(out, "of", l->of);
	write_string(out, "why", str_of(l->why));
	if (l->sim >= 0)
		write_real(out, "sim", round(l->sim * 1000) / 1000);
	write_string(out, "who", l->same_requester ? STR("same-requester") : STR("other-requester"));
	if (l->words != NULL) {
		write_array(out, "words");
		for (size_t i = 0; i < l->word_count; i++)
			write_string(out, NULL, l->words[i]);
		write_end_array(out);
	}
}

void
likeness_write(struct buf *out, const struct likeness *l)
{
	write_object(out, NULL);
	write_members(out, l);
	write_end_object(out);
}

void
edge_write(struct buf *out, struct str ticket, const struct likeness *l)
{
	write_object(out, NULL);
	write_string(out, "type", STR(EDGE_TYPE));
	write_string(out, "ticket", ticket);
	write_members(out, l);
	write_end_object(out);
}

bool
edge_is(const struct record *r)
{
	return str_is(r->type, EDGE_TYPE);
}
