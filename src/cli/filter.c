#include "filter.h"
#include "passing.h"
#include "run.h"
#include "../base/die.h"
#include "../base/mem.h"
#include "../rec/reject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char UNREADABLE[] = "unreadable";	/* the type under which lines that are no record are counted */

struct filter {
	struct run *run;
	struct block block;
	uint64_t number;		/* of the block */
	uint64_t consumed;		/* bytes of the input when it was taken */
	size_t at, line;		/* next byte of the block, number of the line last taken */
	bool has_block, by_block, in_turn;
	struct scan *scan;
	struct record record;
	struct buf out, kept, rejected;	/* what this block gave */
	struct passing passed;		/* before anything is in out */
	struct ledger books;
	uint64_t read, bad;
	uint64_t kept_place, kept_next, kept_behind;
	uint32_t kept_tag;
	char failure[512];		/* why the input ends in this block; empty: it does not */
	int status;
};

static struct filter *
new_lane(struct run *run)
{
	struct filter *f = mem_zeroed(1, sizeof *f);

	f->run = run;
	f->scan = scan_new();
	if (f->scan == NULL)
		die(EXIT_SYSTEM, "out of memory");
	return f;
}

static void
free_lane(struct filter *f)
{
	block_free(&f->block);
	scan_free(f->scan);
	record_free(&f->record);
	buf_free(&f->out);
	buf_free(&f->kept);
	buf_free(&f->rejected);
	ledger_free(&f->books);
	free(f);
}

struct filter *
filter_start(const struct program *p, int argc, char **argv)
{
	return new_lane(run_start(p, argc, argv));
}

/* The lane fails: told when its block's turn comes, so that the first failure of the input is the one told. */
static void
fail(struct filter *f, int status, const char *why)
{
	if (f->failure[0] != '\0')
		return;
	snprintf(f->failure, sizeof f->failure, "%s", why);
	f->status = status;
}

/* The next block of the input, or false: there is none. One that cannot be read is a block that fails. */
static bool
take_block(struct filter *f)
{
	struct run *run = f->run;
	enum source_status r = SOURCE_END;
	char why[400];

	pthread_mutex_lock(&run->input);
	if (!run->ended && !atomic_load(&run->stopped)) {
		r = source_block(run->source, &f->block);
		run->ended = r <= 0;
		f->consumed = source_consumed(run->source);
		if (r != SOURCE_END)
			f->number = run->taken++;
		if (r > 0 && run->kept != NULL)
			kept_see(run->kept, run->source, &f->block);
		if (r < 0) {
			snprintf(why, sizeof why, "%s: %s", source_name(run->source), source_error(run->source));
			fail(f, r == SOURCE_BAD_DATA ? EXIT_DATA : EXIT_SYSTEM, why);
			f->block.len = 0;
		}
	}
	pthread_mutex_unlock(&run->input);
	f->at = 0;
	f->line = f->block.line - 1;
	return f->has_block = r != SOURCE_END;
}

static void
wait_turn(struct filter *f)
{
	if (!f->in_turn)
		run_wait_turn(f->run, f->number);
	f->in_turn = true;
}

/* Hand over what the lane has gathered: in its turn, or when no other lane is at work. */
static void
hand_over(struct filter *f)
{
	struct run *run = f->run;

	run_pass(run->out, f->passed.lines);
	f->passed = (struct passing){0};
	run_write(run->out, &f->out);
	if (f->rejected.len > 0)
		run_write(run->rejects, &f->rejected);
	if (run->kept != NULL && kept_take(run->kept, &f->kept) != 0)
		die(EXIT_SYSTEM, "%s", kept_error(run->kept));
	buf_clear(&f->kept);
	ledger_merge(&run->ledger, &f->books);
	ledger_clear(&f->books);
	run->read += f->read;
	run->bad += f->bad;
	if (common.line_buffered && sink_flush(run->out) != 0)
		die(EXIT_SYSTEM, "%s: %s", sink_name(run->out), sink_error(run->out));
	progress_show(&run->progress, run->read, f->consumed);
	f->read = f->bad = 0;
}

static void
finish_block(struct filter *f)
{
	struct run *run = f->run;

	wait_turn(f);
	if (!atomic_load(&run->stopped)) {
		hand_over(f);
		if (f->failure[0] != '\0')
			run_stop(run, f->status, f->failure);
	}
	f->passed = (struct passing){0};
	buf_clear(&f->out);
	buf_clear(&f->kept);
	buf_clear(&f->rejected);
	f->has_block = false;
	f->in_turn = false;
	run_pass_turn(run);
}

/*
 * More bad records than --max-rejects allows: the input ends at this one. How many there were before it is
 * known when the block's turn has come; where it ends must not depend on how the input was cut into blocks.
 */
