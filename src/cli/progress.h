/* progress.h: one line on stderr that tells how far a long run is: records, MB, rate, time left. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool on, shown;
	uint64_t size;		/* bytes to come altogether; 0: not known */
	double started, last;	/* seconds */
};

/* when: "auto" (if stderr is a terminal), "always" or "never". */
void progress_start(struct progress *p, const char *when, uint64_t size);
void progress_show(struct progress *p, uint64_t records, uint64_t bytes);	/* a few times a second at most */
void progress_clear(struct progress *p);		/* make room for a message */
void progress_end(struct progress *p, uint64_t records, uint64_t bytes);

#endif
