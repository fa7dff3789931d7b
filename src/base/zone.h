/*
 * zone.h: what the clocks on the walls of one place show, made UTC.
 *
 * A zone is an offset, or a name in the system's time zone data base (TZif files, RFC 8536, in $TZDIR or
 * /usr/share/zoneinfo), which is read here: libc knows one zone a process and takes an unknown name for UTC.
 * The host's own zone is never looked at.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stddef.h>
#include <stdint.h>

struct zone;

enum zone_status {
	ZONE_ONE,		/* the clocks showed this once */
	ZONE_GAP,		/* never: they were put forward over it */
	ZONE_TWICE		/* twice: they were put back */
};

/* "UTC", "Z", "+02:00", "-0330", "+01", "Europe/Berlin". NULL with why (of size bytes): there is no such zone. */
struct zone *zone_open(const char *name, char *why, size_t size);
void zone_close(struct zone *z);
const char *zone_name(const struct zone *z);	/* as given; NULL is UTC */

/*
 * The moment at which the clocks showed local, in milliseconds as if in UTC. Of a gap the moment at which it began,
 * of two moments the earlier one. z NULL: UTC.
 */
enum zone_status zone_utc(struct zone *z, int64_t local, int64_t *utc);

/* How far the clocks are before UTC at a moment, in milliseconds. */
int64_t zone_east(const struct zone *z, int64_t utc);

#endif
