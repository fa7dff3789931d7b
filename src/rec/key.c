#include "key.h"
#include "../base/time.h"
#include "../json/write.h"

static const char KEY[] = "key", CREATED_AT[] = "created_at", ID[] = "id", OF[] = "of";

/* All of one length, and nothing for none, so that bytes sort as moments do. */
static void
write_moment(struct buf *out, int64_t ms)
{
	char text[TIME_TEXT];
	struct str s = { text, ms != TIME_NONE ? time_write(text, ms) : 0 };

	write_name(out, CREATED_AT);
	buf_addc(out, '"');
	if (str_ends(s, "Z") && !str_holds(s, ".")) {
		buf_add(out, s.s, s.n - 1);
		buf_add(out, ".000Z", 5);
	} else {
		buf_add(out, s.s, s.n);
	}
	buf_addc(out, '"');
}

void
key_write(struct buf *out, const struct key *k)
{
	write_object(out, NULL);
	write_hex(out, KEY, &k->key, 1, KEY_DIGITS);
	write_string(out, "type", STR(KEY_TYPE));
	write_moment(out, k->created_at);
	write_string(out, ID, k->id);
	write_end_object(out);
}

bool
key_is(const struct record *r)
{
	return str_is(r->type, KEY_TYPE);
}

static bool
parse_names(const struct record *r, uint64_t *key, struct str *id, struct scan_error *error)
{
	if (!str_hex(scan_string(scan_member(r->root, str_of(KEY))), KEY_DIGITS, key))
		return record_refuse_form(r, error, KEY, "10 digits 0-9a-f");
	*id = scan_string(scan_member(r->root, str_of(ID)));
	return id->n > 0 || record_refuse_form(r, error, ID, "a string that is not empty");
}

bool
key_parse(struct key *k, const struct record *r, struct scan_error *error)
{
	struct str moment = scan_string(scan_member(r->root, str_of(CREATED_AT)));

	*k = (struct key){ .created_at = TIME_NONE };
	if (!parse_names(r, &k->key, &k->id, error))
		return false;
	if (moment.s == NULL || (moment.n > 0 && !time_parse(moment, &k->created_at)))
		return record_refuse_form(r, error, CREATED_AT, "a time as 2026-01-31T23:59:59.000Z, or empty");
	return true;
}

void
pair_write(struct buf *out, const struct pair *p)
{
	write_object(out, NULL);
	write_string(out, "type", STR(PAIR_TYPE));
	write_hex(out, KEY, &p->key, 1, KEY_DIGITS);
	write_string(out, ID, p->id);
	write_string(out, OF, p->of);
	write_end_object(out);
}

bool
pair_is(const struct record *r)
{
	return str_is(r->type, PAIR_TYPE);
}

bool
pair_parse(struct pair *p, const struct record *r, struct scan_error *error)
{
	*p = (struct pair){0};
	if (!parse_names(r, &p->key, &p->id, error))
		return false;
	p->of = scan_string(scan_member(r->root, str_of(OF)));
	return (p->of.n > 0 && !str_equal(p->of, p->id)) || record_refuse_form(r, error, OF, "the id of another ticket");
}
