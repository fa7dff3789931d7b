#include "gather.h"
#include "../base/time.h"
#include "../rec/edge.h"

/* A ticket after --now is no copy and nobody's leader. */
static void
take_ticket(struct filter *lane, struct record *r, struct copies *mine, struct buf *scratch)
{
	struct scan_error error;
	struct ticket t;
	bool later;

	if (!ticket_parse(&t, r, &error)) {
		filter_refuse(lane, r, &error);
		return;
	}
	later = time_is_later(t.created_at, common.now);
	record_remove(r, TICKET_DEDUPE);
	if (!later)
		copies_add(mine, &t, r->text, scratch);
	filter_keep(lane, r, later ? GATHER_OTHER : GATHER_TICKET);
}

static void
work(struct filter *lane, void *with)
{
	struct copies *all = with, mine = {0};
	struct buf scratch = {0};
	struct record *r;

	while (filter_block(lane)) {
		while ((r = filter_next(lane)) != NULL) {
			if (edge_is(r))
				filter_drop(lane, r, "edge of an earlier run");
			else if (ticket_is(r))
				take_ticket(lane, r, &mine, &scratch);
			else
				filter_keep(lane, r, GATHER_OTHER);
		}
		if (filter_turn(lane)) {
			copies_append(all, &mine);
			if (!filter_kept_fits(lane, copies_held(all)))
				copies_limit(all);
		}
		copies_clear(&mine);
	}
	copies_free(&mine);
	buf_free(&scratch);
}

void
gather(struct filter *f, struct copies *copies)
{
	filter_work(f, work, copies);
}
