#include "heap.h"
#include "unit.h"

#include "../../src/calc/consensus.h"
#include "../../src/io/source.h"
#include "../../src/rec/explanation.h"
#include "../../src/rec/lifts.h"

static const char *const words[] = { "card", "refund", "b\xc3\xa4r", "quote\"d", "" };

static struct str
word_of(void *with, size_t number)
{
	(void)with;
	return str_of(words[number]);
}

static struct str
issue_of(void *with, size_t k)
{
	static const char *const names[] = { "issue:a", "issue:b", "issue:c" };

	(void)with;
	return str_of(names[k]);
}

/* Three clusters over five words; the last has none. */
static void
by_hand(struct model *m)
{
	static const uint32_t weight[] = { 1000, 2000, 500, 1, 16777216 }, docs[] = { 4, 2, 0 }, of[] = { 0, 1, 2, 2, 3, 4 };
	static const struct model_lift lifts[] = { { 0, 3000 }, { 1, 2000 }, { 0, 1000 }, { 1, 1500 }, { 1, 50 }, { 0, 60 } };
	static const int64_t mass[] = { 6000, 3000, INT64_C(9007199254740992) };

	*m = (struct model){ .clusters = 3, .words = 5, .alone = 7, .strength = 138 };
	m->weight = mem_zeroed(5, sizeof *m->weight);
	m->docs = mem_zeroed(3, sizeof *m->docs);
	m->mass = mem_zeroed(3, sizeof *m->mass);
	memcpy(m->weight, weight, sizeof weight);
	memcpy(m->docs, docs, sizeof docs);
	memcpy(m->mass, mass, sizeof mass);
	model_index(m, of, lifts, 6);
}

/* Read a model from text; "" or why not. */
static const char *
read_text(struct lifts *l, const char *text)
{
	struct scan *scan = scan_new();
	struct scan_value root;
	struct scan_error error;
	struct buf b = {0};
	const char *why = "";
	bool good;

	buf_room(&b, strlen(text) + SOURCE_PADDING);
	buf_adds(&b, text);
	memset(b.data + b.len, 0, SOURCE_PADDING);
	good = CHECK(scan_parse(scan, buf_str(&b), &root, &error)) && lifts_parse(l, root, &why);
	scan_free(scan);
	buf_free(&b);
	return good ? "" : why;
}

static void
a_model_is_written_for_people(void)
{
	struct model m;
	struct buf out = {0};

	by_hand(&m);
	lifts_write(&out, &m, 1, word_of, NULL, STR("en"));
	CHECK_TEXT(out.data, "{\"version\":1,\"lang\":\"en\",\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":3000,"
	    "\"words\":{\"refund\":[2000,2000],\"b\xc3\xa4r\":[500,1500],\"quote\\\"d\":[1,50]}}");
	model_free(&m);
	buf_free(&out);
}

static struct str
word_read(void *with, size_t number)
{
	return map_key(&((struct lifts *)with)->words, number);
}

/* Written, read and written again: the same bytes; and every document has the same scores. */
static void
a_model_survives_writing(void)
{
	struct model m, back;
	struct lifts l = {0};
	struct buf out[3] = {0}, again = {0};
	uint32_t number[5];

	by_hand(&m);
	for (size_t k = 0; k < 3; k++) {
		lifts_write(&out[k], &m, k, word_of, NULL, STR("de-AT"));
		CHECK_TEXT(read_text(&l, out[k].data), "");
	}
	lifts_model(&l, &back);
	CHECK(back.clusters == 3 && back.words == 5 && back.strength >= 138 && back.strength <= 138);
	CHECK_TEXT(l.lang, "de-");
	for (size_t k = 0; k < 3; k++) {
		buf_clear(&again);
		lifts_write(&again, &back, k, word_read, &l, STR("de-AT"));
		CHECK_TEXT(again.data, out[k].data);
		buf_free(&out[k]);
	}
	for (size_t w = 0; w < 5; w++)
		number[w] = (uint32_t)map_find(&l.words, str_of(words[w]));
	for (unsigned set = 0; set < 32; set++) {
		uint32_t a[5], b[5];
		float count[5];
		size_t n = 0;
		double s[4], t[4];
		struct verdict v, w;

		for (uint32_t i = 0; i < 5; i++)
			if (set >> i & 1) {
				a[n] = i;
				b[n] = number[i];
				count[n++] = (float)(i + 1);
			}
		v = model_place(&m, a, count, n, s);
		w = model_place(&back, b, count, n, t);
		CHECK(memcmp(s, t, sizeof s) == 0 && v.best == w.best && v.second == w.second && v.known == w.known);
	}
	model_free(&m);
	model_free(&back);
	lifts_free(&l);
	buf_free(&again);
}

