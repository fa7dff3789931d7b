/*
 * lifts.h: the member model of an issue record: what places a ticket there, once its own tickets are out of sight.
 *
 *	"model":{"version":1,"lang":"en","strength":138,"alone":1234,"docs":210,"mass":1234567,"words":{"card":[930,2310], ...}}
 *
 * alone, docs and mass are those of calc/model, a word (a stem) has its weight and its lift there, all in thousandths. Every
 * issue carries its own, so that any choice of issue records is a model.
 */
#ifndef REC_LIFTS_H
#define REC_LIFTS_H

#include "record.h"
#include "../base/map.h"
#include "../base/vec.h"
#include "../calc/model.h"

/* Issues' models being read: words are numbered as they come. */
struct lifts {
	struct map words;
	VEC(uint32_t) weight;		/* per word */
	VEC(size_t) last;		/* per word: how many issues there were when it was read last */
	VEC(uint32_t) of;		/* per lift: its word */
	VEC(struct model_lift) lift;
	VEC(uint32_t) docs;		/* per issue */
	VEC(int64_t) mass;
	double strength;
	uint64_t alone;
	char lang[4];			/* that most texts were in: of the first issue */
};

/* Append the value of the member for cluster k, words by what they add; word gives the name of one, lang is at most 3 letters. */
void lifts_write(struct buf *out, const struct model *m, size_t k, struct str (*word)(void *with, size_t number), void *with, struct str lang);

/* Read the next issue's; false with *why where it is none. */
bool lifts_parse(struct lifts *l, struct scan_value v, const char **why);

/* The model of all that were read. */
void lifts_model(struct lifts *l, struct model *m);
void lifts_free(struct lifts *l);

#endif
