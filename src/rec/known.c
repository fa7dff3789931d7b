#include "known.h"
#include "ledger.h"
#include "../base/time.h"
#include "../io/source.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 1 << 30 };		/* line */

struct reading {
	bool has_others;		/* records that are no issues */
	struct known *known;
	struct lifts lifts;
	struct issue issue;
	bool has_ledger;
	uint64_t counted;		/* issues, by cluster-issues' last ledger: earlier ones are of runs whose issues it dropped */
};

static bool
is_wrong(const struct record *r, struct scan_error *error, const char *member, const char *why)
{
	error->byte = record_byte(r, member);
	snprintf(error->why, sizeof error->why, "%s: %s", member, why);
	return false;
}

static bool
take_issue(struct reading *g, const struct record *r, struct scan_error *error)
{
	struct known *k = g->known;
	const char *why;
	char *line;
	bool fresh;

	if (!issue_parse(&g->issue, r, error))
		return false;
	map_add(&k->ids, g->issue.id, &fresh);
	if (!fresh)
		return is_wrong(r, error, "id", "this issue was there before: give one night's issues only");
	if (!lifts_parse(&g->lifts, scan_member(r->root, STR(ISSUE_MODEL)), &why))
		return is_wrong(r, error, ISSUE_MODEL, why);
	line = mem_zeroed(r->text.n + SOURCE_PADDING, 1);
	memcpy(line, r->text.s, r->text.n);
	vec_push(&k->lines, line);
	vec_push(&k->lengths, r->text.n);
	vec_push(&k->tickets, g->issue.tickets);
	if (g->issue.last_seen != TIME_NONE && (k->newest == TIME_NONE || g->issue.last_seen > k->newest))
		k->newest = g->issue.last_seen;
	if (g->issue.first_seen != TIME_NONE && (k->oldest == TIME_NONE || g->issue.first_seen < k->oldest))
		k->oldest = g->issue.first_seen;
	return true;
}

static bool
take_ledger(struct reading *g, const struct record *r, struct scan_error *error)
{
	struct ledger books = {0};
	bool good = ledger_parse(&books, r, error);

	if (good && books.program != NULL && strcmp(books.program, "cluster-issues") == 0) {
		g->has_ledger = true;
		g->counted = ledger_account(&books, STR(ISSUE_TYPE))->written;
	}
	ledger_free(&books);
	return good;
}

static bool
take(struct reading *g, const struct record *r, struct scan_error *error)
{
	if (issue_is(r))
		return take_issue(g, r, error);
	g->has_others = true;
	return !ledger_is(r) || take_ledger(g, r, error);
}

/* The lines of a block, until one is wrong. */
static bool
take_block(struct reading *g, const char *path, const struct block *b, struct scan *scan, struct record *r)
{
	struct scan_error error = {0};
	size_t number = b->line;

	for (size_t at = 0, n; at < b->len; at += n + 1, number++) {
		const char *end = memchr(b->text + at, '\n', b->len - at);
		struct str line = { b->text + at, end != NULL ? (size_t)(end - b->text) - at : b->len - at };

		n = line.n;
		if (str_trim(line).n > 0 && (!record_parse(r, scan, line, &error) || !take(g, r, &error))) {
			snprintf(g->known->why, sizeof g->known->why, "%s:%zu:%zu: %s", path, number, error.byte, error.why);
			return false;
		}
	}
	return true;
}

static enum known_status
read_all(struct reading *g, const char *path, struct source *source)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct block b = {0};
	enum known_status status = KNOWN_READ;
	enum source_status got = SOURCE_END;

	while (status == KNOWN_READ && (got = source_block(source, &b)) == SOURCE_SOME)
		if (!take_block(g, path, &b, scan, &r))
			status = KNOWN_BAD;
	if (got < 0) {
		snprintf(g->known->why, sizeof g->known->why, "%s: %s", path, source_error(source));
		status = got == SOURCE_BAD_DATA ? KNOWN_BAD : KNOWN_FAILED;
	}
	if (status == KNOWN_READ && g->has_ledger && g->counted != map_len(&g->known->ids)) {
		snprintf(g->known->why, sizeof g->known->why, "%s: it has %zu issues, by its ledger there should be %llu: it was cut, or is of several "
		    "nights; give one night's whole output", path, map_len(&g->known->ids), (unsigned long long)g->counted);
		status = KNOWN_BAD;
	}
	if (status == KNOWN_READ && g->has_others && !g->has_ledger) {
		snprintf(g->known->why, sizeof g->known->why, "%s: it has other records than issues, but no ledger of cluster-issues: it was cut, or is not "
		    "what cluster-issues wrote: give one night's whole output, or all of its issue records alone", path);
		status = KNOWN_BAD;
	}
	g->known->is_counted = g->has_ledger;
	record_free(&r);
	block_free(&b);
	scan_free(scan);
	return status;
}

enum known_status
known_read(struct known *k, const char *path)
{
	char *paths[] = { (char *)(size_t)path, NULL };
	struct reading g = { .known = k };
	struct source *source = source_open(paths, 0, LONGEST);
	enum known_status status;

	*k = (struct known){ .oldest = TIME_NONE, .newest = TIME_NONE };
	status = read_all(&g, path, source);
	source_close(source);
	lifts_model(&g.lifts, &k->model);
	memcpy(k->lang, g.lifts.lang, sizeof k->lang);
	k->words = g.lifts.words;
	g.lifts.words = (struct map){0};
	lifts_free(&g.lifts);
	issue_free(&g.issue);
	return status;
}

size_t
known_len(const struct known *k)
{
	return k->lines.len;
}

void
known_issue(const struct known *k, size_t i, struct scan *scan, struct record *r, struct issue *issue)
{
	struct scan_error error;

	/* It was read before: it can be read again. */
	if (record_parse(r, scan, (struct str){ k->lines.at[i], k->lengths.at[i] }, &error))
		issue_parse(issue, r, &error);
}

void
known_free(struct known *k)
{
	for (size_t i = 0; i < k->lines.len; i++)
		free(k->lines.at[i]);
	vec_free(&k->lines);
	vec_free(&k->lengths);
	vec_free(&k->tickets);
	map_free(&k->ids);
	map_free(&k->words);
	model_free(&k->model);
	*k = (struct known){0};
}
