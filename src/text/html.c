#include "html.h"
#include "entity.h"
#include "utf8.h"

#include <strings.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { DEEPEST = 8, URL_LONGEST = 2048 };

enum does { NOTHING, LINE, PARAGRAPH, ITEM, QUOTE, ASIDE, CELL, BREAK, RULE, VERBATIM, CODE, LINK, IMAGE, DROP };

/* In the order of bytes. What is not here is passed over, its text kept. */
static const struct tag {
	char name[11];
	unsigned char does;
} tags[] = {
	{ "a", LINK }, { "address", LINE }, { "article", PARAGRAPH }, { "aside", ASIDE }, { "blockquote", QUOTE },
	{ "body", LINE }, { "br", BREAK }, { "code", CODE }, { "dd", LINE }, { "details", PARAGRAPH }, { "div", LINE },
	{ "dl", PARAGRAPH }, { "dt", LINE }, { "figure", PARAGRAPH }, { "footer", PARAGRAPH }, { "form", PARAGRAPH },
	{ "h1", PARAGRAPH }, { "h2", PARAGRAPH }, { "h3", PARAGRAPH }, { "h4", PARAGRAPH }, { "h5", PARAGRAPH },
	{ "h6", PARAGRAPH }, { "header", PARAGRAPH }, { "hr", RULE }, { "img", IMAGE }, { "li", ITEM },
	{ "main", PARAGRAPH }, { "nav", PARAGRAPH }, { "ol", PARAGRAPH }, { "option", LINE }, { "p", PARAGRAPH },
	{ "pre", VERBATIM }, { "script", DROP }, { "section", PARAGRAPH }, { "style", DROP }, { "summary", LINE },
	{ "table", PARAGRAPH }, { "td", CELL }, { "textarea", VERBATIM }, { "th", CELL }, { "title", DROP }, { "tr", LINE },
	{ "ul", PARAGRAPH }
};

enum { TAGS = sizeof tags / sizeof *tags };

/* By letter, a to u: the number of the first tag that begins with it, or with a later one. */
static const unsigned char first_of[] = { 0, 4, 7, 8, 13, 13, 16, 16, 24, 25, 25, 25, 26, 27, 28, 30, 32, 32, 32, 36, 42, 43 };

struct page {
	struct buf *out;
	struct str in;
	size_t at, start;
	size_t lines;		/* line ends owed before the next text: 0, 1 or 2 */
	bool space;		/* a space owed, too */
	bool item, cell;	/* so is "- ", or a tab */
	bool fresh;		/* nothing on this line yet */
	size_t quotes, asides, verbatim, code;	/* how deep */
	struct str href;	/* of the link that is open; absent: none */
	size_t link;		/* where its text began in out */
	/* What is known to be missing ahead is not sought again, so that hostile text takes no longer than other. */
	bool no_end, no_comment_end, plain_tags, unclosed[TAGS];
};

/* A forum wraps a quotation and the name above it, or what another page says, in an aside: both are one quotation. */
static size_t
quoted(const struct page *p)
{
	size_t deep = p->quotes > p->asides ? p->quotes : p->asides;

	return deep < DEEPEST ? deep : DEEPEST;
}

static void
begin_text(struct page *p)
{
	if (p->out->len == p->start)
		p->lines = 0;
	if (p->lines > 0 || p->out->len == p->start) {
		for (size_t k = 0; k < p->lines; k++) {
			buf_addc(p->out, '\n');
			if (k + 1 < p->lines)
				for (size_t q = 0; q < quoted(p); q++)
					buf_addc(p->out, '>');
		}
		for (size_t q = 0; q < quoted(p); q++)
			buf_adds(p->out, "> ");
		if (p->item)
			buf_adds(p->out, "- ");
	} else if (p->cell) {
		buf_addc(p->out, '\t');
	} else if (p->space) {
		buf_addc(p->out, ' ');
	}
	p->lines = 0;
	p->space = p->item = p->cell = p->fresh = false;
}

static void
end_line(struct page *p, size_t lines)
{
	if (p->lines < lines)
		p->lines = lines;
	p->space = p->cell = false;
	p->fresh = true;
}

