/*
 * die.h: exit codes and messages; the only way a program stops early.
 *
 * Messages go to stderr as "program: message". Lower rooms return a status
 * and leave a reason instead; only a room that cannot go on calls die.
 */
#ifndef BASE_DIE_H
#define BASE_DIE_H

enum exit_code {
	EXIT_OK = 0,		/* done */
	EXIT_DATA = 1,		/* the data is wrong */
	EXIT_USAGE = 2,		/* the command line is wrong */
	EXIT_SYSTEM = 3		/* open, read, write, memory or disk failed */
};

extern const char *progname;	/* set once, by cli, before anything else */

void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void die(enum exit_code code, const char *fmt, ...)
	__attribute__((format(printf, 2, 3), noreturn));

/* Have die() run this once before it exits; cli uses it to remove a half-written -o file. */
void die_cleanup(void (*run)(void));

#endif
