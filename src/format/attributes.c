#include "attributes.h"

#include "../json/scan.h"
#include "../text/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Neither '<' nor a control character: nothing that ends or changes an attribute's value. */
static bool
is_smooth(const char *at, const char *end)
{
#ifdef __SSE2__
	const __m128i open = _mm_set1_epi8('<'), least = _mm_set1_epi8(' ');

	for (; end - at >= 16; at += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
		__m128i smooth = _mm_cmpeq_epi8(_mm_max_epu8(v, least), v);

		if (_mm_movemask_epi8(_mm_andnot_si128(_mm_cmpeq_epi8(v, open), smooth)) != 0xffff)
			return false;
	}
#endif
	for (; at < end; at++)
		if (*at == '<' || (unsigned char)*at < ' ')
			return false;
	return true;
}

static const char *
name_end(const char *at)
{
	const char *from = at;

	while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '_' || (at > from && *at >= '0' && *at <= '9'))
		at++;
	return at;
}

/* "&#38;" or "&#x26;" at *at, which moves behind it. */
static bool
number(struct buf *out, const char **at, const char *end)
{
	const char *p = *at + 2;
	uint32_t base = p < end && *p == 'x' ? 16 : 10, c = 0;
	const char *digits = p += base == 16;

	for (; p < end && *p != ';'; p++) {
		uint32_t digit = *p >= '0' && *p <= '9' ? (uint32_t)(*p - '0') : (*p | 0x20) >= 'a' && (*p | 0x20) <= 'f' ? (uint32_t)((*p | 0x20) - 'a') + 10 : 16;

		if (digit >= base)
			return false;
		if (c <= 0x10ffff)
			c = c * base + digit;
	}
	if (p == end || p == digits)
		return false;
	*at = p + 1;
	if (c > 0 && c < 0x80)
		buf_addc(out, (char)c);
	else
		utf8_put(out, c == 0 || c == 0xfffe || c == 0xffff ? UTF8_BAD : c);
	return true;
}

static bool
reference(struct buf *out, const char **at, const char *end)
{
	static const struct named {
		char text[8];
		unsigned char n;
		char character;
	} all[] = { { "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&quot;", 6, '"' }, { "&amp;", 5, '&' }, { "&apos;", 6, '\'' } };

	if (end - *at >= 3 && (*at)[1] == '#')
		return number(out, at, end);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (end - *at >= all[i].n && memcmp(*at, all[i].text, all[i].n) == 0) {
			buf_addc(out, all[i].character);
			*at += all[i].n;
			return true;
		}
	return false;
}

/* The value with its references written out: behind those of the tag before it, which do not move. */
static bool
write_out(struct attributes *a, const char *at, const char *end, struct str *value)
{
	const char *mark = memchr(at, '&', (size_t)(end - at));
	size_t from = a->text.len;

	*value = (struct str){ at, (size_t)(end - at) };
	if (mark == NULL)
		return true;
	for (; mark != NULL; mark = memchr(at, '&', (size_t)(end - at))) {
		buf_add(&a->text, at, (size_t)(mark - at));
		at = mark;
		if (!reference(&a->text, &at, end))
			return false;
	}
	buf_add(&a->text, at, (size_t)(end - at));
	*value = (struct str){ a->text.data + from, a->text.len - from };
	return true;
}

/* The same name again is an error, which expat tells. *seen is a filter over the names before. */
static bool
is_new(const struct attributes *a, struct str name, uint64_t *seen)
{
	uint64_t bit = UINT64_C(1) << ((name.n * 7 + (unsigned char)name.s[0] + 5u * (unsigned char)name.s[name.n - 1]) & 63);

	if ((*seen & bit) != 0)
		for (size_t i = 0; i < a->all.len; i++)
			if (str_equal(a->all.at[i].name, name))
				return false;
	*seen |= bit;
	return true;
}

bool
attributes_cut(struct attributes *a, struct str line, struct str *tag)
{
	const char *at = line.s, *end = line.s + line.n;
	uint64_t seen = 0;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	while (end > at && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r' || end[-1] == '\n'))
		end--;
	*tag = (struct str){ at, (size_t)(end - at) };
	if (tag->n < 4 || *at != '<' || end[-2] != '/' || end[-1] != '>' || !is_smooth(at + 1, end) || !scan_utf8(*tag))
		return false;
	a->all.len = a->text.len = 0;
	buf_room(&a->text, tag->n);	/* no reference is shorter than what it stands for */
	end -= 2;			/* and "/>" ends any name */
	if ((at = name_end(at + 1)) == tag->s + 1)
		return false;
	while (at < end) {
		struct attribute new = {0};
		const char *close;

		if (*at != ' ')
			return false;
		while (at < end && *at == ' ')
			at++;
		if (at == end)
			break;
		new.name.s = at;
		at = name_end(at);
		new.name.n = (size_t)(at - new.name.s);
		if (new.name.n == 0 || *at != '=' || (at[1] != '"' && at[1] != '\'') || !is_new(a, new.name, &seen))
			return false;
		close = memchr(at + 2, at[1], (size_t)(end - at) - 2);
		if (close == NULL || !write_out(a, at + 2, close, &new.value))
			return false;
		vec_push(&a->all, new);
		at = close + 1;
	}
	return true;
}

struct str
attributes_value(const struct attributes *a, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < a->all.len; i++)
		if (a->all.at[i].name.n == n && memcmp(a->all.at[i].name.s, name, n) == 0)
			return a->all.at[i].value;
	return (struct str){0};
}

void
attributes_free(struct attributes *a)
{
	vec_free(&a->all);
	buf_free(&a->text);
}
