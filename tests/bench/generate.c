/*
 * generate KIND BYTES SEED: data of any size for make bench, the same bytes for the same arguments.
 *
 * tickets: ticket lines as ingest writes them, 2.5 KB on average; copies: the same, every fourth of which says what an
 * earlier one said, with other names and numbers; twitter: a Twitter support table;
 * requests: tickets of a Zendesk export, one a line; comments: comments on them, one a line, in no order; document: all
 * of it as one document, the comments in their tickets; posts: Posts.xml of a Stack Exchange dump; posts-csv: the same
 * rows as a table. Texts are drawn from 400 problems, each with words of its own among common ones, so that copies
 * and shared issues are there to be found; a few hold other scripts.
 */
#include "../../src/base/buf.h"
#include "../../src/base/die.h"
#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/cli/options.h"
#include "../../src/io/sink.h"
#include "../../src/json/write.h"
#include "../../src/rec/ticket.h"

#include <stdlib.h>

enum { PROBLEMS = 400, OWN = 14, TAIL = 6000, PEOPLE = 50000, HELPERS = 400, EARLIER = 4096 };

static const char *const common_words[] = {
	"the", "to", "and", "I", "it", "is", "my", "a", "of", "not", "in", "for", "you", "that", "on", "with", "have", "this",
	"but", "after", "was", "please", "when", "can", "again", "still", "what", "since", "me", "do", "yesterday", "tried",
	"help", "same", "problem", "does", "any", "there", "all", "would", "been", "get", "from", "now", "just", "one", "today",
	"your", "how", "if", "will", "no", "so", "time", "only", "are", "did", "app", "account", "order", "working", "every",
	"nothing", "because", "before", "customer", "message", "could", "says", "thanks", "new", "phone", "number", "works",
};
static const char *const odd[] = { "Heizung läuft nicht", "¿me pueden ayudar?", "🔥🔥", "naïve", "日本語", "“quoted”", "a\tb", "\"really\"" };

static struct rng rng;
static struct buf words[TAIL];		/* made up once: syllables, as names of products and faults are */
static unsigned short own[PROBLEMS][OWN];

static void
make_words(void)
{
	static const char *const syllables[] = { "bo", "ra", "ti", "mon", "ler", "vis", "ka", "den", "so", "qui", "par", "net",
		"lu", "che", "ster", "ing", "of", "al", "mi", "tron", "ex", "pre", "war", "li", "gat", "ur" };

	for (size_t i = 0; i < TAIL; i++)
		for (uint64_t n = 2 + rng_below(&rng, 3); n > 0; n--)
			buf_adds(&words[i], syllables[rng_below(&rng, sizeof syllables / sizeof *syllables)]);
	for (size_t p = 0; p < PROBLEMS; p++)
		for (size_t k = 0; k < OWN; k++)
			own[p][k] = (unsigned short)rng_below(&rng, TAIL);
}

/* Small numbers are the frequent ones. */
static size_t
skewed(size_t n)
{
	double u = rng_unit(&rng);

	return (size_t)(u * u * u * (double)n);
}

static void
add_words(struct buf *b, size_t problem, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t pick = rng_below(&rng, 100);

		if (pick < 62)
			buf_adds(b, common_words[skewed(sizeof common_words / sizeof *common_words)]);
		else {
			const struct buf *w = &words[pick < 86 ? own[problem][rng_below(&rng, OWN)] : skewed(TAIL)];

			buf_add(b, w->data, w->len);
		}
		buf_addc(b, i % 12 == 11 ? '.' : ' ');
		if (i % 12 == 11)
			buf_addc(b, i % 48 == 47 ? '\n' : ' ');
	}
	if (rng_below(&rng, 20) == 0)
		buf_adds(b, odd[rng_below(&rng, sizeof odd / sizeof *odd)]);
}

static struct str
number(struct buf *b, const char *prefix, uint64_t n)
{
	buf_clear(b);
	buf_printf(b, "%s%llu", prefix, (unsigned long long)n);
	return buf_str(b);
}

static bool copying;
static struct buf earlier[EARLIER];	/* what tickets said, subject and text on a line each, to be said again */

