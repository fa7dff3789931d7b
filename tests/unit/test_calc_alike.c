#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/jaccard.h"
#include "../../src/calc/minhash.h"
#include "../../src/text/shingle.h"

static int
ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Two ascending sets that share `shared` of their n and m random elements. */
static void
draw(struct rng *r, uint32_t *a, size_t n, uint32_t *b, size_t m, size_t shared)
{
	for (size_t i = 0; i < n; i++)
		a[i] = (uint32_t)rng_next(r);
	for (size_t i = 0; i < m; i++)
		b[i] = i < shared ? a[i] : (uint32_t)rng_next(r);
	qsort(a, n, sizeof *a, ascending);
	qsort(b, m, sizeof *b, ascending);
}

static size_t
shared_slowly(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t shared = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			shared += a[i] == b[j];
	return shared;
}

static void
jaccard_is_what_counting_gives(void)
{
	uint32_t a[300], b[300];
	struct rng r;

	rng_seed(&r, 3);
	for (int k = 0; k < 300; k++) {
		size_t n = rng_below(&r, 300), m = rng_below(&r, 300), most = n < m ? n : m;
		size_t want;

		draw(&r, a, n, b, m, most > 0 ? rng_below(&r, most + 1) : 0);
		want = shared_slowly(a, n, b, m);
		CHECK(jaccard_shared(a, n, b, m, 0) == want);
		if (jaccard(want, n, m) >= 0.5)
			CHECK(jaccard_shared(a, n, b, m, 0.5) == want);
		else
			CHECK(jaccard(jaccard_shared(a, n, b, m, 0.5), n, m) < 0.5);
	}
	CHECK(jaccard(0, 0, 0) == 1 && jaccard(1, 2, 2) > 0.333 && jaccard(1, 2, 2) < 0.334);
}

static void
minhash_is_near_the_truth(void)
{
	static uint32_t a[400], b[400];
	uint32_t x[MINHASH_ORDERS], y[MINHASH_ORDERS], p[MINHASH_KEYS], q[MINHASH_KEYS];
	struct rng r;

	rng_seed(&r, 5);
	for (size_t shared = 0; shared <= 400; shared += 50) {
		double sum = 0, found = 0;

		for (int k = 0; k < 200; k++) {
			size_t keys = 0;

			draw(&r, a, 400, b, 400, shared);
			minhash(a, 400, x);
			minhash(b, 400, y);
			for (int i = 0; i < MINHASH_ORDERS; i++)
				sum += x[i] == y[i];
			minhash_keys(x, p);
			minhash_keys(y, q);
			for (int i = 0; i < MINHASH_KEYS; i++)
				keys += p[i] == q[i];
			found += keys > 0;
		}
		CHECK_NEAR(sum / 200 / MINHASH_ORDERS, jaccard(shared, 400, 400), 0.02);
		if (shared >= 300)	/* J = .6 */
			CHECK(found >= 190);
	}
	minhash(a, 0, x);
	CHECK(x[0] == UINT32_MAX && x[127] == UINT32_MAX);
	minhash((uint32_t[]){ 7 }, 1, x);	/* frozen: what was found must be found again by any build */
	minhash_keys(x, p);
	CHECK(x[0] == 0x3ff14802u && p[31] == 0xb0cf7a3u);
}

static bool
holds(const struct shingles *s, uint32_t hash)
{
	for (size_t i = 0; i < s->set.len; i++)
		if (s->set.at[i] == hash)
			return true;
	return false;
}