static void
check_count(struct filter *f)
{
	char why[400];

	if (!run_counts_rejects())
		return;
	wait_turn(f);
	if (run_too_many(f->run->bad + f->bad, why, sizeof why))
		fail(f, EXIT_DATA, why);
}

/* A bad line: set aside, or the end of the input. */
static void
bad_line(struct filter *f, struct str type, struct str raw, const struct scan_error *error)
{
	char why[400];

	account_reject(ledger_account(&f->books, type), error->why);
	f->bad++;
	if (common.rejects != NULL) {
		struct reject r = { progname, f->block.file, f->line, error->byte, error->why, raw };

		reject_write(&f->rejected, &r);
		buf_addc(&f->rejected, '\n');
		check_count(f);
		return;
	}
	snprintf(why, sizeof why, "%s:%zu:%zu: %s (--rejects=FILE sets bad records aside and goes on)",
	    f->block.file, f->line, error->byte, error->why);
	fail(f, EXIT_DATA, why);
}

/* The next line of the block that holds something. */
static bool
next_line(struct filter *f, struct str *line)
{
	while (f->at < f->block.len && f->failure[0] == '\0') {
		const char *from = f->block.text + f->at, *end = f->block.text + f->block.len;
		const char *nl = memchr(from, '\n', (size_t)(end - from));

		*line = (struct str){ from, (size_t)((nl != NULL ? nl : end) - from) };
		f->at += line->n + (nl != NULL);
		f->line++;
		/* Only the beginning of a line that is too long may be here: blank or not, it is no blank line. */
		if (line->n > 0 && (*from == '{' || line->n > common.max_record || str_trim(*line).n > 0))
			return true;
	}
	return false;
}

/* Parse the line at hand: true if it is a record. */
static bool
parse_line(struct filter *f, struct str line)
{
	struct scan_error error = { 0 };

	f->read++;
	if (line.n > common.max_record) {	/* what is shown of it must not depend on how much was read */
		line.n = common.max_record;
		error.byte = common.max_record;
		snprintf(error.why, sizeof error.why, "the line is longer than --max-record=%zu bytes", common.max_record);
	} else if (record_parse(&f->record, f->scan, line, &error)) {
		f->record.file = f->block.file;
		f->record.line = f->line;
		ledger_account(&f->books, f->record.type)->read++;
		return true;
	}
	ledger_account(&f->books, STR(UNREADABLE))->read++;
	bad_line(f, STR(UNREADABLE), line, &error);
	return false;
}

struct record *
filter_next(struct filter *f)
{
	struct str line;

	for (;;) {
		if (!f->has_block && (f->by_block || !take_block(f)))
			return NULL;
		while (next_line(f, &line))
			if (parse_line(f, line))
				return &f->record;
		if (f->by_block)
			return NULL;
		finish_block(f);
	}
}

bool
filter_block(struct filter *lane)
{
	lane->by_block = true;
	if (lane->has_block)
		finish_block(lane);
	return take_block(lane);
}

bool
filter_turn(struct filter *lane)
{
	wait_turn(lane);
	return !atomic_load(&lane->run->stopped);
}

static void
put_line(struct filter *f, struct str line)
{
	if (f->has_block && f->out.len == 0 && passing_takes(&f->passed, &f->block, line))
		return;
	passing_copy(&f->passed, &f->out);
	buf_add(&f->out, line.s, line.n);
	buf_addc(&f->out, '\n');
	if (!f->has_block && f->out.len >= 1 << 20)
		run_write(f->run->out, &f->out);
}

void
filter_put(struct filter *f, const struct record *r)
{
	ledger_account(&f->books, r->type)->written++;
	put_line(f, r->text);
}

void
filter_drop(struct filter *f, const struct record *r, const char *why)
{
	struct account *a = ledger_account(&f->books, r->type);

	a->dropped++;
	tally_add(&a->why, str_of(why), 1);
}

void
filter_refuse(struct filter *f, const struct record *r, const struct scan_error *error)
{
	bad_line(f, r->type, r->text, error);
}

void
filter_make(struct filter *f, const char *type, const struct buf *line)
{
	struct account *a = ledger_account(&f->books, str_of(type));

	a->made++;
	a->written++;
	put_line(f, buf_str(line));
}

void
filter_keep(struct filter *f, const struct record *r, uint32_t tag)
{
	ledger_account(&f->books, r->type)->written++;
	kept_note(&f->kept, &f->block, r->text, tag);
}

struct str
filter_kept_at(struct filter *f, uint64_t place)
{
	struct str record = kept_at(f->run->kept, place, &f->kept_tag, &f->kept_behind);

	if (record.s == NULL)
		die(EXIT_SYSTEM, "%s", kept_error(f->run->kept));
	return record;
}