/* With another name or number in the place of one word in 25. */
static void
say_again(struct buf *out, const struct buf *text)
{
	buf_clear(out);
	for (size_t at = 0, n; at < text->len; at += n + 1) {
		n = strcspn(text->data + at, " .\n");
		if (n == 0 || rng_below(&rng, 25) > 0)
			buf_add(out, text->data + at, n);
		else if (rng_below(&rng, 2) == 0)
			buf_printf(out, "%u", 10 + (unsigned)rng_below(&rng, 9990));
		else
			buf_adds(out, words[rng_below(&rng, TAIL)].data);
		if (at + n < text->len)
			buf_addc(out, text->data[at + n]);
	}
}

static void
add_ticket(struct buf *out, uint64_t n)
{
	static struct buf id, requester, said, messages, author, text, message_id;
	size_t problem = skewed(PROBLEMS), first = 0;
	int64_t at = INT64_C(1767225600000) + (int64_t)(n * 7919 % 7776000) * 1000;
	struct ticket_draft t = { .source = STR("zendesk"), .channel = STR("email"), .status = STR("solved"), .created_at = at,
		.updated_at = at + 86400000, .solved_at = TIME_NONE, .tags = STR("[\"billing\",\"app\"]"), .lang = STR("en"),
		.origin_file = STR("tickets.json.gz"), .origin_line = n + 1 };

	t.id = number(&id, "zendesk:", 100000 + n);
	t.requester = number(&requester, "zendesk:u:", rng_below(&rng, PEOPLE));
	buf_clear(&said);
	if (copying && n % 4 == 3) {
		say_again(&said, &earlier[rng_below(&rng, n < EARLIER ? n : EARLIER)]);
		first = strcspn(said.data, "\n");
	} else {
		add_words(&said, problem, 7);
		first = said.len;
	}
	t.subject = (struct str){ said.data, first };
	buf_clear(&messages);
	write_array(&messages, NULL);
	for (uint64_t k = 0, of = 1 + rng_below(&rng, 6); k < of; k++) {
		bool asks = k % 2 == 0;
		struct message m = { .role = asks ? ROLE_CUSTOMER : rng_below(&rng, 2) == 0 ? ROLE_VOLUNTEER : ROLE_STAFF,
			.role_by = BY_FIELD, .at = at + (int64_t)k * 3600000, .is_public = true, .accepted = k == 1 };

		m.id = number(&message_id, "m", n * 8 + k);
		m.author = asks ? t.requester : number(&author, "zendesk:u:", PEOPLE + skewed(HELPERS));
		buf_clear(&text);
		if (k == 0 && first < said.len)
			buf_adds(&text, said.data + first + 1);
		else
			add_words(&text, problem, 35 + (size_t)rng_below(&rng, 85));
		m.text = buf_str(&text);
		message_write(&messages, &m);
		if (copying && k == 0) {
			buf_clear(&earlier[n % EARLIER]);
			buf_printf(&earlier[n % EARLIER], "%.*s\n%s", (int)first, said.data, text.data);
		}
	}
	write_end_array(&messages);
	t.messages = buf_str(&messages);
	ticket_write(out, &t);
	buf_addc(out, '\n');
}

static void
add_field(struct buf *out, struct str text)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, text.s[i]);
	}
	buf_addc(out, '"');
}

/* As Twitter writes times: "Tue Oct 31 22:10:47 +0000 2017". */
static void
add_twitter_time(struct buf *out, int64_t ms)
{
	static const char days[] = "MonTueWedThuFriSatSun", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char iso[TIME_TEXT];

	time_write(iso, ms);
	buf_printf(out, "%.3s %.3s %.2s %.8s +0000 %.4s", days + 3 * time_weekday(time_day(ms)),
	    months + 3 * ((iso[5] - '0') * 10 + iso[6] - '0' - 1), iso + 8, iso + 11, iso);
}