static void
put(struct page *p, uint32_t c)
{
	if (c == 0xad)
		return;
	if (c == 0xa0 || c == ' ' || (c >= '\t' && c <= '\r')) {
		if (p->verbatim == 0 && p->code == 0) {
			p->space = true;
			return;
		}
		if (c == '\r')
			return;
		if (c == '\n') {
			end_line(p, p->fresh ? p->lines + 1 : 1);
			return;
		}
		c = c == 0xa0 ? ' ' : c;
	}
	begin_text(p);
	utf8_put(p->out, c);
}

/*
 * How many bytes go as they are: words with one space between each two; where white space counts, all but line ends,
 * tabs and the like. Most of what people write is that.
 */
static size_t
run(const struct page *p, const char *s, size_t n)
{
	bool verbatim = p->verbatim > 0 || p->code > 0;
	size_t i = 0;

#ifdef __SSE2__
	const __m128i space = _mm_set1_epi8(' '), mark = _mm_set1_epi8('&');

	for (; n - i > 16; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + i)), next = _mm_loadu_si128((const __m128i *)(const void *)(s + i + 1));
		__m128i blank = _mm_cmpeq_epi8(_mm_min_epu8(v, space), v), is_space = _mm_cmpeq_epi8(v, space);
		__m128i ends = _mm_or_si128(_mm_andnot_si128(is_space, blank), _mm_cmpeq_epi8(v, mark));
		int at;

		if (!verbatim) {
			__m128i next_ends = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(next, space), next), _mm_cmpeq_epi8(next, mark));

			ends = _mm_or_si128(ends, _mm_and_si128(is_space, next_ends));
		}
		if ((at = _mm_movemask_epi8(ends)) != 0)
			return i + (size_t)__builtin_ctz((unsigned)at);
	}
#endif
	for (; i < n && (unsigned char)s[i] >= ' ' && s[i] != '&'; i++)
		if (s[i] == ' ' && !verbatim && (i + 1 == n || (unsigned char)s[i + 1] <= ' ' || s[i + 1] == '&'))
			break;
	return i;
}

/* Plain text up to the next '<', or a '<' that is no tag. */
static void
put_text(struct page *p, struct str text)
{
	bool verbatim = p->verbatim > 0 || p->code > 0;
	size_t i = 0;

	while (i < text.n) {
		struct str rest = { text.s + i, text.n - i };
		size_t length = verbatim || *rest.s != ' ' ? run(p, rest.s, rest.n) : 0;
		uint32_t c;

		if (length > 0) {
			begin_text(p);
			buf_add(p->out, rest.s, length);
		} else {
			length = 1;
			c = *rest.s == '&' ? entity_read(rest, &length) : 0;
			put(p, c != 0 ? c : (unsigned char)*rest.s);
		}
		i += length;
	}
}

/* Where a tag that begins at p->at ends ('>' found, outside quotes if it can be); p->in.n if it does not. */
static size_t
tag_end(struct page *p)
{
	struct str in = p->in;
	const char *end;

	if (p->no_end || (end = memchr(in.s + p->at, '>', in.n - p->at)) == NULL) {
		p->no_end = true;
		return in.n;
	}
	if (!p->plain_tags) {
		char quote = '\0', last = '\0';

		for (size_t i = p->at; i < in.n; i++) {
			char c = in.s[i];

			if (quote != '\0') {
				if (c == quote)
					quote = '\0';
			} else if (c == '>') {
				return i;
			} else if ((c == '"' || c == '\'') && last == '=') {
				quote = c;
			}
			if (c != ' ')
				last = c;
		}
		p->plain_tags = true;
	}
	return (size_t)(end - in.s);
}

