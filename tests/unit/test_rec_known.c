#include "unit.h"

#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/known.h"

#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#define MODEL(strength, words) "{\"version\":1,\"lang\":\"en\",\"strength\":" strength ",\"alone\":7,\"docs\":2,\"mass\":3000,\"words\":" words "}"
#define ISSUE(id, tickets, last, model) "{\"type\":\"issue\",\"id\":\"" id "\",\"label\":\"l\",\"terms\":[],\"tickets\":" tickets ",\"requesters\":1," \
	"\"first_seen\":null,\"last_seen\":" last ",\"daily\":{},\"exemplars\":[],\"answer\":null,\"lineage\":{\"event\":\"kept\",\"from\":[]},\"model\":" model "}\n"
#define ONE ISSUE("issue:1", "3", "\"2026-01-05T00:00:00Z\"", MODEL("138", "{\"card\":[900,2000],\"lost\":[1200,1000]}"))
#define TWO ISSUE("issue:2", "9", "\"2026-01-07T00:00:00Z\"", MODEL("138", "{\"card\":[900,100],\"rain\":[1000,3000]}"))
#define OLD ISSUE("issue:3", "1", "null", MODEL("138", "{}"))
#define LEDGER(program, n) "{\"type\":\"ledger\",\"program\":\"" program "\",\"version\":\"0.1.0\",\"read\":{},\"dropped\":{},\"rejected\":{}," \
	"\"made\":{\"issue\":" n "},\"written\":{\"issue\":" n "}}\n"

/* Read from a file with these bytes. */
static enum known_status
read_bytes(struct known *k, const void *bytes, size_t n)
{
	char path[] = "/tmp/test_rec_known.XXXXXX";
	int fd = mkstemp(path);
	enum known_status status;

	CHECK(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
	close(fd);
	status = known_read(k, path);
	unlink(path);
	return status;
}

static enum known_status
read_text(struct known *k, const char *text)
{
	return read_bytes(k, text, strlen(text));
}

static uint32_t
best(const struct known *k, const char *word)
{
	size_t n = map_find(&k->words, str_of(word));
	uint32_t number = (uint32_t)n;
	double scores[8];

	return n == MAP_NONE ? MODEL_NONE : model_place(&k->model, &number, (const float[]){ 1 }, 1, scores).best;
}

static void
check_all_three(const struct known *k)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct issue i = {0};

	CHECK(known_len(k) == 3 && map_len(&k->ids) == 3 && map_find(&k->ids, STR("issue:2")) == 1);
	CHECK(k->tickets.at[0] == 3 && k->tickets.at[1] == 9 && k->tickets.at[2] == 1);
	CHECK(k->newest == INT64_C(1767744000000));	/* 2026-01-07 */
	CHECK(k->model.clusters == 3 && k->model.words == 3);
	CHECK_TEXT(k->lang, "en");
	CHECK(best(k, "lost") == 0 && best(k, "rain") == 1 && best(k, "card") == 0 && best(k, "none") == MODEL_NONE);
	known_issue(k, 1, scan, &r, &i);
	CHECK(str_is(i.id, "issue:2") && i.tickets == 9 && str_starts(i.model, "{\"version\":1,"));
	known_issue(k, 0, scan, &r, &i);
	CHECK(str_is(i.id, "issue:1") && i.tickets == 3);
	issue_free(&i);
	record_free(&r);
	scan_free(scan);
}

static void
issues_are_read_from_whatever_stands_around_them(void)
{
	static const char all[] = "{\"type\":\"ticket\",\"id\":\"x:1\",\"issue\":5}\n\n" ONE LEDGER("dedupe", "77") "{\"type\":\"other\"}\n" TWO OLD LEDGER("cluster-issues", "3");
	struct known k;

	CHECK(read_text(&k, ONE TWO OLD) == KNOWN_READ);
	check_all_three(&k);
	known_free(&k);
	CHECK(read_text(&k, all) == KNOWN_READ);
	check_all_three(&k);
	known_free(&k);
	CHECK(read_text(&k, "\r\n" ONE "   \n\t\r\n" TWO "\r\n" OLD " ") == KNOWN_READ);	/* as every program reads its input */
	check_all_three(&k);
	known_free(&k);
	CHECK(read_bytes(&k, all, sizeof all - 2) == KNOWN_READ);	/* no newline at the end */
	check_all_three(&k);
	known_free(&k);
}

/* Of a night that began from the output of another, the last ledger is the one that counts. */
static void
the_last_ledger_counts(void)
{
	struct known k;

	CHECK(read_text(&k, LEDGER("cluster-issues", "8") ONE TWO OLD LEDGER("cluster-issues", "3") LEDGER("score-volunteers", "9")) == KNOWN_READ);
	check_all_three(&k);
	known_free(&k);
	CHECK(read_text(&k, LEDGER("cluster-issues", "3") ONE TWO OLD LEDGER("cluster-issues", "8")) == KNOWN_BAD);
	known_free(&k);
}

