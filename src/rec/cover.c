#include "cover.h"
#include "../json/write.h"

static const char ISSUE[] = "issue", BY[] = "by", THREADS[] = "threads", COVER[] = "cover";

bool
cover_is(const struct record *r)
{
	return str_is(r->type, COVER_TYPE);
}

bool
cover_parse(struct cover *c, const struct record *r, struct scan_error *error)
{
	struct scan_each walk;
	struct scan_value v;

	c->issue = scan_string(scan_member(r->root, str_of(ISSUE)));
	if (c->issue.n == 0)
		return record_refuse(r, error, ISSUE);
	c->by = scan_member(r->root, str_of(BY));
	walk = scan_each(c->by);
	if (scan_type(c->by) != SCAN_ARRAY)
		return record_refuse(r, error, BY);
	while (scan_next(&walk, NULL, &v))
		if (scan_string(v).n == 0)
			return record_refuse(r, error, BY);
	return record_count(scan_member(r->root, str_of(THREADS)), &c->threads) || record_refuse(r, error, THREADS);
}

void
cover_write(struct buf *out, struct str issue, const struct str *by, size_t n, uint64_t threads, const char *kind, struct str more)
{
	write_object(out, NULL);
	write_string(out, "type", STR(COVER_TYPE));
	write_string(out, ISSUE, issue);
	write_array(out, BY);
	for (size_t i = 0; i < n; i++)
		write_string(out, NULL, by[i]);
	write_end_array(out);
	write_int(out, THREADS, (int64_t)threads);
	write_string(out, COVER, str_of(kind));
	if (more.n > 0) {
		buf_addc(out, ',');
		buf_add(out, more.s, more.n);
	}
	write_end_object(out);
}