/* A thread of two to four tweets: the customer, the company, and so on. Ids and times go up together. */
static void
add_tweets(struct buf *out, uint64_t n)
{
	static struct buf text;
	uint64_t of = 2 + rng_below(&rng, 3), customer = 115000 + rng_below(&rng, PEOPLE), first = 100000 + n * 4;
	size_t problem = skewed(PROBLEMS);

	for (uint64_t k = 0; k < of; k++) {
		buf_clear(&text);
		buf_printf(&text, "@%llu ", (unsigned long long)(k % 2 == 0 ? 7 : customer));
		add_words(&text, problem, 8 + (size_t)rng_below(&rng, 18));
		if (k % 2 == 0)
			buf_printf(out, "%llu,%llu,True,", (unsigned long long)(first + k), (unsigned long long)customer);
		else
			buf_printf(out, "%llu,SomeSupport,False,", (unsigned long long)(first + k));
		add_twitter_time(out, INT64_C(1767225600000) + (int64_t)(n * 12 + k * 900) * 1000);
		buf_addc(out, ',');
		add_field(out, buf_str(&text));
		buf_printf(out, k + 1 < of ? ",%llu," : ",,", (unsigned long long)(first + k + 1));
		if (k > 0)
			buf_printf(out, "%llu", (unsigned long long)(first + k - 1));
		buf_addc(out, '\n');
	}
}

/* The members of a ticket; the object stays open. */
static void
open_request(struct buf *out, uint64_t n)
{
	static struct buf text;
	size_t problem = skewed(PROBLEMS);
	int64_t at = INT64_C(1767225600000) + (int64_t)(n * 7919 % 7776000) * 1000;

	write_object(out, NULL);
	write_int(out, "id", (int64_t)(100000 + n));
	write_raw(out, "via", STR("{\"channel\":\"email\",\"source\":{\"rel\":null}}"));
	write_time(out, "created_at", at);
	write_time(out, "updated_at", at + 86400000);
	write_int(out, "generated_timestamp", at / 1000 + 86400);
	buf_clear(&text);
	add_words(&text, problem, 7);
	write_string(out, "subject", buf_str(&text));
	buf_clear(&text);
	add_words(&text, problem, 60 + (size_t)rng_below(&rng, 200));
	write_string(out, "description", buf_str(&text));
	write_raw(out, "priority", STR("null,\"status\":\"solved\""));
	write_int(out, "requester_id", (int64_t)rng_below(&rng, PEOPLE));
	write_int(out, "assignee_id", (int64_t)(PEOPLE + rng_below(&rng, 30)));
	write_raw(out, "tags", STR("[\"billing\",\"app\"],\"problem_id\":null,\"satisfaction_rating\":null"));
}

static void
add_request(struct buf *out, uint64_t n)
{
	open_request(out, n);
	write_end_object(out);
	buf_addc(out, '\n');
}

static void
write_comment(struct buf *out, uint64_t ticket, uint64_t id)
{
	static struct buf text;
	int64_t at = INT64_C(1767225600000) + (int64_t)(ticket * 7919 % 7776000 + id % 86400) * 1000;

	write_object(out, NULL);
	write_int(out, "id", (int64_t)id);
	write_raw(out, "type", STR("\"Comment\""));
	write_int(out, "author_id", (int64_t)(rng_below(&rng, 2) == 0 ? rng_below(&rng, PEOPLE) : PEOPLE + rng_below(&rng, 30)));
	buf_clear(&text);
	add_words(&text, (size_t)(ticket % PROBLEMS), 20 + (size_t)rng_below(&rng, 60));
	write_string(out, "body", buf_str(&text));
	write_bool(out, "public", rng_below(&rng, 8) != 0);
	write_time(out, "created_at", at);
	write_raw(out, "attachments", STR("[],\"via\":{\"channel\":\"email\"}"));
}

/* Each on one of the tickets that about as many bytes of requests hold. */
static void
add_comment(struct buf *out, uint64_t n)
{
	uint64_t ticket = 100000 + rng_below(&rng, n / 4 + 1);

	write_comment(out, ticket, 900000000 + n);
	write_int(out, "ticket_id", (int64_t)ticket);
	write_end_object(out);
	buf_addc(out, '\n');
}

static void
add_element(struct buf *out, uint64_t n)
{
	if (n > 0)
		buf_adds(out, ",\n");
	open_request(out, n);
	write_array(out, "comments");
	for (uint64_t k = 0, of = 1 + rng_below(&rng, 5); k < of; k++) {
		write_comment(out, 100000 + n, 900000000 + n * 8 + k);
		write_end_object(out);
	}
	write_end_array(out);
	write_end_object(out);
}

