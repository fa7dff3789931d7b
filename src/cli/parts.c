#include "parts.h"
#include "../rec/pairs.h"
#include "../rec/tables.h"

#include <stdlib.h>
#include <string.h>

/* False: the input ended before its end. */
static bool
read_tickets(struct filter *f, struct gathering *g)
{
	struct shelf shelf = {0};

	g->alone = true;
	gather(f, g, &shelf);
	shelf_free(&shelf);
	return !filter_stopped(f);
}

static void
make(struct filter *f, const char *type, struct buf *line)
{
	filter_make(f, type, line);
	buf_clear(line);
}

static void
make_frequencies(struct filter *f, const struct frequencies *frequencies, const struct tables *tables)
{
	struct frequency_walk walk = {0};
	struct buf line = {0};

	tables_write(&line, tables);
	make(f, TABLES_TYPE, &line);
	while (frequencies_next(frequencies, &walk, &line))
		make(f, FREQUENCY_TYPE, &line);
	buf_free(&line);
}

/* What was read of is in what is written, in another form. */
static void
drop_tickets(struct filter *f, size_t n, const char *why)
{
	while (n-- > 0)
		filter_drop_kept(f, TICKET_TYPE, why);
}

static void
count_part(struct filter *f, struct gathering *g)
{
	struct copies *copies = g->copies;
	struct tables tables = { .same = copies->options.same, .other = copies->options.other, .partial = true };

	copies->frequencies.partial = true;
	if (!read_tickets(f, g))
		return;
	copies_count(copies);
	gather_check(copies);
	tables.texts = copies->frequencies.texts;
	drop_tickets(f, copies->tickets, "counted");
	make_frequencies(f, &copies->frequencies, &tables);
}

/* The card of a candidate, and its keys, which stand in columns. */
static void
make_keys(struct filter *f, struct copies *copies, uint32_t candidate, const uint32_t *keys, struct buf *line)
{
	const struct candidate *c = &copies->candidates[candidate];
	struct slip slip;
	struct card card;

	wording_note(copies->wording, candidate, &slip);
	card = card_of_slip(&slip);
	card.has_sketch = true;
	card.sketch = copies->sketches[candidate];
	card.elements = c->elements;
	card_write(line, &card);
	make(f, CARD_TYPE, line);
	for (unsigned column = 0; column < LEADERS_COLUMNS; column++) {
		uint32_t key = leaders_key(c, column, keys[column * COLUMNS_BATCH]);

		if (key == 0)
			continue;
		key_write(line, &(struct key){ (uint64_t)column << 32 | key, card.created_at, card.id });
		make(f, KEY_TYPE, line);
	}
}

static void
make_all_keys(struct filter *f, struct copies *copies)
{
	uint32_t *keys = mem_resize(NULL, (size_t)COLUMNS_BATCH * LEADERS_COLUMNS, sizeof *keys);
	struct tables tables = { .same = copies->options.same, .other = copies->options.other, .texts = copies->frequencies.texts };
	struct buf line = {0};

	tables_write(&line, &tables);
	make(f, TABLES_TYPE, &line);
	for (size_t i = 0; i < copies->tickets; i++) {
		uint32_t candidate = copies->rank[i];

		if (i % COLUMNS_BATCH == 0 && columns_keys(copies->columns, i, keys) != 0)
			break;
		if (!copies->candidates[candidate].out)
			make_keys(f, copies, candidate, keys + i % COLUMNS_BATCH, &line);
	}
	buf_free(&line);
	free(keys);
}

static void
key_part(struct filter *f, struct gathering *g)
{
	if (!read_tickets(f, g))
		return;
	copies_reduce(g->copies);
	gather_check(g->copies);
	drop_tickets(f, g->copies->tickets, "on a card");
	make_all_keys(f, g->copies);
	gather_check(g->copies);
}

/* One record of a part's tables. */
static bool
add(struct frequencies *sum, struct tables *tables, const struct record *r, struct scan_error *error)
{
	struct tables part;

	if (frequency_is(r))
		return frequencies_take(sum, r, error);
	if (!tables_is(r))
		return true;
	if (!tables_parse(&part, r, error) || !tables_fit(&part, tables->same, tables->other, r, error))
		return false;
	if (!part.partial)
		return record_refuse_form(r, error, "partial", "true: tables that were added up already cannot be added again");
	tables->texts += part.texts;
	return true;
}

static bool
all_came(struct filter *f, const struct census *census)
{
	char why[300];

	if (!filter_stopped(f) && !census_fits(census, why, sizeof why))
		filter_stop(f, why);
	return !filter_stopped(f);
}

static void
add_up(struct filter *f, double same, double other)
{
	struct frequencies sum = {0};
	struct tables tables = { .same = same, .other = other };
	struct census census = {0};
	struct scan_error error;
	struct record *r;

	while ((r = filter_next(f)) != NULL) {
		bool counts = census_take(&census, r);

		if (add(&sum, &tables, r, &error))
			filter_drop(f, r, counts ? "added up" : "no table");
		else
			filter_refuse(f, r, &error);
	}
	if (all_came(f, &census)) {
		frequencies_freeze(&sum, tables.texts);
		make_frequencies(f, &sum, &tables);
	}
	frequencies_free(&sum);
}

static void
make_pairs(struct filter *f, struct pairs *pairs, struct buf *line)
{
	struct pair pair;

	while (pairs_next(pairs, &pair)) {
		pair_write(line, &pair);
		make(f, PAIR_TYPE, line);
	}
}

static void
pair_keys(struct filter *f)
{
	struct pairs pairs = {0};
	struct census census = {0};
	struct buf line = {0};
	struct scan_error error;
	struct record *r;
	struct key key;

	while ((r = filter_next(f)) != NULL) {
		bool counts = census_take(&census, r);

		if (!key_is(r) && !(counts && ledger_is(r))) {
			filter_put(f, r);
		} else if (key_is(r) && (!key_parse(&key, r, &error) || !pairs_add(&pairs, &key, r, &error))) {
			filter_refuse(f, r, &error);
		} else {
			filter_drop(f, r, "in pairs");
			make_pairs(f, &pairs, &line);
		}
	}
	pairs_end(&pairs);
	make_pairs(f, &pairs, &line);
	all_came(f, &census);
	pairs_free(&pairs);
	buf_free(&line);
}

int
parts_emit(struct filter *f, struct gathering *g, const char *what, struct night *night)
{
	night_begin(night, g->copies);
	if (strcmp(what, "pairs") == 0)
		pair_keys(f);
	else if (strcmp(what, "keys") == 0)
		key_part(f, g);
	else if (g->merge)
		add_up(f, g->copies->options.same, g->copies->options.other);
	else
		count_part(f, g);
	return filter_end(f);
}
