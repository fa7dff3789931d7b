/*
 * frequencies.h: how many texts hold a line, and how many a word: what is boilerplate, and what a word is worth.
 *
 * Counted once and then frozen: a text means the same tonight as it did last night, and in every part of an input that was
 * cut. Lines are counted first, on one thread, since words are those that boilerplate leaves:
 *
 *	frequencies_sieve(f, line)		each line of all texts; spares counting those that are rare
 *	if (frequencies_sieved(f))
 *		frequencies_line(f, line, text)		the same once more
 *	frequencies_end_lines(f)		now frequencies_is_boilerplate may be asked
 *	frequencies_begin_words(f)
 *	frequencies_word(f, hash)		each word of a text once; on any thread
 *	frequencies_freeze(f, texts)		now frequencies_worth may be asked
 *
 * Of a part of the input everything is to be counted, for the sum to be exact: without a sieve, and the lines' end is
 * the freezing. Records of such parts add up (frequencies_take). Once frozen, what is rare is forgotten: counts of words
 * below FREQUENCY_LEAST are 0, lines that are no boilerplate are not there.
 */
#ifndef REC_FREQUENCIES_H
#define REC_FREQUENCIES_H

#include "record.h"
#include "../base/vec.h"

#include <stdatomic.h>

#define FREQUENCY_TYPE "frequency"

enum {
	FREQUENCY_SLOTS = 1 << 22,	/* of words, by their hash; words that share one are counted together */
	FREQUENCY_LEAST = 8		/* texts that hold a word; once frozen, less is none */
};

struct frequency_line {
	uint64_t hash;			/* 0: there is none here */
	uint32_t texts, round;		/* that hold it; the text that was counted last */
};

/* All words that as many texts hold. */
struct frequency_class {
	uint32_t texts;
	uint16_t other, stop;		/* worth, in 1/BITS bits: of a word; of one that language_is_stop knows */
};

/* A zeroed one is empty. */
struct frequencies {
	_Atomic uint32_t *words;	/* texts; once frozen, the number of a class */
	VEC(struct frequency_class) classes;
	struct frequency_line *lines;	/* a hash table */
	size_t line_count, line_room;	/* room: 0 or a power of two */
	unsigned char *sieve;
	uint64_t texts;			/* that say something, once that is known */
	bool partial;			/* the caller's: of a part of the input, so that everything is to be counted */
	size_t text;
	uint32_t round;
};

void frequencies_free(struct frequencies *f);

/* A line (text/boilerplate), as often as it comes. Hashes of lines are never 0. */
void frequencies_sieve(struct frequencies *f, uint64_t line);

/* After the last: can any line be boilerplate? */
bool frequencies_sieved(const struct frequencies *f);

/* Count a line, once a text. Texts are told apart by any numbers; all lines of one come together. */
void frequencies_line(struct frequencies *f, uint64_t line, size_t text);

void frequencies_end_lines(struct frequencies *f);

/* With a struct frequencies: boilerplate_drop's callback. On any thread. */
bool frequencies_is_boilerplate(const void *with, uint64_t line);

void frequencies_begin_words(struct frequencies *f);

static inline void
frequencies_word(struct frequencies *f, uint64_t hash)
{
	atomic_fetch_add_explicit(&f->words[hash % FREQUENCY_SLOTS], 1, memory_order_relaxed);
}

/* Nothing is counted any more. texts: how many say something; the fewer of them hold a word the more it is worth. */
void frequencies_freeze(struct frequencies *f, uint64_t texts);

static inline bool
frequencies_are_frozen(const struct frequencies *f)
{
	return f->classes.len > 0;
}

static inline const struct frequency_class *
frequencies_class(const struct frequencies *f, uint64_t hash)
{
	return &f->classes.at[atomic_load_explicit(&f->words[hash % FREQUENCY_SLOTS], memory_order_relaxed)];
}

/* Once frozen: what a word is worth, in 1/BITS bits. */
static inline uint32_t
frequencies_worth(const struct frequencies *f, uint64_t hash, bool stop_word)
{
	const struct frequency_class *class = frequencies_class(f, hash);

	return stop_word ? class->stop : class->other;
}

/* Walking what is there as records; zeroed at the beginning. */
struct frequency_walk {
	VEC(struct frequency_line) lines;
	size_t line, slot;
	bool begun;
};

/* The next record, without newline, in out: lines by hash, then words by slot. False at the end, and the walk is freed. */
bool frequencies_next(const struct frequencies *f, struct frequency_walk *walk, struct buf *out);

bool frequency_is(const struct record *r);

/* Add what a record says, before the freezing. False with *error. */
bool frequencies_take(struct frequencies *f, const struct record *r, struct scan_error *error);

#endif