static void
shingles_are_pieces_of_four(void)
{
	struct shingles s = {0}, t = {0};

	shingle_set(&s, STR("abc abc"));	/* " abc", "abc ", "bc a", "c ab" and two of them again */
	CHECK(s.set.len == 4);
	shingle_set(&t, STR("abc"));
	CHECK(t.set.len == 2 && holds(&s, t.set.at[0]) && holds(&s, t.set.at[1]));
	shingle_set(&s, STR("a"));
	CHECK(s.set.len == 1);
	shingle_set(&s, STR(""));
	CHECK(s.set.len == 0);
	shingle_set(&s, STR("\xd0\xb4\xd0\xb0 ab c"));	/* "да ab c": letters count, not bytes; pieces of ASCII are those of ASCII texts */
	CHECK(s.set.len == 6);
	shingle_set(&t, STR("ab c"));
	CHECK(t.set.len == 3 && holds(&s, t.set.at[0]) && holds(&s, t.set.at[1]) && holds(&s, t.set.at[2]));
	for (int k = 0; k < 3; k++) {
		shingle_set(&s, STR("the valve of the boiler in the cellar drips on the floor"));
		shingle_sort(&s);
		for (size_t i = 1; i < s.set.len; i++)
			CHECK(s.set.at[i - 1] < s.set.at[i]);
	}
	shingle_free(&s);
	shingle_free(&t);
}

/* Words of few letters, so that pieces come again; every fourth text holds other scripts, too. */
static size_t
write_text(struct rng *r, char *text, size_t n, bool ascii)
{
	size_t letters = 1 + rng_below(r, 26), at = 0;

	while (at + 3 <= n) {
		if (!ascii && rng_below(r, 7) == 0) {
			text[at++] = (char)0xd0;
			text[at++] = (char)(0xb0 + rng_below(r, 8));
		} else {
			text[at++] = (char)(rng_below(r, 6) == 0 ? ' ' : 'a' + rng_below(r, letters));
		}
	}
	return at;
}

/* How many different pieces of four characters stand in a text with a space around it. */
static size_t
count_pieces(const char *text, size_t n)
{
	static uint32_t pieces[5000];
	uint32_t last[4] = {0};
	size_t characters = 0, len = 0, different = 0;

	for (size_t i = 0; i < n + 2; i++) {
		unsigned char c = i == 0 || i == n + 1 ? ' ' : (unsigned char)text[i - 1];

		if ((c & 0xc0) == 0x80) {	/* one letter, of which there are eight */
			last[3] = c;
		} else {
			memmove(last, last + 1, 3 * sizeof *last);
			last[3] = c;
			characters++;
		}
		if (characters >= 4 && c != 0xd0)
			pieces[len++] = last[0] | last[1] << 8 | last[2] << 16 | last[3] << 24;
	}
	qsort(pieces, len, sizeof *pieces, ascending);
	for (size_t i = 0; i < len; i++)
		different += i == 0 || pieces[i] != pieces[i - 1];
	return characters < 4 ? 1 : different;
}

static void
shingles_are_all_and_each_once(void)
{
	struct shingles s = {0};
	static char text[4096];
	struct rng r;

	rng_seed(&r, 7);
	for (int k = 0; k < 4000; k++) {
		size_t n = write_text(&r, text, 4 + rng_below(&r, k % 100 == 0 ? sizeof text - 4 : 700), k % 4 != 0);

		shingle_set(&s, (struct str){ text, n });
		CHECK(s.set.len == count_pieces(text, n));
		shingle_sort(&s);
		for (size_t i = 1; i < s.set.len; i++)
			CHECK(s.set.at[i - 1] < s.set.at[i]);
	}
	shingle_set(&s, STR("abcd"));	/* frozen */
	shingle_sort(&s);
	CHECK(s.set.len == 3);
	CHECK(s.set.at[0] == 0x2036bae5u && s.set.at[1] == 0x48aaef6cu && s.set.at[2] == 0xf7dcf40au);
	shingle_free(&s);
}

UNIT(
	{ "jaccard: what counting pair by pair gives, but for what is below the least", jaccard_is_what_counting_gives },
	{ "minhash: near the truth, and the same in any build", minhash_is_near_the_truth },
	{ "shingles: pieces of four characters, each once", shingles_are_pieces_of_four },
	{ "shingles: all and each once", shingles_are_all_and_each_once },
)
