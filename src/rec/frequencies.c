#include "frequencies.h"
#include "../base/map.h"
#include "../calc/evidence.h"
#include "../json/write.h"
#include "../text/boilerplate.h"

#include <math.h>

enum {
	SIEVE_SLOTS = 1 << 24, SIEVE_FULL = 200,	/* counts stop well below what a byte holds */
	LINES_AT_FIRST = 256,
	WORD_DIGITS = 6, LINE_DIGITS = 16
};

/*
 * Words are worth something in a small input, too: as if there were 10,000 texts more, of which a quarter holds each
 * of the commonest words of a language and 10 each other word.
 */
enum { MORE_TEXTS = 10000, MORE_COMMON = 2500, MORE_OTHER = 10 };

/* What is rarer than one in a thousand is worth no more, or tables of a few nights would weigh otherwise than those of a year. */
enum { MOST_BITS = 10 };

static const char OF[] = "of", HASH[] = "hash", TEXTS[] = "texts", WORD[] = "word", LINE[] = "line";

void
frequencies_free(struct frequencies *f)
{
	free(f->words);
	vec_free(&f->classes);
	free(f->lines);
	free(f->sieve);
	*f = (struct frequencies){0};
}

void
frequencies_sieve(struct frequencies *f, uint64_t line)
{
	unsigned char *count;

	if (f->sieve == NULL)
		f->sieve = mem_zeroed(SIEVE_SLOTS, sizeof *f->sieve);
	count = &f->sieve[line >> 40];
	*count = (unsigned char)(*count + (*count < SIEVE_FULL));
}

bool
frequencies_sieved(const struct frequencies *f)
{
	for (size_t i = 0; f->sieve != NULL && i < SIEVE_SLOTS; i++)
		if (f->sieve[i] >= BOILERPLATE_TEXTS)
			return true;
	return false;
}

/* Where the line is, or belongs: by a hash that differs from process to process, so that lines made to collide do not. */
static size_t
place_of(const struct frequency_line *lines, size_t room, uint64_t line)
{
	size_t i = map_hash((struct str){ (const char *)&line, sizeof line }) & (room - 1);

	while (lines[i].hash != 0 && lines[i].hash != line)
		i = (i + 1) & (room - 1);
	return i;
}

/* The table anew, with room for those that at least so many texts hold. */
static void
rebuild(struct frequencies *f, size_t room, uint32_t least)
{
	struct frequency_line *old = f->lines;

	f->lines = mem_zeroed(room, sizeof *f->lines);
	f->line_count = 0;
	for (size_t i = 0; i < f->line_room; i++)
		if (old[i].hash != 0 && old[i].texts >= least) {
			f->lines[place_of(f->lines, room, old[i].hash)] = old[i];
			f->line_count++;
		}
	f->line_room = room;
	free(old);
}

static struct frequency_line *
line_at(struct frequencies *f, uint64_t line)
{
	struct frequency_line *l;

	if (f->line_count * 8 >= f->line_room * 5)
		rebuild(f, f->line_room > 0 ? 2 * f->line_room : LINES_AT_FIRST, 0);
	l = &f->lines[place_of(f->lines, f->line_room, line)];
	f->line_count += l->hash == 0;
	l->hash = line;
	return l;
}

void
frequencies_line(struct frequencies *f, uint64_t line, size_t text)
{
	struct frequency_line *l;

	if (f->sieve != NULL && f->sieve[line >> 40] < BOILERPLATE_TEXTS)
		return;
	if (f->round == 0 || text != f->text)
		f->round++;
	f->text = text;
	l = line_at(f, line);
	l->texts += l->round != f->round;
	l->round = f->round;
}

void
frequencies_end_lines(struct frequencies *f)
{
	size_t common = 0, room = LINES_AT_FIRST;

	for (size_t i = 0; i < f->line_room; i++)
		common += f->lines[i].texts >= BOILERPLATE_TEXTS;
	while (room < 2 * common)
		room *= 2;
	rebuild(f, room, BOILERPLATE_TEXTS);
	free(f->sieve);
	f->sieve = NULL;
}

bool
frequencies_is_boilerplate(const void *with, uint64_t line)
{
	const struct frequencies *f = with;

	return f->line_count > 0 && f->lines[place_of(f->lines, f->line_room, line)].texts >= BOILERPLATE_TEXTS;
}

void
frequencies_begin_words(struct frequencies *f)
{
	if (f->words == NULL)
		f->words = mem_scattered(FREQUENCY_SLOTS, sizeof *f->words);
}

static uint16_t
bits_of(double share)
{
	double bits = fmin(fmax(-log2(share), 0), MOST_BITS);

	return (uint16_t)(bits * BITS + 0.5);
}

