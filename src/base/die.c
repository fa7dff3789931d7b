#include "die.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

const char *progname = "muster";
static void (*cleanup)(void);

/* How long the character at s is; 0: it is none that a terminal may be given: a control, or no UTF-8. */
static size_t
character(const unsigned char *s, size_t n)
{
	size_t length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;

	if (length > n || s[0] < 0x20 || s[0] == 0x7f || (s[0] == 0xc2 && s[1] < 0xa0))
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

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
	for (size_t i = 0, length; i < used; i += length > 0 ? length : 1) {	/* a message may quote the input: no line or colour of its making */
		length = character((const unsigned char *)line + i, used - i);
		if (length == 0)
			line[i] = '?';
	}
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
