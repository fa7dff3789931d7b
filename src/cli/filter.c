#include "filter.h"
#include "progress.h"
#include "../base/die.h"
#include "../base/mem.h"
#include "../io/sink.h"
#include "../io/spool.h"
#include "../rec/reject.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MIB = 1 << 20 };

static const char UNREADABLE[] = "unreadable";	/* the type under which lines that are no record are counted */

/* What all lanes have in common. Fields below `turn` belong to the lane whose turn it is. */
struct shared {
	const struct program *program;
	char **files;
	pthread_mutex_t input;		/* guards source, taken and ended */
	struct source *source;
	uint64_t taken;
	bool ended;
	pthread_mutex_t lock;		/* guards turn */
	pthread_cond_t turned;
	uint64_t turn;
	atomic_bool stopped;
	int status;
	struct sink *out, *rejects;
	struct spool *spool;
	struct ledger ledger;
	uint64_t read, bad;
	struct progress progress;
};

struct filter {
	struct shared *shared;
	struct block block;
	uint64_t number;		/* of the block */
	size_t at, line;		/* next byte of the block, number of the line last taken */
	bool has_block, by_block, in_turn;
	struct scan *scan;
	struct record record;
	struct buf out, kept, rejected;	/* what this block gave */
	struct ledger books;
	uint64_t read, bad;
	uint64_t kept_place, kept_next;
	uint32_t kept_tag;
	char failure[512];		/* why the input ends in this block; empty: it does not */
	int status;
};

static struct sink *unfinished;		/* the -o file, to be removed if the program ends early */

static void
abandon_output(void)
{
	struct sink *s = unfinished;

	unfinished = NULL;
	sink_abandon(s);
}

static void
on_signal(int sig)
{
	const char *temporary = unfinished != NULL ? sink_temporary(unfinished) : NULL;

	if (temporary != NULL)
		unlink(temporary);
	signal(sig, SIG_DFL);
	raise(sig);
}

/*
 * A program started with a standard descriptor closed would get its number for the next file it opens
 * and write records into it. /dev/null takes the place, opened so that using it fails.
 */
static void
hold_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
			_exit(EXIT_SYSTEM);
}

static struct filter *
new_lane(struct shared *s)
{
	struct filter *f = mem_zeroed(1, sizeof *f);

	f->shared = s;
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
	struct shared *s = mem_zeroed(1, sizeof *s);

	hold_standard_descriptors();
	s->files = options_parse(p, argc, argv);
	s->program = p;
	pthread_mutex_init(&s->input, NULL);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->turned, NULL);
	s->source = source_open(s->files, common.chunk, common.max_record);
	s->out = sink_open(common.output);
	unfinished = s->out;
	die_cleanup(abandon_output);
	if (sink_error(s->out) != NULL)
		die(EXIT_SYSTEM, "%s: %s", sink_name(s->out), sink_error(s->out));
	if (sink_temporary(s->out) != NULL) {
		signal(SIGINT, on_signal);
		signal(SIGTERM, on_signal);
		signal(SIGHUP, on_signal);
	}
	if (common.rejects != NULL) {
		s->rejects = sink_open(common.rejects);
		if (sink_error(s->rejects) != NULL)
			die(EXIT_SYSTEM, "%s: %s", common.rejects, sink_error(s->rejects));
	}
	progress_start(&s->progress, common.progress, source_size(s->source));
	return new_lane(s);
}

