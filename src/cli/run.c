#include "run.h"
#include "output.h"
#include "../base/die.h"
#include "../base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	run->out = output_open(common.output);
	if (common.rejects != NULL)
		run->rejects = output_open(common.rejects);
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
run_pass(struct sink *to, struct str bytes)
{
	if (bytes.n > 0 && sink_write(to, bytes.s, bytes.n) != 0)
		die(EXIT_SYSTEM, "%s: %s", sink_name(to), sink_error(to));
}

void
run_write(struct sink *to, struct buf *from)
{
	run_pass(to, buf_str(from));
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

bool
run_counts_rejects(void)
{
	long long most;

	return common.max_rejects != NULL && str_int(str_of(common.max_rejects), &most);
}

bool
run_too_many(uint64_t bad, char *why, size_t n)
{
	long long most;

	if (common.max_rejects == NULL || !str_int(str_of(common.max_rejects), &most) || bad <= (uint64_t)most)
		return false;
	snprintf(why, n, "%llu bad records, more than --max-rejects=%lld allows; see %s",
	    (unsigned long long)bad, most, common.rejects);
	return true;
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

/*
 * Records that end early must not replace a whole file; a page with its banner may. The rejects go first:
 * output whose rejects were lost would pass for whole.
 */
static void
close_outputs(struct run *run)
{
	bool whole = run->status == EXIT_OK || run->program->writes_document;

	if (run->rejects != NULL)
		output_close(run->rejects);
	if (whole || sink_temporary(run->out) == NULL)
		output_close(run->out);
	else
		output_abandon(run->out);
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
	kept_free(run->kept);
	ledger_free(&run->ledger);
	pthread_mutex_destroy(&run->input);
	pthread_mutex_destroy(&run->lock);
	pthread_cond_destroy(&run->turned);
	free(run->files);
	free(run);
	return status;
}