static void
nothing_read_is_a_model_of_nothing(void)
{
	struct lifts l = {0};
	struct model m;
	double scores[1];

	lifts_model(&l, &m);
	CHECK(m.clusters == 0 && m.words == 0 && m.strength > 0);
	CHECK(model_place(&m, (const uint32_t[]){ 0 }, (const float[]){ 1 }, 1, scores).best == MODEL_NONE);
	model_free(&m);
	lifts_free(&l);
}

#define HEAD "{\"version\":1,\"lang\":\"en\",\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":"

static void
damage_is_refused(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ "null", "has no model" }, { "[]", "has no model" }, { "\"x\"", "has no model" }, { "{}", "has no model" },
		{ "{\"version\":\"1\"}", "has no model" },
		{ "{\"version\":2,\"lang\":\"en\",\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":{}}", "another version" },
		{ "{\"version\":0}", "another version" },
		{ "{\"version\":1}", "is damaged" },
		{ "{\"version\":1,\"strength\":0,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":-5,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138.5,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":16777217,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"docs\":2,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":-1,\"docs\":2,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":-1,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":4294967296,\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":\"2\",\"mass\":3000,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":-1,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":9007199254740993,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":1e3,\"words\":{}}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":3000}", "is damaged" },
		{ "{\"version\":1,\"strength\":138,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":[]}", "is damaged" },
		{ HEAD "{\"a\":[1]}}", "word of its model" }, { HEAD "{\"a\":[1,2,3]}}", "word of its model" },
		{ HEAD "{\"a\":[]}}", "word of its model" }, { HEAD "{\"a\":1}}", "word of its model" },
		{ HEAD "{\"a\":{\"x\":1,\"y\":2}}}", "word of its model" }, { HEAD "{\"a\":[\"1\",2]}}", "word of its model" },
		{ HEAD "{\"a\":[1,null]}}", "word of its model" }, { HEAD "{\"a\":[1.5,2]}}", "word of its model" },
		{ HEAD "{\"a\":[-1,2]}}", "word of its model" }, { HEAD "{\"a\":[1,-2]}}", "word of its model" },
		{ HEAD "{\"a\":[16777217,2]}}", "word of its model" }, { HEAD "{\"a\":[1,16777217]}}", "word of its model" },
		{ HEAD "{\"a\":[1,9223372036854775807]}}", "word of its model" }, { HEAD "{\"a\":[1,2],\"a\":[1,2]}}", "word of its model" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct lifts l = {0};
		const char *why = read_text(&l, bad[i].text);

		if (!CHECK(strstr(why, bad[i].why) != NULL))
			printf("# %s: \"%s\"\n", bad[i].text, why);
		lifts_free(&l);
	}
}