static void
write_checked(struct sink *to, struct buf *from)
{
	if (from->len > 0 && sink_write(to, from->data, from->len) != 0)
		die(EXIT_SYSTEM, "%s: %s", sink_name(to), sink_error(to));
	buf_clear(from);
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

static void
stop(struct shared *s, int status, const char *why)
{
	progress_clear(&s->progress);
	warn("%s", why);
	s->status = status;
	atomic_store(&s->stopped, true);
}

/* The next block of the input, or false: there is none. One that cannot be read is a block that fails. */
static bool
take_block(struct filter *f)
{
	struct shared *s = f->shared;
	enum source_status r = SOURCE_END;
	char why[400];

	pthread_mutex_lock(&s->input);
	if (!s->ended && !atomic_load(&s->stopped)) {
		r = source_block(s->source, &f->block);
		s->ended = r <= 0;
		if (r != SOURCE_END)
			f->number = s->taken++;
		if (r < 0) {
			snprintf(why, sizeof why, "%s: %s", source_name(s->source), source_error(s->source));
			fail(f, r == SOURCE_BAD_DATA ? EXIT_DATA : EXIT_SYSTEM, why);
			f->block.len = 0;
		}
	}
	pthread_mutex_unlock(&s->input);
	f->at = 0;
	f->line = f->block.line - 1;
	return f->has_block = r != SOURCE_END;
}

static void
wait_turn(struct filter *f)
{
	struct shared *s = f->shared;

	if (f->in_turn)
		return;
	pthread_mutex_lock(&s->lock);
	while (s->turn != f->number)
		pthread_cond_wait(&s->turned, &s->lock);
	pthread_mutex_unlock(&s->lock);
	f->in_turn = true;
}

static void
pass_turn(struct filter *f)
{
	struct shared *s = f->shared;

	f->in_turn = false;
	pthread_mutex_lock(&s->lock);
	s->turn++;
	pthread_cond_broadcast(&s->turned);
	pthread_mutex_unlock(&s->lock);
}

static void
check_reject_count(struct shared *s)
{
	char why[160];
	long long most;

	if (common.max_rejects == NULL || !str_int(str_of(common.max_rejects), &most) || s->bad <= (uint64_t)most)
		return;
	snprintf(why, sizeof why, "%llu bad records, more than --max-rejects=%lld allows; see %s",
	    (unsigned long long)s->bad, most, common.rejects);
	stop(s, EXIT_DATA, why);
}

/* Hand over what the lane has gathered: in its turn, or when no other lane is at work. */
static void
hand_over(struct filter *f)
{
	struct shared *s = f->shared;

	write_checked(s->out, &f->out);
	if (f->rejected.len > 0)
		write_checked(s->rejects, &f->rejected);
	if (f->kept.len > 0 && spool_add(s->spool, f->kept.data, f->kept.len) == UINT64_MAX)
		die(EXIT_SYSTEM, "%s", spool_error(s->spool));
	buf_clear(&f->kept);
	ledger_merge(&s->ledger, &f->books);
	for (size_t i = 0; i < f->books.accounts.len; i++) {
		struct account *a = &f->books.accounts.at[i];

		a->read = a->dropped = a->rejected = a->made = a->written = 0;
		tally_free(&a->why);
	}
	s->read += f->read;
	s->bad += f->bad;
	if (common.line_buffered && sink_flush(s->out) != 0)
		die(EXIT_SYSTEM, "%s: %s", sink_name(s->out), sink_error(s->out));
	progress_show(&s->progress, s->read, source_consumed(s->source));
	if (f->bad > 0)
		check_reject_count(s);
	f->read = f->bad = 0;
}

static void
finish_block(struct filter *f)
{
	struct shared *s = f->shared;

	wait_turn(f);
	if (!atomic_load(&s->stopped)) {
		hand_over(f);
		if (f->failure[0] != '\0')
			stop(s, f->status, f->failure);
	}
	buf_clear(&f->out);
	buf_clear(&f->kept);
	buf_clear(&f->rejected);
	f->has_block = false;
	pass_turn(f);
}

/* A reason without what differs from row to row, so that there are few of them. */
static void
count_reason(struct account *a, const char *why)
{
	const char *end = strstr(why, " near ");
	struct buf plain = {0};

	for (const char *s = why; *s != '\0' && s != end; s++)
		if (*s < '0' || *s > '9')
			buf_addc(&plain, *s);
		else if (s == why || s[-1] < '0' || s[-1] > '9')
			buf_addc(&plain, 'N');
	tally_add(&a->why, buf_str(&plain), 1);
	buf_free(&plain);
}

/* A bad line: set aside, or the end of the input. */
static void
bad_line(struct filter *f, struct str type, struct str raw, const struct scan_error *error)
{
	struct account *a = ledger_account(&f->books, type);
	char why[400];

	a->rejected++;
	f->bad++;
	count_reason(a, error->why);
	if (common.rejects != NULL) {
		struct reject r = { progname, f->block.file, f->line, error->byte, error->why, raw };

		reject_write(&f->rejected, &r);
		buf_addc(&f->rejected, '\n');
		return;
	}
	snprintf(why, sizeof why, "%s:%zu:%zu: %s (--rejects=FILE sets bad records aside and goes on)",
	    f->block.file, f->line, error->byte, error->why);
	fail(f, EXIT_DATA, why);
}

static bool
blank(struct str line)
{
	return str_trim(line).n == 0;
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
		if (line->n > 0 && (*from == '{' || !blank(*line)))
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
	if (f->block.too_long) {
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
	return !atomic_load(&lane->shared->stopped);
}

static void
put_line(struct filter *f, struct str line)
{
	buf_room(&f->out, line.n + 1);
	buf_add(&f->out, line.s, line.n);
	buf_addc(&f->out, '\n');
	if (!f->has_block && f->out.len >= MIB)
		write_checked(f->shared->out, &f->out);
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
	uint32_t head[2] = { (uint32_t)r->text.n, tag };

	ledger_account(&f->books, r->type)->written++;
	buf_add(&f->kept, head, sizeof head);
	buf_add(&f->kept, r->text.s, r->text.n);
}

struct str
filter_kept_at(struct filter *f, uint64_t place)
{
	struct spool *spool = f->shared->spool;
	uint32_t head[2];
	const char *at = spool_at(spool, place, sizeof head);

	if (at != NULL) {
		memcpy(head, at, sizeof head);
		at = spool_at(spool, place + sizeof head, head[0]);
	}
	if (at == NULL)
		die(EXIT_SYSTEM, "%s", spool_error(spool));
	f->kept_tag = head[1];
	return (struct str){ at, head[0] };
}

bool
filter_kept(struct filter *f, struct str *line, uint32_t *tag)
{
	if (f->shared->spool == NULL || f->kept_next == spool_len(f->shared->spool))
		return false;
	f->kept_place = f->kept_next;
	*line = filter_kept_at(f, f->kept_place);
	*tag = f->kept_tag;
	f->kept_next += 2 * sizeof(uint32_t) + line->n;
	return true;
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
	struct account *a = ledger_account(&f->shared->ledger, str_of(type));

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

	f->shared->spool = spool_new(common.memory);
	for (size_t i = 1; i < n; i++) {
		int r;

		lanes[i] = (struct lane){ .filter = new_lane(f->shared), .work = work, .with = with };
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
	return f->shared->source;
}

struct ledger *
filter_ledger(struct filter *f)
{
	return &f->shared->ledger;
}

void
filter_write(struct filter *f, struct str bytes)
{
	buf_add(&f->out, bytes.s, bytes.n);
	write_checked(f->shared->out, &f->out);
}

bool
filter_reject(struct filter *f, const char *file, uint64_t line, uint64_t byte, const char *why, struct str raw)
{
	struct shared *s = f->shared;
	char message[512], place[64] = "";

	s->bad++;
	if (common.rejects != NULL) {
		struct reject r = { progname, file, line, byte, why, raw };

		reject_write(&f->rejected, &r);
		buf_addc(&f->rejected, '\n');
		write_checked(s->rejects, &f->rejected);
		check_reject_count(s);
		return !atomic_load(&s->stopped);
	}
	if (line > 0 && byte > 0)
		snprintf(place, sizeof place, ":%llu:%llu", (unsigned long long)line, (unsigned long long)byte);
	else if (line > 0)
		snprintf(place, sizeof place, ":%llu", (unsigned long long)line);
	snprintf(message, sizeof message, "%s%s: %s (--rejects=FILE sets bad rows aside and goes on)", file, place, why);
	stop(s, EXIT_DATA, message);
	return false;
}

void
filter_fail(struct filter *f, enum source_status status)
{
	struct shared *s = f->shared;
	char why[400];

	snprintf(why, sizeof why, "%s: %s", source_name(s->source), source_error(s->source));
	stop(s, status == SOURCE_BAD_DATA ? EXIT_DATA : EXIT_SYSTEM, why);
}

bool
filter_stopped(const struct filter *f)
{
	return atomic_load(&f->shared->stopped);
}

void
filter_progress(struct filter *f, uint64_t records)
{
	f->shared->read += records;
	progress_show(&f->shared->progress, f->shared->read, source_consumed(f->shared->source));
}

/* --max-rejects=P%: only the whole input tells. */
static void
check_reject_share(struct shared *s)
{
	size_t n = common.max_rejects != NULL ? strlen(common.max_rejects) : 0;
	long long percent;
	char why[160];

	if (n == 0 || common.max_rejects[n - 1] != '%' || atomic_load(&s->stopped))
		return;
	str_int((struct str){ common.max_rejects, n - 1 }, &percent);
	if ((double)s->bad * 100 <= (double)percent * (double)s->read)
		return;
	snprintf(why, sizeof why, "%llu of %llu records are bad, more than --max-rejects=%s allows; see %s",
	    (unsigned long long)s->bad, (unsigned long long)s->read, common.max_rejects, common.rejects);
	stop(s, EXIT_DATA, why);
}

static void
write_ledger(struct filter *f)
{
	struct shared *s = f->shared;
	struct account *own = ledger_account(&s->ledger, STR(LEDGER_TYPE));
	struct buf line = {0};

	own->made++;
	own->written++;
	ledger_write(&line, &s->ledger, progname, MUSTER_VERSION);
	put_line(f, buf_str(&line));
	write_checked(s->out, &f->out);
	buf_free(&line);
}

static void
close_sink(struct sink *s, const char *path)
{
	char why[256], name[256];

	snprintf(name, sizeof name, "%s", path != NULL ? path : "<stdout>");
	if (sink_close(s, why, sizeof why) != 0)
		die(EXIT_SYSTEM, "%s: %s", name, why);
}

/* Records that end early must not replace a whole file; a page with its banner may. */
static void
close_output(struct shared *s)
{
	bool whole = s->status == EXIT_OK || s->program->writes_document;

	unfinished = NULL;
	if (!whole && sink_temporary(s->out) != NULL)
		sink_abandon(s->out);
	else
		close_sink(s->out, common.output);
	if (s->rejects != NULL)
		close_sink(s->rejects, common.rejects);
}

int
filter_end(struct filter *f)
{
	struct shared *s = f->shared;
	int status;

	if (f->has_block)
		finish_block(f);
	hand_over(f);
	check_reject_share(s);
	if (s->status == EXIT_OK && !s->program->writes_document)
		write_ledger(f);
	progress_end(&s->progress, s->read, source_consumed(s->source));
	close_output(s);
	status = s->status;
	if (s->bad > 0 && s->rejects != NULL && status == EXIT_OK)
		warn("%llu bad of %llu read; they are in %s", (unsigned long long)s->bad, (unsigned long long)s->read, common.rejects);
	free_lane(f);
	source_close(s->source);
	spool_free(s->spool);
	ledger_free(&s->ledger);
	pthread_mutex_destroy(&s->input);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->turned);
	free(s->files);
	free(s);
	return status;
}