static void
gzip_is_read(void)
{
	static const char text[] = ONE TWO OLD;
	unsigned char packed[4096];
	z_stream z = {0};
	struct known k;
	size_t n;

	CHECK(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)text;
	z.avail_in = sizeof text - 1;
	z.next_out = packed;
	z.avail_out = sizeof packed;
	CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
	n = z.total_out;
	deflateEnd(&z);
	CHECK(read_bytes(&k, packed, n) == KNOWN_READ);
	check_all_three(&k);
	known_free(&k);
	CHECK(read_bytes(&k, packed, n - 9) == KNOWN_BAD && strstr(k.why, "ends early") != NULL);
	known_free(&k);
	packed[n] = 'x';
	CHECK(read_bytes(&k, packed, n + 1) == KNOWN_BAD && k.why[0] != '\0');
	known_free(&k);
}

/* With file, line, byte and reason. */
static void
what_is_wrong_is_told(void)
{
	static const struct {
		const char *text, *place, *why;
	} bad[] = {
		{ ONE "{\"type\":\"issue\",}\n", ":2:", "" },
		{ ONE "nonsense\n", ":2:8: ", "invalid token" },
		{ "[1]\n", ":1:1: ", "JSON object" },
		{ ONE TWO ONE, ":3:22: ", "id: this issue was there before" },
		{ ONE "\n" ISSUE("issue:2", "-9", "null", MODEL("138", "{}")), ":3:", "\"tickets\"" },
		{ ISSUE("issue:2", "9", "null", "null"), ":1:", "model: it has no model" },
		{ ISSUE("issue:2", "9", "\"yesterday\"", MODEL("138", "{}")), ":1:", "\"last_seen\"" },
		{ ONE ISSUE("issue:2", "9", "null", MODEL("150", "{}")), ":2:", "model: its model is of another run" },
		{ ONE ISSUE("issue:2", "9", "null", MODEL("138", "{\"card\":[901,5]}")), ":2:", "model: a word of its model" },
		{ "{\"type\":\"issue\",\"id\":\"a\",\"label\":\"l\",\"terms\":[],\"tickets\":1,\"requesters\":1,\"first_seen\":null,"
		  "\"last_seen\":null,\"daily\":{},\"exemplars\":[],\"answer\":null,\"lineage\":{\"event\":\"born\",\"from\":[]}}\n", ":1:1: ", "model: it has no model" },
		{ ONE "{\"type\":\"ledger\",\"program\":\"cluster-issues\"}\n", ":2:", "" },
		{ ONE TWO LEDGER("cluster-issues", "3"), "", "it has 2 issues, by its ledger there should be 3" },
		{ ONE TWO LEDGER("cluster-issues", "1"), "", "it has 2 issues, by its ledger there should be 1" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct known k;

		if (!CHECK(read_text(&k, bad[i].text) == KNOWN_BAD && strstr(k.why, "/tmp/test_rec_known.") == k.why &&
		    strstr(k.why, bad[i].place) != NULL && strstr(k.why, bad[i].why) != NULL && strlen(k.why) > 40))
			printf("# %s: %s\n", bad[i].text, k.why);
		known_free(&k);
	}
}

static void
a_file_that_cannot_be_read_is_a_failure(void)
{
	struct known k;

	CHECK(known_read(&k, "/nonexistent/issues") == KNOWN_FAILED && strstr(k.why, "/nonexistent/issues: ") == k.why);
	known_free(&k);
	CHECK(known_read(&k, "/tmp") == KNOWN_FAILED && strstr(k.why, "/tmp: ") == k.why);
	known_free(&k);
}

static void
no_issues_are_no_trouble(void)
{
	struct known k;

	CHECK(read_text(&k, "") == KNOWN_READ && known_len(&k) == 0 && k.newest == TIME_NONE && k.model.clusters == 0);
	known_free(&k);
	CHECK(read_text(&k, "{\"type\":\"ticket\",\"id\":\"x\"}\n" LEDGER("cluster-issues", "0")) == KNOWN_READ && known_len(&k) == 0);
	CHECK(best(&k, "card") == MODEL_NONE);
	known_free(&k);
}

UNIT(
	{ "known: issues are read from whatever stands around them", issues_are_read_from_whatever_stands_around_them },
	{ "known: the last ledger counts", the_last_ledger_counts },
	{ "known: gzip is read", gzip_is_read },
	{ "known: what is wrong is told", what_is_wrong_is_told },
	{ "known: a file that cannot be read is a failure", a_file_that_cannot_be_read_is_a_failure },
	{ "known: no issues are no trouble", no_issues_are_no_trouble },
)