bool
filter_kept(struct filter *f, struct str *line, uint32_t *tag)
{
	if (f->run->kept == NULL || f->kept_next == kept_end(f->run->kept))
		return false;
	f->kept_place = f->kept_next;
	*line = filter_kept_at(f, f->kept_place);
	*tag = f->kept_tag;
	f->kept_next = f->kept_behind;
	return true;
}

bool
filter_kept_fits(struct filter *f, size_t others)
{
	if (kept_held(f->run->kept) + others <= common.memory)
		return true;
	kept_limit(f->run->kept);
	return false;
}

uint64_t
filter_kept_place(const struct filter *f)
{
	return f->kept_place;
}

void
filter_rewind(struct filter *f)
{
	f->kept_next = 0;
}

void
filter_put_kept(struct filter *f, struct str line)
{
	put_line(f, line);	/* it was counted when it was kept */
}

void
filter_drop_kept(struct filter *f, const char *type, const char *why)
{
	struct account *a = ledger_account(&f->run->ledger, str_of(type));

	a->written--;
	a->dropped++;
	tally_add(&a->why, str_of(why), 1);
}

struct lane {
	pthread_t thread;
	struct filter *filter;
	void (*work)(struct filter *, void *);
	void *with;
};

static void *
run_lane(void *arg)
{
	struct lane *lane = arg;

	lane->work(lane->filter, lane->with);
	return NULL;
}

void
filter_work(struct filter *f, void (*work)(struct filter *lane, void *with), void *with)
{
	struct lane lanes[64];
	size_t n = common.jobs > 64 ? 64 : common.jobs;

	f->run->kept = kept_new(common.memory);
	for (size_t i = 1; i < n; i++) {
		int r;

		lanes[i] = (struct lane){ .filter = new_lane(f->run), .work = work, .with = with };
		if ((r = pthread_create(&lanes[i].thread, NULL, run_lane, &lanes[i])) != 0)
			die(EXIT_SYSTEM, "cannot start thread %zu of %zu: %s", i + 1, n, strerror(r));
	}
	work(f, with);
	for (size_t i = 1; i < n; i++) {
		pthread_join(lanes[i].thread, NULL);
		free_lane(lanes[i].filter);
	}
	f->by_block = false;
}

struct source *
filter_source(struct filter *f)
{
	return f->run->source;
}

struct ledger *
filter_ledger(struct filter *f)
{
	return &f->run->ledger;
}

void
filter_write(struct filter *f, struct str bytes)
{
	passing_copy(&f->passed, &f->out);
	buf_add(&f->out, bytes.s, bytes.n);
	run_write(f->run->out, &f->out);
}

bool
filter_reject(struct filter *f, const char *file, uint64_t line, uint64_t byte, const char *why, struct str raw)
{
	struct run *run = f->run;
	char message[512], place[64] = "";

	run->bad++;
	if (common.rejects != NULL) {
		struct reject r = { progname, file, line, byte, why, raw };

		reject_write(&f->rejected, &r);
		buf_addc(&f->rejected, '\n');
		run_write(run->rejects, &f->rejected);
		if (run_too_many(run->bad, message, sizeof message))
			run_stop(run, EXIT_DATA, message);
		return !atomic_load(&run->stopped);
	}
	if (line > 0 && byte > 0)
		snprintf(place, sizeof place, ":%llu:%llu", (unsigned long long)line, (unsigned long long)byte);
	else if (line > 0)
		snprintf(place, sizeof place, ":%llu", (unsigned long long)line);
	snprintf(message, sizeof message, "%s%s: %s (--rejects=FILE sets bad rows aside and goes on)", file, place, why);
	run_stop(run, EXIT_DATA, message);
	return false;
}

void
filter_fail(struct filter *f, enum source_status status)
{
	struct run *run = f->run;
	char why[400];

	snprintf(why, sizeof why, "%s: %s", source_name(run->source), source_error(run->source));
	run_stop(run, status == SOURCE_BAD_DATA ? EXIT_DATA : EXIT_SYSTEM, why);
}

void
filter_stop(struct filter *f, const char *why)
{
	run_stop(f->run, EXIT_DATA, why);
}

bool
filter_stopped(const struct filter *f)
{
	return atomic_load(&f->run->stopped);
}

void
filter_progress(struct filter *f, uint64_t records)
{
	f->run->read += records;
	progress_show(&f->run->progress, f->run->read, source_consumed(f->run->source));
}

int
filter_end(struct filter *f)
{
	struct run *run = f->run;

	if (f->has_block)
		finish_block(f);
	hand_over(f);
	run_check_share(run);
	free_lane(f);
	return run_close(run);
}
