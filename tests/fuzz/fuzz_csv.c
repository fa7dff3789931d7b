/* The Twitter table; and, cell by cell, what is cut here against what libcsv says of the same row. */
#include "feed.h"
#include "../../src/format/table.h"

struct seen_cells {
	struct buf text;
	VEC(size_t) ends;
	size_t at;
	bool wrong;
};

static void
take(void *cell, size_t n, void *with)
{
	struct seen_cells *c = with;

	buf_add(&c->text, cell, n);
	vec_push(&c->ends, c->text.len);
}

static int
line_end(unsigned char c)
{
	return c == '\n';
}

/* A row as read must have the cells that libcsv finds in its bytes. */
static void
compare(const struct table *t)
{
	struct csv_parser p;
	struct seen_cells c = {0};
	struct str raw = t->raw;
	size_t from = 0;

	if (raw.n > 0 && raw.s[raw.n - 1] == '\r')
		raw.n--;
	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&p, (unsigned char)t->delimiter);
	csv_set_term_func(&p, line_end);
	feed_check(csv_parse(&p, raw.s, raw.n, take, NULL, &c) == raw.n && csv_fini(&p, take, NULL, &c) == 0, "libcsv takes the row, too");
	feed_check(c.ends.len == t->cells.len, "as many cells");
	for (size_t i = 0; i < c.ends.len; i++) {
		struct str cell = { c.text.data + from, c.ends.at[i] - from };

		feed_check(cell.n == t->cells.at[i].n && (cell.n == 0 || memcmp(cell.s, t->cells.at[i].s, cell.n) == 0), "the same cells");
		from = c.ends.at[i];
	}
	csv_free(&p);
	buf_free(&c.text);
	vec_free(&c.ends);
}

static void
rows(const uint8_t *bytes, size_t n)
{
	char path[64], *paths[] = { path, NULL };
	FILE *f = feed_file(bytes, n, path);
	struct intake in = { .source = source_open(paths, 7, 0), .max_record = 1 << 12 };
	struct table t = {0};
	enum format_status r;

	if ((n < 4 || memcmp(bytes, "\x28\xb5\x2f\xfd", 4) != 0) && source_file(in.source) == SOURCE_SOME && table_begin(&t, &in, 0) == FORMAT_SOME)
		while ((r = table_next(&t)) == FORMAT_SOME || r == FORMAT_BAD)
			if (r == FORMAT_SOME)
				compare(&t);
	table_free(&t);
	source_close(in.source);
	fclose(f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	feed(format_find("twitter"), NULL, bytes, n);
	rows(bytes, n);
	return 0;
}
