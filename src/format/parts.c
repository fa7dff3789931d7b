#include "parts.h"

#include "../json/write.h"

struct str
parts_some(struct str text)
{
	return text.n > 0 ? text : (struct str){0};
}

struct str
parts_named(struct str value, const char *const names[][2])
{
	for (size_t i = 0; names[i][0] != NULL; i++)
		if (str_alike(value, str_of(names[i][0])))
			return str_of(names[i][1]);
	return parts_some(value);
}

void
parts_is_staff(struct desk *d, uint32_t who)
{
	if (who != PERSON_NONE && d->people.of.at[who].field == ROLE_UNKNOWN)
		people_role(&d->people, who, ROLE_STAFF);
}

bool
parts_apart(struct row *r, struct str ticket, row_take_nested *add)
{
	uint32_t node = NODE_NONE;

	if (!add(r, &node, true))
		return false;
	node = desk_node(r->desk, ticket);
	return add(r, &node, false);
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
