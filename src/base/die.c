#include "die.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

const char *progname = "muster";
static void (*cleanup)(void);

/* One write a message: lines of several programs in a pipe must not mix. */
static void
say(const char *fmt, va_list ap)
{
	char line[4096];
	int n = snprintf(line, sizeof line, "%s: ", progname);
	size_t used = n > 0 ? (size_t)n : 0;

	n = vsnprintf(line + used, sizeof line - used - 1, fmt, ap);
	used += n > 0 ? (size_t)n : 0;
	if (used > sizeof line - 2)
		used = sizeof line - 2;
	for (size_t i = 0; i < used; i++)	/* a message may quote the input: no line or colour of its making */
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = '?';
	line[used] = '\n';
	fwrite(line, 1, used + 1, stderr);
	fflush(stderr);
}

void
warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

void
die(enum exit_code code, const char *fmt, ...)
{
	void (*run)(void) = cleanup;
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	cleanup = NULL;
	if (run != NULL)
		run();
	exit((int)code);
}

void
die_cleanup(void (*run)(void))
{
	cleanup = run;
}
