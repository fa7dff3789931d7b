#include "tables.h"
#include "../json/write.h"

#include <math.h>
#include <stdio.h>

static const char VERSION[] = "version", SAME[] = "same", OTHER[] = "other", TEXTS[] = "texts", PARTIAL[] = "partial";

void
tables_write(struct buf *out, const struct tables *t)
{
	write_object(out, NULL);
	write_string(out, "type", STR(TABLES_TYPE));
	write_int(out, VERSION, TABLES_VERSION);
	write_real(out, SAME, t->same);
	write_real(out, OTHER, t->other);
	write_int(out, TEXTS, (int64_t)t->texts);
	if (t->partial)
		write_bool(out, PARTIAL, true);
	write_end_object(out);
}

bool
tables_is(const struct record *r)
{
	return str_is(r->type, TABLES_TYPE);
}

static bool
threshold(struct scan_value v, double *to)
{
	return scan_real(v, to) && *to > 0 && *to <= 1;
}

bool
tables_parse(struct tables *t, const struct record *r, struct scan_error *error)
{
	uint64_t version;

	*t = (struct tables){0};
	if (!record_count(scan_member(r->root, str_of(VERSION)), &version))
		return record_refuse(r, error, VERSION);
	if (version != TABLES_VERSION) {	/* before the rest, which may have another form there */
		error->byte = record_byte(r, VERSION);
		snprintf(error->why, sizeof error->why, "tables: made by version %llu of the rules, this program has version %d: "
		    "make them anew, without this file", (unsigned long long)version, TABLES_VERSION);
		return false;
	}
	if (!threshold(scan_member(r->root, str_of(SAME)), &t->same))
		return record_refuse(r, error, SAME);
	if (!threshold(scan_member(r->root, str_of(OTHER)), &t->other))
		return record_refuse(r, error, OTHER);
	if (!record_count(scan_member(r->root, str_of(TEXTS)), &t->texts))
		return record_refuse(r, error, TEXTS);
	if (scan_type(scan_member(r->root, str_of(PARTIAL))) != SCAN_ABSENT && !scan_bool(scan_member(r->root, str_of(PARTIAL)), &t->partial))
		return record_refuse(r, error, PARTIAL);
	return true;
}

/* As many digits as are written (json/write). */
static bool
differ(double a, double b)
{
	return fabs(a - b) > 1e-8;
}

bool
tables_fit(const struct tables *t, double same, double other, const struct record *r, struct scan_error *error)
{
	bool by_same = differ(t->same, same);

	if (!by_same && !differ(t->other, other))
		return true;
	error->byte = record_byte(r, by_same ? SAME : OTHER);
	snprintf(error->why, sizeof error->why, "tables: made with --same=%.9g --other=%.9g, this run has %.9g and %.9g: "
	    "give those, or begin anew without this file", t->same, t->other, same, other);
	return false;
}
