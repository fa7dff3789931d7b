/* A document given in pieces has the elements that it has when given whole; where jansson reads it, as many as that finds. */
#include "target.h"

#include "../../src/json/split.h"
#include "../../src/base/vec.h"

#include <jansson.h>
#include <string.h>

static const struct str wanted[] = { { "tickets", 7 }, { "a.b", 3 }, { "comments", 8 } };
static const struct str root[] = { { "", 0 } };

/* All elements, a newline behind each, then how it ended. */
static void
run(struct buf *out, const struct str *paths, size_t count, const char *text, size_t n, size_t piece)
{
	struct split s = { .wanted = paths, .count = count };
	size_t from = 0, end = piece < n ? piece : n;

	for (;;) {
		char *copy = mem_copy(text + from, end - from);		/* so that a read past the end is noticed */
		enum split_status r = split_next(&s, (struct str){ copy, end - from }, end == n);

		if (r == SPLIT_ELEMENT) {
			buf_add(out, s.element.s, s.element.n);
			buf_addc(out, '\n');
		}
		free(copy);
		if (r == SPLIT_END || r == SPLIT_BAD) {
			buf_adds(out, r == SPLIT_END ? "end" : "bad");
			break;
		}
		from += s.consumed;
		if (r == SPLIT_MORE) {
			if (end == n && s.consumed == 0)
				abort();
			end = n - end < piece ? n : end + piece;
		}
	}
	split_free(&s);
}

static void
same(const struct str *paths, size_t count, const char *text, size_t n)
{
	struct buf whole = {0}, pieces = {0};

	run(&whole, paths, count, text, n, n > 0 ? n : 1);
	for (size_t piece = 1; piece <= 5; piece += 2) {
		buf_clear(&pieces);
		run(&pieces, paths, count, text, n, piece);
		if (whole.len != pieces.len || memcmp(whole.data, pieces.data, whole.len) != 0)
			abort();
	}
	buf_free(&whole);
	buf_free(&pieces);
}

static void
as_many(const char *text, size_t n)
{
	json_t *j = json_loadb(text, n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	struct split s = { .wanted = wanted, .count = 1 };
	struct str t = { text, n };
	size_t found = 0;
	enum split_status r;

	if (json_is_object(j) && strstr(text, "\\u") == NULL) {
		while ((r = split_next(&s, t, true)) == SPLIT_ELEMENT) {
			t = (struct str){ t.s + s.consumed, t.n - s.consumed };
			found++;
		}
		if (r != SPLIT_END || found != json_array_size(json_object_get(j, "tickets")))
			abort();
	}
	split_free(&s);
	json_decref(j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *text = mem_copy(bytes, n);

	same(wanted, 3, text, n);
	same(root, 1, text, n);
	as_many(text, n);
	free(text);
	return 0;
}