/* As posts are written: paragraphs, lists, quotations, code and links, with marks about as often as people set them. */
static void
add_html(struct buf *b, size_t problem)
{
	for (uint64_t n = 2 + rng_below(&rng, 4); n > 0; n--) {
		uint64_t form = rng_below(&rng, 20);

		if (form == 0) {
			buf_adds(b, "<pre><code>if (a &lt; b &amp;&amp; c)\n    ");
			add_words(b, problem, 6);
			buf_adds(b, "\n</code></pre>\n\n");
			continue;
		}
		buf_adds(b, form < 4 ? "<ul>\n<li>" : form < 6 ? "<blockquote>\n  <p>" : "<p>");
		add_words(b, problem, 8 + (size_t)rng_below(&rng, 20));
		switch (rng_below(&rng, 4)) {
		case 0:
			buf_printf(b, "<a href=\"https://forum.thermowren.example/questions/%llu\" rel=\"nofollow\">",
			    (unsigned long long)rng_below(&rng, 100000));
			add_words(b, problem, 2);
			buf_adds(b, "</a>, isn't it? ");
			break;
		case 1:
			buf_adds(b, "<strong>");
			add_words(b, problem, 2);
			buf_adds(b, "</strong> &amp; ");
			break;
		case 2:
			buf_adds(b, form < 4 ? "</li>\n<li>" : "<br>\n");
			break;
		}
		add_words(b, problem, 4 + (size_t)rng_below(&rng, 30));
		buf_adds(b, form < 4 ? "</li>\n</ul>\n\n" : form < 6 ? "</p>\n</blockquote>\n\n" : "</p>\n\n");
	}
}

struct post {
	uint64_t id, parent, accepted, owner, views;	/* parent, accepted 0: none */
	unsigned answers;
	int64_t at, active, score;
	struct str body, title;
};

/* As in the dumps, whose attributes escape what they must and line ends. */
static void
add_attribute(struct buf *out, const char *name, struct str text)
{
	buf_printf(out, " %s=\"", name);
	for (size_t i = 0; i < text.n; i++)
		switch (text.s[i]) {
		case '<': buf_adds(out, "&lt;"); break;
		case '>': buf_adds(out, "&gt;"); break;
		case '&': buf_adds(out, "&amp;"); break;
		case '"': buf_adds(out, "&quot;"); break;
		case '\n': buf_adds(out, "&#xA;"); break;
		case '\t': buf_adds(out, "&#x9;"); break;
		default: buf_addc(out, text.s[i]);
		}
	buf_addc(out, '"');
}

static void
write_post_row(struct buf *out, const struct post *p)
{
	char at[TIME_TEXT], active[TIME_TEXT];

	time_write(at, p->at);
	time_write(active, p->active);
	buf_printf(out, "  <row Id=\"%llu\" PostTypeId=\"%d\"", (unsigned long long)p->id, p->parent == 0 ? 1 : 2);
	if (p->parent != 0)
		buf_printf(out, " ParentId=\"%llu\"", (unsigned long long)p->parent);
	if (p->accepted != 0)
		buf_printf(out, " AcceptedAnswerId=\"%llu\"", (unsigned long long)p->accepted);
	buf_printf(out, " CreationDate=\"%.19s.%03u\" Score=\"%lld\"", at, (unsigned)(p->id % 1000), (long long)p->score);
	if (p->parent == 0)
		buf_printf(out, " ViewCount=\"%llu\"", (unsigned long long)p->views);
	add_attribute(out, "Body", p->body);
	buf_printf(out, " OwnerUserId=\"%llu\" LastActivityDate=\"%.19s.%03u\"", (unsigned long long)p->owner, active, (unsigned)(p->id % 997));
	if (p->parent == 0) {
		add_attribute(out, "Title", p->title);
		add_attribute(out, "Tags", STR("<boiler><billing>"));
		buf_printf(out, " AnswerCount=\"%u\"", p->answers);
	}
	buf_adds(out, " CommentCount=\"0\" ContentLicense=\"CC BY-SA 4.0\" />\r\n");
}

