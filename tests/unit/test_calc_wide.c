#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/minhash.h"
#include "../../src/text/shingle.h"

/* The sources once more, as a processor without wide registers runs them: their functions with "narrow_" before the names. */
#define WIDE
#define minhash narrow_minhash
#define minhash_keys narrow_minhash_keys
#define minhash_sketch narrow_minhash_sketch
#define sketch_agree narrow_sketch_agree
#define sketch_least narrow_sketch_least
#define shingle_set narrow_shingle_set
#define shingle_sort narrow_shingle_sort
#define shingle_free narrow_shingle_free
void minhash(const uint32_t *set, size_t n, uint32_t least[MINHASH_ORDERS]);
void minhash_keys(const uint32_t least[MINHASH_ORDERS], uint32_t keys[MINHASH_KEYS]);
struct sketch minhash_sketch(const uint32_t least[MINHASH_ORDERS]);
unsigned sketch_agree(const struct sketch *a, const struct sketch *b);
unsigned sketch_least(double similarity);
void shingle_set(struct shingles *s, struct str text);
void shingle_sort(struct shingles *s);
void shingle_free(struct shingles *s);
#include "../../src/calc/minhash.c"
#include "../../src/text/shingle.c"
#undef minhash
#undef minhash_keys
#undef minhash_sketch
#undef shingle_set

static void
widths_agree(void)
{
	struct shingles s = {0}, narrow = {0};
	uint32_t least[MINHASH_ORDERS], slowly[MINHASH_ORDERS];
	uint32_t keys[MINHASH_KEYS], slow_keys[MINHASH_KEYS];
	struct sketch sketch, slow_sketch;
	static char text[3000];
	struct rng r;

	rng_seed(&r, 8);
	for (int k = 0; k < 1000; k++) {
		size_t n = rng_below(&r, k % 20 == 0 ? sizeof text : 300);

		for (size_t i = 0; i < n; i++)
			text[i] = (char)(rng_below(&r, 6) == 0 ? ' ' : 'a' + rng_below(&r, 26));
		shingle_set(&s, (struct str){ text, n });
		narrow_shingle_set(&narrow, (struct str){ text, n });
		CHECK(s.set.len == narrow.set.len && (n == 0 || memcmp(s.set.at, narrow.set.at, s.set.len * sizeof *s.set.at) == 0));
		minhash(s.set.at, s.set.len, least);
		narrow_minhash(s.set.at, s.set.len, slowly);
		CHECK(memcmp(least, slowly, sizeof least) == 0);
		minhash_keys(least, keys);
		narrow_minhash_keys(least, slow_keys);
		CHECK(memcmp(keys, slow_keys, sizeof keys) == 0);
		sketch = minhash_sketch(least);
		slow_sketch = narrow_minhash_sketch(least);
		CHECK(memcmp(&sketch, &slow_sketch, sizeof sketch) == 0);
	}
	shingle_free(&s);
	shingle_free(&narrow);
}

UNIT(
	{ "wide registers: what this processor computes is what any other one does", widths_agree },
)
