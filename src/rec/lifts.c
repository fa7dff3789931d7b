#include "lifts.h"
#include "../json/write.h"

#include <stdio.h>
#include <string.h>

static const char VERSION[] = "version", LANG[] = "lang", STRENGTH[] = "strength", DOCS[] = "docs", MASS[] = "mass", ALONE[] = "alone", WORDS[] = "words";

enum { THIS_VERSION = 1, MOST = 1 << 24 };	/* MOST: of a weight or lift, so that sums stay whole */

struct word {
	struct str name;
	int64_t weight, lift;
};

static int
more_first(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int64_t p = x->weight * x->lift, q = y->weight * y->lift;

	return p != q ? (p > q ? -1 : 1) : str_order(x->name, y->name);
}

void
lifts_write(struct buf *out, const struct model *m, size_t k, struct str (*name)(void *with, size_t number), void *with, struct str lang)
{
	VEC(struct word) words = {0};

	for (size_t w = 0; w < m->words; w++)
		for (size_t i = m->start[w]; i < m->start[w + 1]; i++)
			if (m->lift[i].cluster == k)
				vec_push(&words, ((struct word){ name(with, w), m->weight[w], m->lift[i].lift }));
	vec_sort(&words, more_first);
	write_object(out, NULL);
	write_int(out, VERSION, THIS_VERSION);
	write_string(out, LANG, lang);
	write_int(out, STRENGTH, (int64_t)m->strength);
	write_int(out, ALONE, (int64_t)m->alone);
	write_int(out, DOCS, m->docs[k]);
	write_int(out, MASS, m->mass[k]);
	write_object(out, WORDS);
	for (size_t i = 0; i < words.len; i++) {
		write_name_of(out, words.at[i].name);
		buf_printf(out, "[%lld,%lld]", (long long)words.at[i].weight, (long long)words.at[i].lift);
	}
	write_end_object(out);
	write_end_object(out);
	vec_free(&words);
}

static bool
parse_word(struct lifts *l, struct str name, struct scan_value v)
{
	struct scan_each walk = scan_each(v);
	int64_t weight, lift;
	size_t n;
	bool fresh;

	if (scan_type(v) != SCAN_ARRAY || scan_count(v) != 2 || !scan_next(&walk, NULL, &v) || !scan_int(v, &weight) || !scan_next(&walk, NULL, &v) || !scan_int(v, &lift) ||
	    weight < 0 || weight > MOST || lift < 0 || lift > MOST)
		return false;
	n = map_add(&l->words, name, &fresh);
	if (fresh) {
		vec_push(&l->weight, (uint32_t)weight);
		vec_push(&l->last, 0);
	}
	if (l->last.at[n] == l->docs.len)	/* it stands there twice */
		return false;
	l->last.at[n] = l->docs.len;
	vec_push(&l->of, (uint32_t)n);
	vec_push(&l->lift, ((struct model_lift){ (uint32_t)l->docs.len - 1, (int32_t)lift }));
	return l->weight.at[n] == (uint32_t)weight;
}

bool
lifts_parse(struct lifts *l, struct scan_value v, const char **why)
{
	int64_t version, strength, alone, docs, mass;
	struct scan_value words = scan_member(v, str_of(WORDS));
	struct str lang = scan_string(scan_member(v, str_of(LANG))), name;
	struct scan_each walk = scan_each(words);

	*why = "it has no model, so this issue cannot be known again: give what this version of cluster-issues wrote, or begin anew without the file";
	if (scan_type(v) != SCAN_OBJECT || !scan_int(scan_member(v, str_of(VERSION)), &version))
		return false;
	*why = "its model is of another version of cluster-issues: begin anew without the file";
	if (version != THIS_VERSION)
		return false;
	*why = "its model is damaged: take an older file, or begin anew without one";
	if (!scan_int(scan_member(v, str_of(STRENGTH)), &strength) || strength <= 0 || strength > MOST ||
	    !scan_int(scan_member(v, str_of(ALONE)), &alone) || alone < 0 || alone > (int64_t)1 << 53 ||
	    !scan_int(scan_member(v, str_of(DOCS)), &docs) || docs < 0 || docs > UINT32_MAX ||
	    !scan_int(scan_member(v, str_of(MASS)), &mass) || mass < 0 || mass > (int64_t)1 << 53 || scan_type(words) != SCAN_OBJECT)
		return false;
	vec_push(&l->docs, (uint32_t)docs);
	vec_push(&l->mass, mass);
	if (l->docs.len == 1) {
		l->strength = (double)strength;
		l->alone = (uint64_t)alone;
		snprintf(l->lang, sizeof l->lang, "%.*s", (int)(lang.n < 3 ? lang.n : 3), lang.n > 0 ? lang.s : "");
	}
	if (strength != (int64_t)l->strength || (uint64_t)alone != l->alone) {
		*why = "its model is of another run than that of an issue before: all must be of one run";
		return false;
	}
	while (scan_next(&walk, &name, &v))
		if (!parse_word(l, name, v)) {
			*why = "a word of its model is damaged, or weighs otherwise than in an issue before: all must be of one run, so give one night's output";
			return false;
		}
	return true;
}

void
lifts_model(struct lifts *l, struct model *m)
{
	*m = (struct model){ .clusters = l->docs.len, .words = map_len(&l->words), .alone = l->alone, .strength = l->docs.len > 0 ? l->strength : SAMPLER_PRIOR };
	m->weight = mem_zeroed(m->words + 1, sizeof *m->weight);
	m->docs = mem_zeroed(m->clusters + 1, sizeof *m->docs);
	m->mass = mem_zeroed(m->clusters + 1, sizeof *m->mass);
	for (size_t w = 0; w < m->words; w++)
		m->weight[w] = l->weight.at[w];
	for (size_t k = 0; k < m->clusters; k++) {
		m->docs[k] = l->docs.at[k];
		m->mass[k] = l->mass.at[k];
	}
	model_index(m, l->of.at, l->lift.at, l->of.len);
}

void
lifts_free(struct lifts *l)
{
	map_free(&l->words);
	vec_free(&l->weight);
	vec_free(&l->last);
	vec_free(&l->of);
	vec_free(&l->lift);
	vec_free(&l->docs);
	vec_free(&l->mass);
	*l = (struct lifts){0};
}
