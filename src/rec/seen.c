#include "seen.h"
#include "ledger.h"
#include "tables.h"
#include "../io/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { LONGEST = 1 << 30 };		/* line */

struct reading {
	struct seen *seen;
	bool take;			/* the frequencies: nobody gave any before */
	bool begun, ended;
	uint64_t frequencies, cards, digest;
	struct tables tables;
	void (*card)(void *with, const struct card *card);
	void *with;
};

static bool
is_wrong(struct scan_error *error, const char *why)
{
	error->byte = 1;
	snprintf(error->why, sizeof error->why, "%s", why);
	return false;
}

static bool
take_tables(struct reading *g, const struct record *r, struct scan_error *error)
{
	if (!tables_is(r))
		return is_wrong(error, "it does not begin with tables: is this what dedupe --seen, --seen-to or --emit=tables --merge wrote?");
	if (!tables_parse(&g->tables, r, error) || !tables_fit(&g->tables, g->seen->same, g->seen->other, r, error))
		return false;
	if (g->tables.partial)
		return is_wrong(error, "tables: these are of a part: dedupe --emit=tables --merge adds them up");
	g->begun = true;
	return true;
}

static bool
take_frequency(struct reading *g, const struct record *r, struct scan_error *error)
{
	if (g->take && !frequencies_take(g->seen->frequencies, r, error))
		return false;
	g->frequencies++;
	g->digest += hash64(r->text.s, r->text.n);
	return true;
}

static bool
take_card(struct reading *g, const struct record *r, struct scan_error *error)
{
	struct card card;

	g->cards++;
	if (g->card == NULL)
		return true;
	if (!card_parse(&card, r, error))
		return false;
	g->card(g->with, &card);
	return true;
}

/* The last line says whether all is there. */
static bool
take_ledger(struct reading *g, const struct record *r, struct scan_error *error)
{
	struct ledger books = {0};
	bool good = ledger_parse(&books, r, error);

	if (good && (ledger_account(&books, STR(FREQUENCY_TYPE))->written != g->frequencies ||
	    ledger_account(&books, STR(CARD_TYPE))->written != g->cards))
		good = is_wrong(error, "lines are missing, or too many, by this ledger: begin anew, or with an older one");
	ledger_free(&books);
	g->ended = true;
	return good;
}

static bool
take(struct reading *g, const struct record *r, struct scan_error *error)
{
	if (g->ended)
		return is_wrong(error, "there is more behind the ledger");
	if (!g->begun)
		return take_tables(g, r, error);
	if (frequency_is(r))
		return take_frequency(g, r, error);
	if (card_is(r))
		return take_card(g, r, error);
	if (ledger_is(r))
		return take_ledger(g, r, error);
	return is_wrong(error, "a record that does not belong here");
}

static enum seen_status
refuse(struct reading *g, const char *path, size_t line, const struct scan_error *error)
{
	if (line > 0)
		snprintf(g->seen->why, sizeof g->seen->why, "%s:%zu:%zu: %s", path, line, error->byte, error->why);
	else
		snprintf(g->seen->why, sizeof g->seen->why, "%s: %s", path, error->why);
	return SEEN_BAD;
}

/* The lines of a block, until one is wrong. */
static enum seen_status
take_block(struct reading *g, const char *path, const struct block *b, struct scan *scan, struct record *r)
{
	struct scan_error error = {0};
	size_t number = b->line;

	for (size_t at = 0, n; at < b->len; at += n + 1, number++) {
		const char *end = memchr(b->text + at, '\n', b->len - at);

		n = end != NULL ? (size_t)(end - b->text) - at : b->len - at;
		if (!record_parse(r, scan, (struct str){ b->text + at, n }, &error) || !take(g, r, &error))
			return refuse(g, path, number, &error);
	}
	return SEEN_READ;
}

static enum seen_status
read_all(struct reading *g, const char *path, struct source *source)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct block b = {0};
	enum seen_status status = scan != NULL ? SEEN_READ : SEEN_FAILED;
	enum source_status got = SOURCE_END;

	while (status == SEEN_READ && (got = source_block(source, &b)) == SOURCE_SOME)
		status = take_block(g, path, &b, scan, &r);
	if (got < 0) {
		snprintf(g->seen->why, sizeof g->seen->why, "%s: %s", path, source_error(source));
		status = got == SOURCE_BAD_DATA ? SEEN_BAD : SEEN_FAILED;
	}
	record_free(&r);
	block_free(&b);
	scan_free(scan);
	return status;
}

enum seen_status
seen_read(struct seen *s, const char *path, void (*card)(void *with, const struct card *card), void *with)
{
	struct reading g = { .seen = s, .take = !s->has_tables, .card = card, .with = with };
	struct scan_error error = {0};
	char *paths[] = { (char *)(size_t)path, NULL };
	struct source *source;
	enum seen_status status;
	struct stat st;

	if (stat(path, &st) != 0 && errno == ENOENT)
		return SEEN_ABSENT;
	source = source_open(paths, 0, LONGEST);
	status = read_all(&g, path, source);
	source_close(source);
	if (status != SEEN_READ)
		return status;
	if (!g.ended) {
		is_wrong(&error, g.begun ? "it was cut, its last line, a ledger, is not there: begin anew, or with an older one" : "it is empty: is this what dedupe --seen, --seen-to or --emit=tables --merge wrote?");
		return refuse(&g, path, 0, &error);
	}
	if (g.take)
		frequencies_freeze(s->frequencies, g.tables.texts);
	else if (g.digest != s->digest || g.tables.texts != s->frequencies->texts) {
		is_wrong(&error, "it was made with other tables than --tables: leave that out, or begin anew without this file");
		return refuse(&g, path, 0, &error);
	}
	s->digest = g.digest;
	s->has_tables = true;
	return SEEN_READ;
}

static int
put(struct sink *to, struct buf *line, struct ledger *books, const char *type)
{
	struct account *a = ledger_account(books, str_of(type));

	a->made++;
	a->written++;
	buf_addc(line, '\n');
	return sink_write(to, line->data, line->len);
}

/* As put, each; the books are closed with a line that counts itself. */
static int
write_all(struct sink *to, const struct seen *s, bool (*next)(void *with, struct card *card), void *with, struct ledger *books, const char *version)
{
	struct tables tables = { .same = s->same, .other = s->other, .texts = s->frequencies->texts };
	struct frequency_walk walk = {0};
	struct buf line = {0};
	struct card card;
	int r = 0;

	tables_write(&line, &tables);
	r |= put(to, &line, books, TABLES_TYPE);
	while (frequencies_next(s->frequencies, &walk, &line))
		r |= put(to, &line, books, FREQUENCY_TYPE);
	while (next(with, &card)) {
		buf_clear(&line);
		card_write(&line, &card);
		r |= put(to, &line, books, CARD_TYPE);
	}
	ledger_account(books, STR(LEDGER_TYPE))->made++;
	ledger_account(books, STR(LEDGER_TYPE))->written++;
	buf_clear(&line);
	ledger_write(&line, books, "dedupe", version);
	buf_addc(&line, '\n');
	r |= sink_write(to, line.data, line.len);
	buf_free(&line);
	return r;
}

int
seen_write(struct sink *to, const struct seen *s, bool (*next)(void *with, struct card *card), void *with, const char *version)
{
	struct ledger books = {0};
	int r = write_all(to, s, next, with, &books, version);

	ledger_free(&books);
	return r;
}
