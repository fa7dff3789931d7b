/*
 * generate KIND BYTES SEED: data of any size for make bench, the same bytes for the same arguments.
 *
 * tickets: ticket lines as ingest writes them, 2.5 KB on average; twitter: a Twitter support table;
 * requests: tickets of a Zendesk export, one a line. Texts are drawn from 400 problems, each with words of its
 * own among common ones, so that copies and shared issues are there to be found; a few hold other scripts.
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

enum { PROBLEMS = 400, OWN = 14, TAIL = 6000, PEOPLE = 50000, HELPERS = 400 };

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

static void
add_ticket(struct buf *out, uint64_t n)
{
	static struct buf id, requester, subject, messages, author, text, message_id;
	size_t problem = skewed(PROBLEMS);
	int64_t at = INT64_C(1767225600000) + (int64_t)(n * 7919 % 7776000) * 1000;
	struct ticket_draft t = { .source = STR("zendesk"), .channel = STR("email"), .status = STR("solved"), .created_at = at,
		.updated_at = at + 86400000, .solved_at = TIME_NONE, .tags = STR("[\"billing\",\"app\"]"), .lang = STR("en"),
		.origin_file = STR("tickets.json.gz"), .origin_line = n + 1 };

	t.id = number(&id, "zendesk:", 100000 + n);
	t.requester = number(&requester, "zendesk:u:", rng_below(&rng, PEOPLE));
	buf_clear(&subject);
	add_words(&subject, problem, 7);
	t.subject = buf_str(&subject);
	buf_clear(&messages);
	write_array(&messages, NULL);
	for (uint64_t k = 0, of = 1 + rng_below(&rng, 6); k < of; k++) {
		bool asks = k % 2 == 0;
		struct message m = { .role = asks ? ROLE_CUSTOMER : rng_below(&rng, 2) == 0 ? ROLE_VOLUNTEER : ROLE_STAFF,
			.role_by = BY_FIELD, .at = at + (int64_t)k * 3600000, .is_public = true, .accepted = k == 1 };

		m.id = number(&message_id, "m", n * 8 + k);
		m.author = asks ? t.requester : number(&author, "zendesk:u:", PEOPLE + skewed(HELPERS));
		buf_clear(&text);
		add_words(&text, problem, 35 + (size_t)rng_below(&rng, 85));
		m.text = buf_str(&text);
		message_write(&messages, &m);
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

static void
add_request(struct buf *out, uint64_t n)
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
	write_end_object(out);
	buf_addc(out, '\n');
}

int
main(int argc, char **argv)
{
	void (*add)(struct buf *, uint64_t) = NULL;
	struct sink *s = sink_open(NULL);
	struct buf out = {0};
	uint64_t made = 0;
	char why[256];
	size_t bytes;

	progname = "generate";
	if (argc == 4)
		add = strcmp(argv[1], "tickets") == 0 ? add_ticket : strcmp(argv[1], "twitter") == 0 ? add_tweets :
		    strcmp(argv[1], "requests") == 0 ? add_request : NULL;
	if (add == NULL || !options_size(argv[2], &bytes))
		die(EXIT_USAGE, "tickets, twitter or requests, a size such as 300M and a seed are expected");
	rng_seed(&rng, strtoull(argv[3], NULL, 10));
	make_words();
	if (add == add_tweets)
		buf_adds(&out, "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n");
	for (uint64_t n = 0; made < bytes; n++) {
		add(&out, n);
		if (out.len >= 1 << 20 || made + out.len >= bytes) {
			made += out.len;
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
	return EXIT_OK;
}