/* Issues of two runs make no model together. */
static void
models_of_two_runs_do_not_mix(void)
{
	struct lifts l = {0};

	CHECK_TEXT(read_text(&l, HEAD "{\"a\":[16777216,16777216],\"b\":[0,0]}}"), "");
	CHECK_TEXT(read_text(&l, HEAD "{\"a\":[16777216,5]}}"), "");
	CHECK(strstr(read_text(&l, HEAD "{\"a\":[9,5]}}"), "weighs otherwise than in an issue before") != NULL);
	CHECK(strstr(read_text(&l, "{\"version\":1,\"strength\":139,\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":{}}"), "another run") != NULL);
	CHECK(strstr(read_text(&l, "{\"version\":1,\"strength\":138,\"alone\":8,\"docs\":2,\"mass\":3000,\"words\":{}}"), "another run") != NULL);
	lifts_free(&l);
}

static void
an_explanation_says_why(void)
{
	struct model m;
	struct namer namer = { &m, word_of, issue_of, NULL };
	struct buf why = {0}, told = {0};

	by_hand(&m);
	m.mass[2] = 0;
	m.docs[2] = 1;
	model_index(&m, (const uint32_t[]){ 0, 1, 2, 2 }, (const struct model_lift[]){ { 0, 3000 }, { 1, 2000 }, { 0, 1000 }, { 1, 1500 } }, 4);
	explanation_make(&why, &told, &namer, STR("x:1"), (const uint32_t[]){ 0, 2 }, (const float[]){ 1, 1 }, 2);
	/* without card issue:a would still be the larger: ln 3.1 + 0.5 against ln 1.1 + 0.75 */
	CHECK(strstr(why.data, "{\"words\":[{\"word\":\"card\",\"weight\":3},{\"word\":\"b\xc3\xa4r\",\"weight\":0.5}],\"runner_up\":{\"id\":\"issue:b\",\"behind\":3.75,"
	    "\"words\":[{\"word\":\"b\xc3\xa4r\",\"weight\":0.25}]},\"without\":null,\"with\":[\"refund\"]}") == why.data);
	CHECK(strstr(told.data, "x:1 is in issue:a (card, b\xc3\xa4r), fit 0.95: card 3.0, b\xc3\xa4r 0.5; runner-up issue:b (refund, b\xc3\xa4r), behind by 3.75: "
	    "b\xc3\xa4r 0.2; with \"refund\" it would be elsewhere") == told.data);
	if (unit_bad > 0)
		printf("# %s\n# %s\n", why.data, told.data);

	explanation_make(&why, &told, &namer, STR("x:2"), NULL, NULL, 0);
	CHECK(why.len == 0);
	CHECK_TEXT(told.data, "x:2 has no issue: none of its words is one that the tickets of an issue share");
	m.docs[0] = m.docs[1] = 1;
	m.mass[0] = m.mass[1] = 90000000;
	model_index(&m, (const uint32_t[]){ 0, 1 }, (const struct model_lift[]){ { 0, 30 }, { 1, 20 } }, 2);
	explanation_make(&why, &told, &namer, STR("x:3"), (const uint32_t[]){ 0 }, (const float[]){ 1 }, 1);
	CHECK(why.len == 0 && strstr(told.data, "x:3 has no issue: none explains its words better") == told.data);
	model_free(&m);
	buf_free(&why);
	buf_free(&told);
}

static struct str
number_of(void *with, size_t number)
{
	static char text[256][8];

	(void)with;
	CHECK(number < 256);
	snprintf(text[number], sizeof text[number], "%zu", number);
	return str_of(text[number]);
}

/* The numbers in an array of names; how many. */
static size_t
listed(struct scan_value v, uint32_t *to)
{
	struct scan_each walk = scan_each(v);
	long long number;
	size_t n = 0;

	while (scan_next(&walk, NULL, &v))
		if (CHECK(n < 16 && str_int(scan_string(v), &number)))
			to[n++] = (uint32_t)number;
	return n;
}

static bool
is_among(const uint32_t *of, size_t n, uint32_t word)
{
	for (size_t i = 0; i < n; i++)
		if (of[i] == word)
			return true;
	return false;
}

/* One document: what is said to move it does, and one word less would not do. */
static void
try_out(const struct model *m, const uint32_t *word, const float *count, size_t n, struct scan_value why, size_t seen[2])
{
	uint32_t gone[16], come[16], left[64];
	float left_count[64];
	double scores[16];
	uint32_t best = model_place(m, word, count, n, scores).best;
	size_t without = listed(scan_member(why, STR("without")), gone), with = listed(scan_member(why, STR("with")), come);

	for (size_t taken = without > 0 ? without - 1 : 1; taken <= without; taken++) {
		size_t k = 0;

		for (size_t i = 0; i < n; i++) {
			left[k] = word[i];
			left_count[k] = count[i];
			k += !is_among(gone, taken, word[i]);
		}
		CHECK(k == n - taken);
		CHECK((model_place(m, left, left_count, k, scores).best != best) == (taken == without));
	}
	memcpy(left, word, n * sizeof *word);
	memcpy(left_count, count, n * sizeof *count);
	for (size_t i = 0; i < with; i++) {
		CHECK(!is_among(word, n, come[i]));
		left[n + i] = come[i];
		left_count[n + i] = 1;
		CHECK((model_place(m, left, left_count, n + i + 1, scores).best != best) == (i + 1 == with));
	}
	seen[0] += without > 0;
	seen[1] += with > 0;
}

static void
what_would_move_a_ticket_does(void)
{
	struct heap h = {0}, others = {0};
	struct bags b;
	struct model m;
	struct namer namer = { &m, number_of, number_of, NULL };
	struct sampler_setting setting;
	size_t *copies, seen[2] = {0}, placed = 0;

	heap_invent(&h, 8, 300, 41, 0);
	heap_invent(&others, 8, 150, 42, 0);
	for (size_t i = 0; i < others.word.len; i += 5)	/* half of one topic, half of another */
		if (i % 6 != 0 && others.word.at[i] > 60 && !is_among(others.word.at + i - i % 6, 6, others.word.at[i] - 12))
			others.word.at[i] -= 12;
	b = heap_bags(&h, HEAP_WORDS);
	setting = consensus_setting(&b, 1);
	copies = mem_zeroed(b.docs, sizeof *copies);
	model_learn(&m, &b, copies, (const uint32_t *)h.truth.at, 8, &setting);
	for (size_t d = 0; d < others.truth.len; d++) {
		const uint32_t *word = others.word.at + others.start.at[d];
		const float *count = others.count.at + others.start.at[d];
		struct scan *scan = scan_new();
		struct buf why = {0}, told = {0};
		struct scan_value root;
		struct scan_error error;
		double scores[9];
		struct verdict v = model_place(&m, word, count, 6, scores);

		explanation_make(&why, &told, &namer, STR("x"), word, count, 6);
		CHECK((why.len > 0) == (v.best != MODEL_NONE));
		buf_room(&why, SOURCE_PADDING);
		if (why.len > 0 && CHECK(scan_parse(scan, buf_str(&why), &root, &error))) {
			struct scan_value second = scan_member(root, STR("runner_up"));
			double behind;

			CHECK(scan_real(scan_member(second, STR("behind")), &behind));
			CHECK_NEAR(behind, scores[v.best] - (v.second != MODEL_NONE ? scores[v.second] : scores[8]), 0.006);
			try_out(&m, word, count, 6, root, seen);
			placed++;
		}
		buf_free(&why);
		buf_free(&told);
		scan_free(scan);
	}
	CHECK(placed > 100 && seen[0] > placed / 2 && seen[1] > 10);
	free(copies);
	model_free(&m);
	heap_free(&h);
	heap_free(&others);
}

UNIT(
	{ "lifts: a model is written for people", a_model_is_written_for_people },
	{ "lifts: a model survives writing", a_model_survives_writing },
	{ "lifts: nothing read is a model of nothing", nothing_read_is_a_model_of_nothing },
	{ "lifts: damage is refused", damage_is_refused },
	{ "lifts: models of two runs do not mix", models_of_two_runs_do_not_mix },
	{ "explanation: it says why", an_explanation_says_why },
	{ "explanation: what would move a ticket does", what_would_move_a_ticket_does },
)