/* An attribute's value inside a tag; absent if it is not there. */
static struct str
attribute(struct str tag, const char *name)
{
	size_t n = strlen(name), i = 0;

	while (i < tag.n) {
		size_t from, key, key_n;
		char quote;

		while (i < tag.n && ((unsigned char)tag.s[i] <= ' ' || tag.s[i] == '/' || tag.s[i] == '='))
			i++;
		key = i;
		while (i < tag.n && (unsigned char)tag.s[i] > ' ' && tag.s[i] != '=')
			i++;
		key_n = i - key;
		while (i < tag.n && (unsigned char)tag.s[i] <= ' ')
			i++;
		if (i >= tag.n || tag.s[i] != '=')
			continue;
		for (i++; i < tag.n && (unsigned char)tag.s[i] <= ' ';)
			i++;
		quote = i < tag.n && (tag.s[i] == '"' || tag.s[i] == '\'') ? tag.s[i++] : '\0';
		from = i;
		while (i < tag.n && (quote != '\0' ? tag.s[i] != quote : (unsigned char)tag.s[i] > ' '))
			i++;
		if (key_n == n && strncasecmp(tag.s + key, name, n) == 0)
			return (struct str){ tag.s + from, i - from };
		i += i < tag.n && quote != '\0';
	}
	return (struct str){0};
}

/* A url without what people leave out when they write it as text. */
static struct str
bare_url(struct str url)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:", "www." };

	for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++)
		if (str_starts(url, schemes[k]))
			url = (struct str){ url.s + strlen(schemes[k]), url.n - strlen(schemes[k]) };
	if (str_ends(url, "/"))
		url.n--;
	return url;
}

static void
end_link(struct page *p)
{
	struct str url = p->href, text = STR("");
	struct buf plain = {0};

	if (url.s == NULL)
		return;
	p->href = (struct str){0};
	html_unescape(&plain, str_trim(url));
	url = buf_str(&plain);
	if (p->out->len > p->link)
		text = str_trim((struct str){ p->out->data + p->link, p->out->len - p->link });
	while (text.n >= 2 && (str_starts(text, "> ") || str_starts(text, "- ")))
		text = (struct str){ text.s + 2, text.n - 2 };
	if (url.n <= URL_LONGEST && (str_starts(url, "http") || str_starts(url, "mailto:") || str_starts(url, "tel:") ||
	    str_starts(url, "ftp:")) && !str_equal(bare_url(text), bare_url(url))) {
		bool space = p->space;

		p->space = p->out->len > p->link;
		begin_text(p);
		if (text.n > 0)
			buf_addc(p->out, '(');
		buf_add(p->out, url.s, url.n);
		if (text.n > 0)
			buf_addc(p->out, ')');
		p->space = space;
	}
	buf_free(&plain);
}

static const struct tag *
tag_of(const char *name)
{
	unsigned letter = (unsigned char)name[0] - 'a';

	if (letter < sizeof first_of - 1)
		for (size_t i = first_of[letter]; i < first_of[letter + 1]; i++)
			if (strcmp(tags[i].name, name) == 0)
				return &tags[i];
	return NULL;
}

/* Past the closing tag of an element whose text is not wanted; nowhere if there is none. */
static void
skip_element(struct page *p, const struct tag *tag)
{
	size_t n = strlen(tag->name), from = p->at;
	const char *open;

	for (size_t i = from; !p->unclosed[tag - tags]; i = (size_t)(open - p->in.s) + 1) {
		open = i < p->in.n ? memchr(p->in.s + i, '<', p->in.n - i) : NULL;
		if (open == NULL) {
			p->unclosed[tag - tags] = true;
		} else if ((size_t)(p->in.s + p->in.n - open) > n + 2 && open[1] == '/' &&
		    strncasecmp(open + 2, tag->name, n) == 0) {
			p->at = (size_t)(open - p->in.s);
			p->at = tag_end(p);
			p->at += p->at < p->in.n;
			return;
		}
	}
}

static void
depth(size_t *deep, bool closing)
{
	if (!closing)
		++*deep;
	else if (*deep > 0)
		--*deep;
}

