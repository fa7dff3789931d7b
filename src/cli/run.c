#include "run.h"
#include "../base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OUTPUTS = 2 };
static struct sink *unfinished[OUTPUTS];	/* to be abandoned if the program ends early */

static void
abandon_outputs(void)
{
	for (size_t i = 0; i < OUTPUTS; i++) {
		struct sink *s = unfinished[i];

		unfinished[i] = NULL;
		sink_abandon(s);
	}
}

static void
on_signal(int sig)
{
	for (size_t i = 0; i < OUTPUTS; i++) {
		const char *temporary = unfinished[i] != NULL ? sink_temporary(unfinished[i]) : NULL;

		if (temporary != NULL)
			unlink(temporary);
	}
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

static struct sink *
open_output(size_t i, const char *path)
{
	struct sink *s = sink_open(path);

	unfinished[i] = s;
	if (sink_error(s) != NULL)
		die(EXIT_SYSTEM, "%s: %s", sink_name(s), sink_error(s));
	return s;
}

struct run *
run_start(const struct program *p, int argc, char **argv)
{
	struct run *run = mem_zeroed(1, sizeof *run);

	hold_standard_descriptors();
	run->files = options_parse(p, argc, argv);
	run->program = p;
	pthread_mutex_init(&run->input, NULL);
	pthread_mutex_init(&run->lock, NULL);
	pthread_cond_init(&run->turned, NULL);
	run->source = source_open(run->files, common.chunk, common.max_record);
	die_cleanup(abandon_outputs);
	run->out = open_output(0, common.output);
	if (common.rejects != NULL)
		run->rejects = open_output(1, common.rejects);
	if (sink_temporary(run->out) != NULL || run->rejects != NULL) {
		signal(SIGINT, on_signal);
		signal(SIGTERM, on_signal);
		signal(SIGHUP, on_signal);
	}
	progress_start(&run->progress, common.progress, source_size(run->source));
	return run;
}

void
run_wait_turn(struct run *run, uint64_t block)
{
	pthread_mutex_lock(&run->lock);
	while (run->turn != block)
		pthread_cond_wait(&run->turned, &run->lock);
	pthread_mutex_unlock(&run->lock);
}

void
run_pass_turn(struct run *run)
{
	pthread_mutex_lock(&run->lock);
	run->turn++;
	pthread_cond_broadcast(&run->turned);
	pthread_mutex_unlock(&run->lock);
}

void
run_write(struct sink *to, struct buf *from)
{
	if (from->len > 0 && sink_write(to, from->data, from->len) != 0)
		die(EXIT_SYSTEM, "%s: %s", sink_name(to), sink_error(to));
	buf_clear(from);
}

void
run_stop(struct run *run, int status, const char *why)
{
	progress_clear(&run->progress);
	warn("%s", why);
	run->status = status;
	atomic_store(&run->stopped, true);
}

void
run_check_count(struct run *run)
{
	char why[160];
	long long most;

	if (common.max_rejects == NULL || !str_int(str_of(common.max_rejects), &most) || run->bad <= (uint64_t)most)
		return;
	snprintf(why, sizeof why, "%llu bad records, more than --max-rejects=%lld allows; see %s",
	    (unsigned long long)run->bad, most, common.rejects);
	run_stop(run, EXIT_DATA, why);
}

void
run_check_share(struct run *run)
{
	size_t n = common.max_rejects != NULL ? strlen(common.max_rejects) : 0;
	long long percent;
	char why[160];

	if (n == 0 || common.max_rejects[n - 1] != '%' || atomic_load(&run->stopped))
		return;
	str_int((struct str){ common.max_rejects, n - 1 }, &percent);
	if ((double)run->bad * 100 <= (double)percent * (double)run->read)
		return;
	snprintf(why, sizeof why, "%llu of %llu records are bad, more than --max-rejects=%s allows; see %s",
	    (unsigned long long)run->bad, (unsigned long long)run->read, common.max_rejects, common.rejects);
	run_stop(run, EXIT_DATA, why);
}

/* The books are closed with a line that counts itself. */
static void
write_ledger(struct run *run)
{
	struct account *own = ledger_account(&run->ledger, STR(LEDGER_TYPE));
	struct buf line = {0};

	own->made++;
	own->written++;
	ledger_write(&line, &run->ledger, progname, MUSTER_VERSION);
	buf_addc(&line, '\n');
	run_write(run->out, &line);
	buf_free(&line);
}

static void
close_output(size_t i, struct sink *s, const char *path)
{
	char why[256], name[256];

	unfinished[i] = NULL;
	snprintf(name, sizeof name, "%s", path != NULL ? path : "<stdout>");
	if (sink_close(s, why, sizeof why) != 0)
		die(EXIT_SYSTEM, "%s: %s", name, why);
}

/*
 * Records that end early must not replace a whole file; a page with its banner may. The rejects go first:
 * output whose rejects were lost would pass for whole.
 */
static void
close_outputs(struct run *run)
{
	bool whole = run->status == EXIT_OK || run->program->writes_document;

	if (run->rejects != NULL)
		close_output(1, run->rejects, common.rejects);
	if (whole || sink_temporary(run->out) == NULL) {
		close_output(0, run->out, common.output);
		return;
	}
	unfinished[0] = NULL;
	sink_abandon(run->out);
}

int
run_close(struct run *run)
{
	int status = run->status;

	if (status == EXIT_OK && !run->program->writes_document)
		write_ledger(run);
	progress_end(&run->progress, run->read, source_consumed(run->source));
	close_outputs(run);
	if (run->bad > 0 && run->rejects != NULL && status == EXIT_OK)
		warn("%llu bad of %llu read; they are in %s", (unsigned long long)run->bad, (unsigned long long)run->read,
		    common.rejects);
	source_close(run->source);
	spool_free(run->spool);
	ledger_free(&run->ledger);
	pthread_mutex_destroy(&run->input);
	pthread_mutex_destroy(&run->lock);
	pthread_cond_destroy(&run->turned);
	free(run->files);
	free(run);
	return status;
}
