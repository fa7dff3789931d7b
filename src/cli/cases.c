#include "cases.h"
#include "../base/time.h"
#include "../rec/issue.h"

enum { TO_COME = 3 };	/* what sorting takes at its height, as a multiple of what is remembered */

static void
remember(struct filter *lane, void *with)
{
	struct caseload *all = with, mine = {0};
	struct scan_error error;
	struct buf scratch = {0};
	struct record *r;
	struct ticket t;

	while (filter_block(lane)) {
		while ((r = filter_next(lane)) != NULL) {
			if (issue_is(r)) {
				filter_drop(lane, r, "issue of an earlier run");
			} else if (!ticket_is(r)) {
				filter_keep(lane, r, CASES_OTHER);
			} else if (!ticket_parse(&t, r, &error)) {
				filter_refuse(lane, r, &error);
			} else {
				bool later = time_is_later(t.created_at, common.now);

				if (!later)
					caseload_add(&mine, &t, common.now, &scratch);
				record_remove(r, TICKET_ISSUE);
				filter_keep(lane, r, later ? CASES_OTHER : CASES_TICKET);
			}
		}
		if (filter_turn(lane)) {
			caseload_append(all, &mine);
			filter_kept_fits(lane, TO_COME * caseload_bytes(all));
		}
		caseload_free(&mine);
	}
	buf_free(&scratch);
}

void
cases_take(struct filter *f, struct caseload *load)
{
	mem_tight();
	filter_work(f, remember, load);
}
