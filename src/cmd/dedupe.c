/*
 * dedupe: mark, or drop, the tickets that say what an earlier ticket said.
 *
 * Reads tickets; adds the member dedupe {of, why, sim, who} to each that repeats another one: an older
 * version of the same ticket, a text written twice, or one that differs in greeting and the like. The
 * newest version of a ticket gets the messages that only its older versions hold. All tickets are read
 * before the first is written: lines go to the spool, some 150 bytes a ticket stay in memory.
 */
#include "../base/time.h"
#include "../cli/shelf.h"
#include "../rec/copies.h"

static bool drop, merge;

static const struct option_entry options[] = {
	{ 'd', "drop", NULL, "leave copies out instead of marking them; the ledger counts them", OPTION_FLAG, &drop },
	{ 0, "merge", NULL, "the input is the output of several runs: the same work, since marks are made anew", OPTION_FLAG, &merge },
	{ 0 },
};

static const struct example examples[] = {
	{ "ingest exports/*.gz | dedupe | cluster-issues", "mark copies on the way to the report" },
	{ "dedupe --drop tickets.ndjson.gz > unique.ndjson", "keep one ticket of each group of copies" },
	{ "dedupe tickets.ndjson | jq -r 'select(.dedupe) | [.id, .dedupe.of, .dedupe.why] | @tsv'", "list the copies" },
	{ 0 },
};

static const struct program program = {
	.name = "dedupe",
	.about = "Mark the tickets that repeat another one.",
	.description = "A copy is an older version of the same ticket (same-id), the same subject and opening message "
	    "(exact), or the same but for case, accents, greeting, closing, quotation, links, mentions, ticket numbers "
	    "and emoji (normal-exact). Leaders come first by created_at and id, so the order of input does not matter.",
	.examples = examples,
	.options = options,
};

enum { NO_TICKET = 0, TICKET = 1 };	/* tags of kept records: what passes as it is, what may be marked */

/* First pass, on every thread: remember each ticket and keep its line without an old mark. */
static void
remember(struct filter *lane, void *with)
{
	struct copies *all = with, mine = {0};
	struct scan_error error;
	struct buf scratch = {0};
	struct record *r;
	struct ticket t;

	while (filter_block(lane)) {
		while ((r = filter_next(lane)) != NULL) {
			if (!ticket_is(r)) {
				filter_keep(lane, r, NO_TICKET);
			} else if (!ticket_parse(&t, r, &error)) {
				filter_refuse(lane, r, &error);
			} else {
				bool later = time_is_later(t.created_at, common.now);

				record_remove(r, TICKET_DEDUPE);
				if (!later)
					copies_add(&mine, &t, r->text, &scratch);
				filter_keep(lane, r, later ? NO_TICKET : TICKET);
			}
		}
		if (filter_turn(lane))
			copies_append(all, &mine);
		copies_clear(&mine);
	}
	copies_free(&mine);
	buf_free(&scratch);
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	struct copies copies = {0};
	struct buf line = {0}, marked = {0}, json = {0};
	struct shelf shelf = {0};
	struct str kept;
	uint32_t tag;

	filter_work(f, remember, &copies);
	copies_versions(&copies);
	if (copies.has_versions) {
		shelf_fill(&shelf, f, TICKET, copies.tickets.len);
		copies_look_again(&copies, shelf_line, &shelf);
	}
	copies_find(&copies);
	for (size_t i = 0; filter_kept(f, &kept, &tag); i += tag == TICKET) {
		bool copy = tag == TICKET && copies_describe(&copies, i, &json);

		if (copy && drop) {
			filter_drop_kept(f, TICKET_TYPE, copies_why(&copies, i));
			continue;
		}
		if (tag == TICKET && copies_has_older(&copies, i))
			kept = copies_unite(&copies, i, shelf_line, &shelf, &line);
		if (copy) {
			buf_clear(&marked);
			record_splice(&marked, kept, TICKET_DEDUPE, buf_str(&json));
			kept = buf_str(&marked);
		}
		filter_put_kept(f, kept);
	}
	copies_free(&copies);
	shelf_free(&shelf);
	buf_free(&line);
	buf_free(&marked);
	buf_free(&json);
	return filter_end(f);
}
