#include "progress.h"
#include "../base/die.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void
progress_start(struct progress *p, const char *when, uint64_t size)
{
	p->on = strcmp(when, "always") == 0 || (strcmp(when, "auto") == 0 && isatty(2));
	p->size = size;
	if (p->on)
		p->started = p->last = seconds();
}

static void
show(struct progress *p, uint64_t records, uint64_t bytes, double now)
{
	double spent = now - p->started, rate = spent > 0 ? (double)bytes / 1e6 / spent : 0;
	char bar[21] = "", left[48] = "";

	if (p->size > 0 && bytes <= p->size) {
		double share = (double)bytes / (double)p->size;

		memset(bar, '.', 20);
		memset(bar, '#', (size_t)(share * 20));
		if (share > 0 && share < 1)
			snprintf(left, sizeof left, ", %.0f s left", spent / share - spent);
	}
	fprintf(stderr, "\r%s: %s%s%llu records, %.1f MB, %.0f MB/s%s\033[K", progname, bar, *bar ? " " : "",
	    (unsigned long long)records, (double)bytes / 1e6, rate, left);
	fflush(stderr);
	p->shown = true;
}

void
progress_show(struct progress *p, uint64_t records, uint64_t bytes)
{
	double now;

	if (!p->on || (now = seconds()) - p->last < 0.2)
		return;
	p->last = now;
	show(p, records, bytes, now);
}

void
progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}

void
progress_end(struct progress *p, uint64_t records, uint64_t bytes)
{
	if (!p->on)
		return;
	show(p, records, bytes, seconds());
	fputc('\n', stderr);
}
