#include "unit.h"

#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/headcount.h"

enum { ISSUES = 3, TICKETS = 60 };

/* A ticket of which much is like that of others: few requesters, tags twice in one ticket, more than ten names. */
static void
invent(struct buf *line, size_t i)
{
	buf_clear(line);
	buf_printf(line, "{\"type\":\"ticket\",\"id\":\"x:%zu\",\"messages\":[]", i);
	if (i % 7 != 3)
		buf_printf(line, ",\"created_at\":\"2026-01-%02zuT0%zu:00:00Z\"", 1 + i * 5 % 28, i % 10);
	if (i % 5 != 0)
		buf_printf(line, ",\"requester\":\"u:%zu\"", i % 11);
	if (i % 3 != 0)
		buf_printf(line, ",\"product\":\"p\\\"%zu\"", i % 13);
	buf_printf(line, ",\"tags\":[\"t%zu\",\"b\xc3\xa4r\",\"t%zu\",\"t%zu\",\"\"]}", i % 17, i % 17, i % 4);
	buf_room(line, SOURCE_PADDING);
	memset(line->data + line->len, 0, SOURCE_PADDING);
}

static void
add(struct headcount *h, size_t i)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct scan_error error;
	struct buf line = {0};
	struct ticket t;

	invent(&line, i);
	if (CHECK(record_parse(&r, scan, buf_str(&line), &error) && ticket_parse(&t, &r, &error)))
		headcount_ticket(h, i % ISSUES, &t);
	record_free(&r);
	buf_free(&line);
	scan_free(scan);
}

/* Issue k as a line of its own. */
static void
write_issue(struct headcount *h, size_t k, struct buf *out)
{
	struct issue i = { .id = STR("issue:1"), .label = STR("l"), .event = STR("kept") };

	buf_clear(out);
	headcount_fill(h, k, &i);
	issue_write(out, &i);
	buf_room(out, SOURCE_PADDING);
	memset(out->data + out->len, 0, SOURCE_PADDING);
	issue_free(&i);
}

/* Add a line as a part of issue k; "" or why not. */
static const char *
add_part(struct headcount *h, size_t k, const struct buf *line)
{
	static char why[200];
	struct scan *scan = scan_new();
	struct record r = {0};
	struct scan_error error = {0};
	struct issue i = {0};

	why[0] = '\0';
	if (!record_parse(&r, scan, buf_str(line), &error) || !issue_parse(&i, &r, &error))
		snprintf(why, sizeof why, "unreadable: %.150s", error.why);
	else if (!headcount_part(h, k, &i, &r, &error))
		snprintf(why, sizeof why, "%.199s", CHECK(error.byte > 0) ? error.why : "nowhere");
	issue_free(&i);
	record_free(&r);
	scan_free(scan);
	return why;
}

static void
tickets_are_counted(void)
{
	struct headcount h = {0};
	struct buf line = {0};

	headcount_open(&h, ISSUES);
	for (size_t i = 0; i < 12; i += 3)		/* 0, 3, 6, 9: in issue 0 */
		add(&h, i);
	write_issue(&h, 0, &line);
	CHECK(strstr(line.data, "\"tickets\":4,\"requesters\":3,\"first_seen\":\"2026-01-01T00:00:00Z\",\"last_seen\":\"2026-01-18T09:00:00Z\","
	    "\"daily\":{\"2026-01-01\":1,\"2026-01-03\":1,\"2026-01-18\":1},\"products\":{},"
	    "\"tags\":{\"b\xc3\xa4r\":4,\"t0\":1,\"t1\":1,\"t2\":1,\"t3\":1,\"t6\":1,\"t9\":1}") != NULL);
	CHECK(strstr(line.data, "\"products\":{},\"tags\":{\"b\xc3\xa4r\":4,\"t0\":1,\"t1\":1,\"t2\":1,\"t3\":1,\"t6\":1,\"t9\":1}}}") != NULL);
	if (unit_bad > 0)
		printf("# %s\n", line.data);
	headcount_free(&h);
	buf_free(&line);
}

/* Whoever is in several parts is one requester; whoever asks twice in one part, too. */
static void
a_requester_counts_once(void)
{
	struct headcount parts[2] = {0}, sum = {0};
	struct buf line = {0};

	headcount_open(&sum, ISSUES);
	for (int p = 0; p < 2; p++) {
		headcount_open(&parts[p], ISSUES);
		for (size_t i = 0; i < 2; i++) {
			add(&parts[p], 1);
			add(&parts[p], 1);
		}
		add(&parts[p], 4 + 3 * (size_t)p);
		write_issue(&parts[p], 1, &line);
		CHECK(strstr(line.data, "\"tickets\":5,\"requesters\":2,") != NULL);
		CHECK_TEXT(add_part(&sum, 1, &line), "");
	}
	write_issue(&sum, 1, &line);
	CHECK(strstr(line.data, "\"tickets\":10,\"requesters\":3,") != NULL);
	for (int p = 0; p < 2; p++)
		headcount_free(&parts[p]);
	headcount_free(&sum);
	buf_free(&line);
}

/* Many tickets of few: memory is given back, and none is lost. */
static void
many_tickets_of_few_requesters(void)
{
	struct headcount h = {0};
	struct buf line = {0};

	headcount_open(&h, ISSUES);
	for (size_t i = 0; i < 9000; i += 3)
		add(&h, i);
	CHECK(h.of.at[0].requesters.len <= 1100);
	write_issue(&h, 0, &line);
	CHECK(strstr(line.data, "\"tickets\":3000,\"requesters\":11,") != NULL);
	headcount_free(&h);
	buf_free(&line);
}

