#include "card.h"
#include "../base/time.h"
#include "../json/write.h"

static const char ID[] = "id", CREATED_AT[] = "created_at", UPDATED_AT[] = "updated_at", REQUESTER[] = "requester", RAW[] = "raw",
    TEXT[] = "text", TRUNCATED[] = "truncated", SKETCH[] = "sketch", ELEMENTS[] = "elements";

enum { WORD_DIGITS = 16, RAW_WORDS = 2, SKETCH_WORDS = sizeof(struct sketch) / sizeof(uint64_t) };

void
card_write(struct buf *out, const struct card *c)
{
	write_object(out, NULL);
	write_string(out, "type", STR(CARD_TYPE));
	write_string(out, ID, c->id);
	if (c->created_at != TIME_NONE)
		write_time(out, CREATED_AT, c->created_at);
	if (c->updated_at != TIME_NONE)
		write_time(out, UPDATED_AT, c->updated_at);
	if (c->requester.n > 0)
		write_string(out, REQUESTER, c->requester);
	if (c->has_raw)
		write_hex(out, RAW, (const uint64_t[]){ c->raw.high, c->raw.low }, RAW_WORDS, WORD_DIGITS);
	write_string(out, TEXT, c->text.n > 0 ? c->text : STR(""));
	if (c->truncated)
		write_bool(out, TRUNCATED, true);
	if (c->has_sketch) {
		write_hex(out, SKETCH, c->sketch.bits, SKETCH_WORDS, WORD_DIGITS);
		write_int(out, ELEMENTS, c->elements);
	}
	write_end_object(out);
}

bool
card_is(const struct record *r)
{
	return str_is(r->type, CARD_TYPE);
}

/* Absent, a string, or neither and wrong. */
static bool
text(struct scan_value v, struct str *to)
{
	*to = scan_string(v);
	return to->s != NULL || scan_type(v) == SCAN_ABSENT;
}

static bool
moment(struct scan_value v, int64_t *to)
{
	*to = TIME_NONE;
	return scan_type(v) == SCAN_ABSENT || time_parse(scan_string(v), to);
}

/* So many numbers of 16 digits; *there: false where there are none. */
static bool
hex(struct scan_value v, uint64_t *words, size_t n, bool *there)
{
	struct str all = scan_string(v);

	*there = all.s != NULL;
	if (!*there)
		return scan_type(v) == SCAN_ABSENT;
	if (all.n != n * WORD_DIGITS)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!str_hex((struct str){ all.s + i * WORD_DIGITS, WORD_DIGITS }, WORD_DIGITS, &words[i]))
			return false;
	return true;
}

static bool
parse_sketch(struct card *c, const struct record *r, struct scan_error *error)
{
	uint64_t elements;

	if (!hex(scan_member(r->root, str_of(SKETCH)), c->sketch.bits, SKETCH_WORDS, &c->has_sketch))
		return record_refuse_form(r, error, SKETCH, "128 digits 0-9a-f");
	if (!c->has_sketch)
		return true;
	if (!record_count(scan_member(r->root, str_of(ELEMENTS)), &elements) || elements > UINT32_MAX)
		return record_refuse_form(r, error, ELEMENTS, "a whole number from 0 to 4294967295");
	c->elements = (uint32_t)elements;
	return true;
}

bool
card_parse(struct card *c, const struct record *r, struct scan_error *error)
{
	struct scan_value truncated = scan_member(r->root, str_of(TRUNCATED));
	uint64_t raw[RAW_WORDS] = {0};

	*c = (struct card){ .id = scan_string(scan_member(r->root, str_of(ID))) };
	if (c->id.n == 0)
		return record_refuse_form(r, error, ID, "a string that is not empty");
	if (!moment(scan_member(r->root, str_of(CREATED_AT)), &c->created_at))
		return record_refuse_form(r, error, CREATED_AT, "a time as 2026-01-31T23:59:59Z");
	if (!moment(scan_member(r->root, str_of(UPDATED_AT)), &c->updated_at))
		return record_refuse_form(r, error, UPDATED_AT, "a time as 2026-01-31T23:59:59Z");
	if (!text(scan_member(r->root, str_of(REQUESTER)), &c->requester))
		return record_refuse_form(r, error, REQUESTER, "a string");
	if (!hex(scan_member(r->root, str_of(RAW)), raw, RAW_WORDS, &c->has_raw))
		return record_refuse_form(r, error, RAW, "32 digits 0-9a-f");
	c->raw = (struct hash128){ raw[0], raw[1] };
	c->text = scan_string(scan_member(r->root, str_of(TEXT)));
	if (c->text.s == NULL || c->text.n > UINT32_MAX)
		return record_refuse_form(r, error, TEXT, "a string");
	if (scan_type(truncated) != SCAN_ABSENT && !scan_bool(truncated, &c->truncated))
		return record_refuse_form(r, error, TRUNCATED, "true or false");
	return parse_sketch(c, r, error);
}

struct card
card_of_slip(const struct slip *s)
{
	return (struct card){ .id = s->id, .requester = s->requester, .text = s->text, .created_at = s->created_at,
		.updated_at = s->updated_at, .raw = s->raw, .has_raw = s->has_text, .truncated = s->truncated,
		.has_sketch = s->has_sketch, .sketch = s->sketch, .elements = s->elements };
}

struct slip
card_slip(const struct card *c)
{
	return (struct slip){ .created_at = c->created_at, .updated_at = c->updated_at, .raw = c->raw, .id = c->id,
		.requester = c->requester, .text = c->text, .has_text = c->has_raw, .truncated = c->truncated, .normal = true,
		.has_sketch = c->has_sketch, .sketch = c->sketch, .elements = c->elements };
}
