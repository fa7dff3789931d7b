#include "spelling.h"
#include "fold.h"
#include "utf8.h"
#include "words.h"

enum { LOOKED_AT = 4000, PHRASE_WORDS = 8 };

/* The word folded, without apostrophes, as text/normal.h has it. */
static bool
is_folded(struct buf *scratch, struct str word, struct str wanted)
{
	size_t kept = 0;

	buf_clear(scratch);
	fold(scratch, word);
	for (size_t i = 0; i < scratch->len; i++)
		if (scratch->data[i] != '\'')
			scratch->data[kept++] = scratch->data[i];
	return str_equal((struct str){ scratch->data, kept }, wanted);
}

static bool
parted_by_blanks(const char *from, const char *to)
{
	for (; from < to; from++)
		if (*from != ' ' && *from != '-')
			return false;
	return true;
}

struct str
spelling_find(struct str text, struct str phrase)
{
	struct words all = { .text = utf8_cut(text, LOOKED_AT), .whole = true }, parts = { .text = phrase, .whole = true };
	struct str wanted[PHRASE_WORDS], found = {0};
	size_t n = 0, at = 0;
	struct buf scratch = {0};
	struct word word;

	while (n < PHRASE_WORDS && words_next(&parts, &word))
		wanted[n++] = word.s;
	while (n > 0 && at < n && words_next(&all, &word)) {
		if (at > 0 && (!parted_by_blanks(found.s + found.n, word.s.s) || !is_folded(&scratch, word.s, wanted[at])))
			at = 0;
		if (at == 0 && !is_folded(&scratch, word.s, wanted[0]))
			continue;
		if (at++ == 0)
			found = word.s;
		found.n = (size_t)(word.s.s + word.s.n - found.s);
	}
	buf_free(&scratch);
	return n > 0 && at == n ? found : (struct str){0};
}