/* Tickets dealt out to parts, the parts' records added in some order, through two levels of merges or one: always the whole's bytes. */
static void
parts_add_up(void)
{
	struct headcount whole = {0};
	struct buf want[ISSUES] = {0}, line = {0};

	headcount_open(&whole, ISSUES);
	for (size_t i = 0; i < TICKETS; i++)
		add(&whole, i);
	for (size_t k = 0; k < ISSUES; k++)
		write_issue(&whole, k, &want[k]);
	for (size_t n = 1; n <= 7; n += 3)
		for (int order = 0; order < 3; order++) {
			struct headcount part[7] = {0}, half[2] = {0}, sum = {0}, moved = {0};

			headcount_open(&half[0], ISSUES);
			headcount_open(&half[1], ISSUES);
			headcount_open(&sum, ISSUES);
			headcount_open(&moved, ISSUES);
			for (size_t p = 0; p < n; p++)
				headcount_open(&part[p], ISSUES);
			for (size_t i = 0; i < TICKETS; i++)
				add(&part[i * i % n], order == 0 ? i : TICKETS - 1 - i);
			for (size_t at = 0; at < n; at++) {
				size_t p = order == 2 ? n - 1 - at : at;

				for (size_t k = 0; k < ISSUES; k++)
					if (part[p].of.at[k].tickets > 0) {
						write_issue(&part[p], k, &line);
						CHECK_TEXT(add_part(order == 1 ? &half[p % 2] : &sum, k, &line), "");
					}
				headcount_append(&moved, &part[p]);
				for (size_t k = 0; k < ISSUES; k++)
					CHECK(part[p].of.at[k].tickets == 0);
			}
			for (size_t k = 0; k < ISSUES; k++) {
				for (int side = 0; side < 2; side++)
					if (half[side].of.at[k].tickets > 0) {
						write_issue(&half[side], k, &line);
						CHECK_TEXT(add_part(&sum, k, &line), "");
					}
				write_issue(&sum, k, &line);
				CHECK_TEXT(line.data, want[k].data);
				write_issue(&moved, k, &line);
				CHECK_TEXT(line.data, want[k].data);
			}
			for (size_t p = 0; p < n; p++)
				headcount_free(&part[p]);
			headcount_free(&half[0]);
			headcount_free(&half[1]);
			headcount_free(&sum);
			headcount_free(&moved);
		}
	for (size_t k = 0; k < ISSUES; k++)
		buf_free(&want[k]);
	headcount_free(&whole);
	buf_free(&line);
}

#define ISSUE(tickets, part) "{\"type\":\"issue\",\"id\":\"issue:1\",\"label\":\"l\",\"terms\":[],\"tickets\":" tickets ",\"requesters\":1," \
	"\"first_seen\":null,\"last_seen\":null,\"daily\":{\"2026-01-01\":3},\"exemplars\":[],\"answer\":null,\"lineage\":{\"event\":\"kept\",\"from\":[]}" part "}"

/* And they leave no trace in the sums. */
static void
damaged_parts_are_refused(void)
{
	static const char *const bad[] = {
		ISSUE("3", ""), ISSUE("3", ",\"part\":null"), ISSUE("3", ",\"part\":5"), ISSUE("3", ",\"part\":{}"),
		ISSUE("0", ",\"part\":{\"requesters\":\"\",\"products\":{},\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"0123456789abcde\",\"products\":{},\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"0123456789abcdeG\",\"products\":{},\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"0123456789ABCDEF\",\"products\":{},\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":[],\"products\":{},\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"00000000000000aa00000000000000zz\",\"products\":{\"p\":1},\"tags\":{\"t\":1}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"00000000000000aa\",\"products\":{\"p\":1}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"00000000000000aa\",\"products\":[],\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"00000000000000aa\",\"products\":{\"p\":1},\"tags\":{\"t\":1,\"u\":-1}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"00000000000000aa\",\"products\":{\"p\":1.5},\"tags\":{}}"),
		ISSUE("3", ",\"part\":{\"requesters\":\"00000000000000aa\",\"products\":{\"p\":1},\"tags\":{\"t\":9007199254740993}}"),
	};
	struct headcount h = {0};
	struct buf want = {0}, got = {0};

	headcount_open(&h, ISSUES);
	for (size_t i = 0; i < 9; i += 3)
		add(&h, i);
	write_issue(&h, 0, &want);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct buf line = {0};
		const char *why;

		buf_adds(&line, bad[i]);
		buf_room(&line, SOURCE_PADDING);
		memset(line.data + line.len, 0, SOURCE_PADDING);
		why = add_part(&h, 0, &line);
		if (!CHECK(strstr(why, "issue: \"part\" must be ") == why || strstr(why, "issue: \"tickets\" must be ") == why))
			printf("# %s: \"%s\"\n", bad[i], why);
		write_issue(&h, 0, &got);
		CHECK_TEXT(got.data, want.data);
		buf_free(&line);
	}
	headcount_free(&h);
	buf_free(&want);
	buf_free(&got);
}

UNIT(
	{ "headcount: tickets are counted", tickets_are_counted },
	{ "headcount: a requester counts once", a_requester_counts_once },
	{ "headcount: many tickets of few requesters", many_tickets_of_few_requesters },
	{ "headcount: parts add up", parts_add_up },
	{ "headcount: damaged parts are refused", damaged_parts_are_refused },
)
