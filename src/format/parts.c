#include "parts.h"

#include "../json/write.h"

#include <stdio.h>

static bool
take(struct row *r, struct scan_value part, const struct part_kind *kind, unsigned unit, uint32_t node, bool rehearsal)
{
	struct row inner = row_inside(r, part, kind->fields, unit);

	if (scan_type(part) != SCAN_OBJECT)
		return row_fails(r, "%s: %s stands where an object is expected", kind->unit, scan_type_name(scan_type(part)));
	if (!rehearsal)
		desk_count(r->desk, unit)->read++;
	return kind->take(&inner, node, rehearsal) || row_pass_on(r, &inner);
}

bool
parts_take(struct row *r, struct scan_value list, const struct part_kind *kind, uint32_t node, bool rehearsal)
{
	struct scan_each walk = scan_each(list);
	struct scan_value v;
	size_t mark = row_mark(r);
	unsigned unit;

	if (scan_type(list) != SCAN_ARRAY || scan_count(list) == 0)
		return true;
	unit = desk_unit(r->desk, kind->unit);
	while (scan_next(&walk, NULL, &v)) {
		if (!take(r, v, kind, unit, node, rehearsal))
			return false;
		row_release(r, mark);
	}
	return true;
}

bool
parts_take_one(struct row *r, struct scan_value part, const struct part_kind *kind, uint32_t node, bool rehearsal)
{
	return take(r, part, kind, desk_unit(r->desk, kind->unit), node, rehearsal);
}

struct str
parts_named(struct str value, const char *const names[][2])
{
	for (size_t i = 0; names[i][0] != NULL; i++)
		if (str_alike(value, str_of(names[i][0])))
			return str_of(names[i][1]);
	return value;
}

void
parts_is_staff(struct desk *d, uint32_t who)
{
	if (who != PERSON_NONE && d->people.of.at[who].field == ROLE_UNKNOWN)
		people_role(&d->people, who, ROLE_STAFF);
}

void
parts_more(struct row *r, struct buf *more, const char *name, struct str text)
{
	unsigned flags = 0;

	if (text.n > 0)
		write_string(more, name, row_cleaned(r, text, &flags));
}

void
parts_more_id(struct row *r, struct buf *more, const char *name, struct str id)
{
	struct buf *full;

	if (id.n == 0)
		return;
	full = row_buf(r);
	buf_adds(full, r->desk->prefix);
	buf_add(full, id.s, id.n);
	write_string(more, name, buf_str(full));
}