static void
add_class(struct frequencies *f, uint32_t n, double texts)
{
	uint16_t other = bits_of(((double)n + MORE_OTHER) / (texts + MORE_TEXTS));
	uint16_t stop = bits_of(((double)n + MORE_COMMON) / (texts + MORE_TEXTS));

	vec_push(&f->classes, ((struct frequency_class){ n, other, stop }));
}

/* The number of the class of a count that is among them; they ascend. */
static uint32_t
class_of(const struct frequencies *f, uint32_t texts)
{
	size_t from = 0, to = f->classes.len;

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (f->classes.at[middle].texts <= texts)
			from = middle;
		else
			to = middle;
	}
	return (uint32_t)from;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Many words are held by as many texts as others, so that a slot can tell both how many those are and what it is worth. */
void
frequencies_freeze(struct frequencies *f, uint64_t texts)
{
	VEC(uint32_t) counts = {0};

	f->texts = texts;
	frequencies_end_lines(f);
	frequencies_begin_words(f);
	for (size_t i = 0; i < FREQUENCY_SLOTS; i++)
		if (f->words[i] >= FREQUENCY_LEAST)
			vec_push(&counts, f->words[i]);
	vec_sort(&counts, by_number);
	f->classes.len = 0;
	add_class(f, 0, (double)texts);
	for (size_t i = 0; i < counts.len; i++)
		if (counts.at[i] != f->classes.at[f->classes.len - 1].texts)
			add_class(f, counts.at[i], (double)texts);
	for (size_t i = 0; i < FREQUENCY_SLOTS; i++)
		if (f->words[i] > 0)
			f->words[i] = class_of(f, f->words[i]);
	vec_free(&counts);
}

static void
write(struct buf *out, const char *of, uint64_t hash, unsigned digits, uint32_t texts)
{
	buf_clear(out);
	write_object(out, NULL);
	write_string(out, "type", STR(FREQUENCY_TYPE));
	write_string(out, OF, str_of(of));
	write_hex(out, HASH, &hash, 1, digits);
	write_int(out, TEXTS, texts);
	write_end_object(out);
}

static int
by_hash(const void *a, const void *b)
{
	const struct frequency_line *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

bool
frequencies_next(const struct frequencies *f, struct frequency_walk *walk, struct buf *out)
{
	for (size_t i = 0; !walk->begun && i < f->line_room; i++)
		if (f->lines[i].hash != 0)
			vec_push(&walk->lines, f->lines[i]);
	if (!walk->begun)
		vec_sort(&walk->lines, by_hash);
	walk->begun = true;
	if (walk->line < walk->lines.len) {
		const struct frequency_line *l = &walk->lines.at[walk->line++];

		write(out, LINE, l->hash, LINE_DIGITS, l->texts);
		return true;
	}
	while (f->words != NULL && walk->slot < FREQUENCY_SLOTS) {
		size_t slot = walk->slot++;
		uint32_t texts = f->classes.len > 0 ? frequencies_class(f, slot)->texts : f->words[slot];

		if (texts > 0) {
			write(out, WORD, slot, WORD_DIGITS, texts);
			return true;
		}
	}
	vec_free(&walk->lines);
	*walk = (struct frequency_walk){0};
	return false;
}

bool
frequency_is(const struct record *r)
{
	return str_is(r->type, FREQUENCY_TYPE);
}

/* More texts than the number holds are no sum of this program's. */
static bool
add(uint32_t *to, uint32_t texts)
{
	if (texts > UINT32_MAX - *to)
		return false;
	*to += texts;
	return true;
}

static bool
add_word(struct frequencies *f, size_t slot, uint32_t texts)
{
	uint32_t sum;

	frequencies_begin_words(f);
	sum = f->words[slot];
	if (!add(&sum, texts))
		return false;
	f->words[slot] = sum;
	return true;
}

bool
frequencies_take(struct frequencies *f, const struct record *r, struct scan_error *error)
{
	struct str of = scan_string(scan_member(r->root, str_of(OF))), hash = scan_string(scan_member(r->root, str_of(HASH)));
	bool line = str_is(of, LINE);
	uint64_t texts, number;

	if (!line && !str_is(of, WORD))
		return record_refuse_form(r, error, OF, "\"word\" or \"line\"");
	if (!str_hex(hash, line ? LINE_DIGITS : WORD_DIGITS, &number) || (line ? number == 0 : number >= FREQUENCY_SLOTS))
		return record_refuse_form(r, error, HASH, line ? "16 digits 0-9a-f, not all of them 0" : "6 digits 0-9a-f, at most 3fffff");
	if (!record_count(scan_member(r->root, str_of(TEXTS)), &texts) || texts == 0 || texts > UINT32_MAX)
		return record_refuse_form(r, error, TEXTS, "a whole number from 1 to 4294967295");
	if (!(line ? add(&line_at(f, number)->texts, (uint32_t)texts) : add_word(f, number, (uint32_t)texts)))
		return record_refuse_form(r, error, TEXTS, "less: what was counted adds up to more than 4294967295");
	return true;
}
