#include "output.h"
#include "../base/die.h"
#include "../base/mem.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Temporary files to remove if the program ends early. The names are copies that last until the files are
 * closed: another thread may be writing, or a slow fsync going on, when a signal or die comes.
 */
static char *unfinished[OUTPUTS];

static void
remove_unfinished(void)
{
	for (size_t i = 0; i < OUTPUTS; i++)
		if (unfinished[i] != NULL)
			unlink(unfinished[i]);
}

static void
on_signal(int sig)
{
	remove_unfinished();
	signal(sig, SIG_DFL);
	raise(sig);
}

/* SIGPIPE as well: it ends the program as ever. What the caller had ignored (nohup) stays ignored. */
static void
watch_signals(void)
{
	static const int deadly[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM };

	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		if (signal(deadly[i], on_signal) == SIG_IGN)
			signal(deadly[i], SIG_IGN);
}

struct sink *
output_open(const char *path)
{
	struct sink *s;
	const char *temporary;
	size_t i = 0;

	die_cleanup(remove_unfinished);
	s = sink_open(path);
	if (sink_error(s) != NULL)
		die(EXIT_SYSTEM, "%s: %s", sink_name(s), sink_error(s));
	temporary = sink_temporary(s);
	while (temporary != NULL && i < OUTPUTS && unfinished[i] != NULL)
		i++;
	if (temporary != NULL && i < OUTPUTS) {
		unfinished[i] = mem_copy(temporary, strlen(temporary));
		watch_signals();
	}
	return s;
}

/* The slot of a temporary file; OUTPUTS: there is none. */
static size_t
slot_of(const char *temporary)
{
	size_t i = 0;

	while (i < OUTPUTS && (temporary == NULL || unfinished[i] == NULL || strcmp(unfinished[i], temporary) != 0))
		i++;
	return i;
}

static void
forget(size_t slot)
{
	char *name;

	if (slot == OUTPUTS)
		return;
	name = unfinished[slot];
	unfinished[slot] = NULL;
	free(name);
}

void
output_close(struct sink *s)
{
	size_t slot = slot_of(sink_temporary(s));
	char why[256], name[256];

	snprintf(name, sizeof name, "%s", sink_name(s));
	if (sink_close(s, why, sizeof why) != 0)
		die(EXIT_SYSTEM, "%s: %s", name, why);
	forget(slot);
}

void
output_abandon(struct sink *s)
{
	size_t slot = slot_of(sink_temporary(s));

	sink_abandon(s);
	forget(slot);
}
