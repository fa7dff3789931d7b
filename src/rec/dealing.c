#include "dealing.h"

#include "journal.h"

#include <string.h>

enum { MOST = 1024, LEAST = 1 << 18, PIECE = 1 << 17, SMALLEST_PIECE = 1 << 12 };

struct dealing {
	size_t count;
	struct streams *streams;	/* of each part its ties, then of each its rows */
};

/* Labels are hashes: their upper bits deal them out evenly. */
static size_t
part_of(const struct dealing *p, struct labels *l, uint64_t label)
{
	return (size_t)((unsigned __int128)labels_find(l, label) * p->count >> 64);
}

/* Part by part there is a third more room than needed on average, for no two are of one size. */
static size_t
choose_count(const struct desks *d)
{
	uint64_t room = d->memory / 4 * 3 > LEAST ? d->memory / 4 * 3 : LEAST;
	uint64_t count = (d->journal->memory + spool_len(d->spool)) / room + 1;

	return count < MOST ? (size_t)count : MOST;
}

static void
deal_ties(struct dealing *p, struct journal *j, struct labels *l)
{
	struct journal_tie tie;
	struct str tail;
	uint64_t at = 0;

	while (journal_tie(j, &at, &tie, &tail)) {
		size_t to = part_of(p, l, tie.label);

		streams_add(p->streams, to, &tie, sizeof tie);
		streams_add(p->streams, to, tail.s, tail.n);
	}
}

static void
deal_rows(struct dealing *p, struct desks *d, struct labels *l)
{
	struct journal_row row;
	struct str tail;
	uint64_t at = 0;

	while (journal_row(d->journal, &at, &row, &tail)) {
		size_t to = p->count + part_of(p, l, row.label);
		const char *kept = row.entry.length > 0 ? spool_at(d->spool, row.entry.place, row.entry.length) : "";

		if (kept == NULL)
			return;
		streams_add(p->streams, to, &row, sizeof row);
		streams_add(p->streams, to, tail.s, tail.n);
		streams_add(p->streams, to, kept, row.entry.length);
	}
}

struct dealing *
dealing_new(struct desks *d)
{
	struct dealing *p = mem_zeroed(1, sizeof *p);
	struct labels labels = {0};
	size_t piece;

	journal_take(d->journal, d);
	streams_end(d->journal->seen);
	for (size_t i = 0; i < LABEL_BUCKETS; i++)
		labels_gather(&labels, d->journal->seen, i, d->journal->nodes[i]);
	p->count = choose_count(d);
	piece = d->memory / 16 / p->count;
	p->streams = streams_new(2 * p->count, piece > PIECE ? PIECE : piece < SMALLEST_PIECE ? SMALLEST_PIECE : piece);
	deal_ties(p, d->journal, &labels);
	deal_rows(p, d, &labels);
	streams_end(p->streams);
	labels_free(&labels);
	desks_give_up(d);
	return p;
}

void
dealing_free(struct dealing *p)
{
	streams_free(p->streams);
	free(p);
}

size_t
dealing_count(const struct dealing *p)
{
	return p->count;
}

static void
lay_tie(struct desk *d, const struct journal_tie *tie, const char *keys)
{
	uint32_t from = desk_node(d, (struct str){ keys, tie->from });
	struct str to = { keys + tie->from, tie->to };

	switch (tie->what) {
	case TIE_STRONG:
	case TIE_WEAK:
		desk_reply(d, from, desk_node(d, to), tie->what == TIE_WEAK);
		break;
	case TIE_ACCEPTED:
		desk_accept(d, from);
		break;
	case TIE_REMARKS:
		desk_remark(d, tie->kind, d->remarks.at[tie->kind].unit, from, tie->count);
		break;
	default:
		desk_refer(d, tie->kind, d->remarks.at[tie->kind].unit, from, desk_node(d, to));
	}
}

void
dealing_lay(struct dealing *p, size_t part, struct desks *on)
{
	struct journal_tie tie;
	struct journal_row row;
	const char *at;

	streams_open(p->streams, part);
	while ((at = streams_next(p->streams, sizeof tie)) != NULL) {
		memcpy(&tie, at, sizeof tie);
		if ((at = streams_next(p->streams, tie.from + tie.to)) == NULL)
			break;
		lay_tie(on->of.at[tie.desk], &tie, at);
		desks_row(on);
	}
	streams_open(p->streams, p->count + part);
	while ((at = streams_next(p->streams, sizeof row)) != NULL) {
		struct str key, who;

		memcpy(&row, at, sizeof row);
		if ((at = streams_next(p->streams, (size_t)row.key + row.who + row.entry.length)) == NULL)
			break;
		key = (struct str){ at, row.key };
		who = (struct str){ at + row.key, row.who };
		desk_restore(on->of.at[row.desk], &row.entry, key, who, (struct str){ who.s + who.n, row.entry.length });
		desks_row(on);
	}
}

const char *
dealing_error(const struct dealing *p)
{
	return streams_error(p->streams);
}