static void
write_post_cells(struct buf *out, const struct post *p)
{
	char at[TIME_TEXT], active[TIME_TEXT];

	time_write(at, p->at);
	time_write(active, p->active);
	buf_printf(out, "%llu,%d,", (unsigned long long)p->id, p->parent == 0 ? 1 : 2);
	if (p->accepted != 0)
		buf_printf(out, "%llu", (unsigned long long)p->accepted);
	buf_addc(out, ',');
	if (p->parent != 0)
		buf_printf(out, "%llu", (unsigned long long)p->parent);
	buf_printf(out, ",%.10s %.8s,%lld,", at, at + 11, (long long)p->score);
	if (p->parent == 0)
		buf_printf(out, "%llu", (unsigned long long)p->views);
	buf_addc(out, ',');
	add_field(out, p->body);
	buf_printf(out, ",%llu,%.10s %.8s,", (unsigned long long)p->owner, active, active + 11);
	if (p->parent == 0) {
		add_field(out, p->title);
		buf_printf(out, ",<boiler><billing>,%u,0\n", p->answers);
	} else
		buf_adds(out, ",,,0\n");
}

/* A question and its answers, in the order of their ids. */
static void
add_posts(struct buf *out, uint64_t n, void (*write)(struct buf *, const struct post *))
{
	static struct buf body, title;
	uint64_t first = 1 + n * 4;
	size_t problem = skewed(PROBLEMS);
	int64_t at = INT64_C(1483228800000) + (int64_t)n * 600000;
	unsigned of = (unsigned)rng_below(&rng, 4);

	for (unsigned k = 0; k <= of; k++) {
		struct post p = { .id = first + k, .parent = k > 0 ? first : 0, .answers = of, .at = at + k * INT64_C(5000000),
			.active = at + of * INT64_C(5000000), .score = (int64_t)skewed(30) - 2, .views = rng_below(&rng, 5000) };

		p.accepted = k == 0 && of > 1 ? first + of : 0;
		p.owner = k == 0 ? HELPERS + rng_below(&rng, PEOPLE) : skewed(HELPERS);
		buf_clear(&body);
		add_html(&body, problem);
		p.body = buf_str(&body);
		buf_clear(&title);
		add_words(&title, problem, 9);
		p.title = buf_str(&title);
		write(out, &p);
	}
}

static void
add_post_rows(struct buf *out, uint64_t n)
{
	add_posts(out, n, write_post_row);
}

static void
add_post_cells(struct buf *out, uint64_t n)
{
	add_posts(out, n, write_post_cells);
}

static const struct kind {
	const char *name, *head, *foot;
	void (*add)(struct buf *out, uint64_t n);
} kinds[] = {
	{ "tickets", "", "", add_ticket },
	{ "copies", "", "", add_ticket },
	{ "twitter", "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n", "", add_tweets },
	{ "requests", "", "", add_request },
	{ "comments", "", "", add_comment },
	{ "document", "{\"tickets\":[", "],\"next_page\":null}\n", add_element },
	{ "posts", "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<posts>\r\n", "</posts>", add_post_rows },
	{ "posts-csv", "Id,PostTypeId,AcceptedAnswerId,ParentId,CreationDate,Score,ViewCount,Body,OwnerUserId,LastActivityDate,Title,Tags,"
	    "AnswerCount,CommentCount\n", "", add_post_cells },
};

static const struct kind *
kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

int
main(int argc, char **argv)
{
	const struct kind *kind = argc == 4 ? kind_of(argv[1]) : NULL;
	struct sink *s = sink_open(NULL);
	struct buf out = {0};
	uint64_t made = 0;
	char why[256];
	size_t bytes;

	progname = "generate";
	if (kind == NULL || !options_size(argv[2], &bytes))
		die(EXIT_USAGE, "tickets, copies, twitter, requests, comments, document, posts or posts-csv, a size such as 300M and a seed are expected");
	copying = strcmp(kind->name, "copies") == 0;
	rng_seed(&rng, strtoull(argv[3], NULL, 10));
	make_words();
	buf_adds(&out, kind->head);
	for (uint64_t n = 0; made < bytes; n++) {
		kind->add(&out, n);
		if (out.len >= 1 << 20 || made + out.len >= bytes) {
			made += out.len;
			if (made >= bytes)
				buf_adds(&out, kind->foot);
			if (sink_write(s, out.data, out.len) != 0)
				break;
			buf_clear(&out);
		}
	}
	buf_free(&out);
	if (sink_close(s, why, sizeof why) != 0)
		die(EXIT_SYSTEM, "<stdout>: %s", why);
	for (size_t i = 0; i < TAIL; i++)
		buf_free(&words[i]);
	for (size_t i = 0; i < EARLIER; i++)
		buf_free(&earlier[i]);
	return EXIT_OK;
}