/* One tag, without its angle brackets; p->at is past it. */
static void
put_tag(struct page *p, struct str tag)
{
	bool closing = tag.n > 0 && tag.s[0] == '/';
	char name[12] = "";
	const struct tag *known;
	struct str alt;

	for (size_t i = closing, k = 0; i < tag.n && k < sizeof name - 1; i++, k++) {
		unsigned char c = (unsigned char)tag.s[i];

		if (c <= ' ' || c == '/')
			break;
		name[k] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	known = tag_of(name);
	switch (known != NULL ? (enum does)known->does : NOTHING) {
	case NOTHING:
		break;
	case LINE:
		if (!closing && p->href.s != NULL && str_is(attribute(tag, "class"), "meta"))	/* a forum's: name and size of a linked image */
			skip_element(p, known);
		else
			end_line(p, 1);
		break;
	case PARAGRAPH:
		end_line(p, 2);
		break;
	case ITEM:
		end_line(p, 1);
		p->item = !closing;
		break;
	case QUOTE:
		end_line(p, 2);
		depth(&p->quotes, closing);
		break;
	case ASIDE:
		end_line(p, 2);
		depth(&p->asides, closing);
		break;
	case CELL:
		p->cell = p->cell || (!closing && !p->fresh);
		break;
	case BREAK:
		end_line(p, p->fresh && p->lines < 2 ? p->lines + 1 : 1);
		break;
	case RULE:
		end_line(p, 2);
		break;
	case VERBATIM:
		end_line(p, 2);
		depth(&p->verbatim, closing);
		if (!closing && p->at < p->in.n && p->in.s[p->at] == '\n')
			p->at++;
		break;
	case CODE:
		if (!closing && p->space)	/* the space before it is not its own */
			begin_text(p);
		depth(&p->code, closing);
		break;
	case LINK:
		end_link(p);
		if (!closing) {
			p->href = attribute(tag, "href");
			p->link = p->out->len;
		}
		break;
	case IMAGE:
		alt = attribute(tag, "alt");
		if (alt.n > 0 && !str_is(alt, "enter image description here"))	/* what an editor puts in for a picture that nobody described */
			put_text(p, alt);
		break;
	case DROP:
		if (!closing)
			skip_element(p, known);
		break;
	}
}

/* p->at stands on '<'. */
static void
put_markup(struct page *p)
{
	struct str in = p->in;
	char next = p->at + 1 < in.n ? in.s[p->at + 1] : ' ';
	size_t end;

	if (next == '!' && in.n - p->at >= 4 && memcmp(in.s + p->at, "<!--", 4) == 0 && !p->no_comment_end) {
		for (end = p->at + 4; end + 3 <= in.n; end++) {
			const char *dash = memchr(in.s + end, '-', in.n - end);

			if (dash == NULL)
				break;
			end = (size_t)(dash - in.s);
			if (end + 3 <= in.n && memcmp(dash, "-->", 3) == 0) {
				p->at = end + 3;
				return;
			}
		}
		p->no_comment_end = true;
	}
	if ((next | 0x20) >= 'a' && (next | 0x20) <= 'z') {
		end = tag_end(p);
	} else if (next == '/' || next == '!' || next == '?') {
		const char *close = p->no_end ? NULL : memchr(in.s + p->at, '>', in.n - p->at);

		p->no_end = close == NULL;
		end = close != NULL ? (size_t)(close - in.s) : in.n;
	} else {
		end = in.n;
	}
	if (end < in.n) {
		struct str tag = { in.s + p->at + 1, end - p->at - 1 };

		p->at = end + 1;
		if (next != '!' && next != '?')
			put_tag(p, tag);
	} else {
		put(p, '<');
		p->at++;
	}
}

void
html_text(struct buf *out, struct str html)
{
	struct page p = { .out = out, .in = html, .start = out->len, .fresh = true };

	while (p.at < html.n) {
		const char *open = memchr(html.s + p.at, '<', html.n - p.at);
		size_t end = open != NULL ? (size_t)(open - html.s) : html.n;

		if (end > p.at)
			put_text(&p, (struct str){ html.s + p.at, end - p.at });
		p.at = end;
		if (open != NULL)
			put_markup(&p);
	}
	end_link(&p);
	while (out->len > p.start && (out->data[out->len - 1] == ' ' || out->data[out->len - 1] == '\t'))
		out->data[--out->len] = '\0';
}

void
html_unescape(struct buf *out, struct str text)
{
	while (text.n > 0) {
		const char *mark = memchr(text.s, '&', text.n);
		size_t before = mark != NULL ? (size_t)(mark - text.s) : text.n, length = 1;
		uint32_t c;

		buf_add(out, text.s, before);
		text = (struct str){ text.s + before, text.n - before };
		if (text.n == 0)
			break;
		c = entity_read(text, &length);
		if (c != 0)
			utf8_put(out, c);
		else
			buf_addc(out, '&');
		text = (struct str){ text.s + length, text.n - length };
	}
}
