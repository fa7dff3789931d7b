/* pass: the least that a filter does: read four fields of each ticket and splice one member in. For make bench. */
#include "../../src/cli/filter.h"
#include "../../src/json/write.h"

static const struct option_entry options[] = { { 0 } };
static const struct example examples[] = { { "pass < tickets", "measure the per-line path" }, { 0 } };
static const struct program program = {
	.name = "pass", .about = "read four fields, splice one in", .examples = examples, .options = options, .jobs = 1,
};

int
main(int argc, char **argv)
{
	static const struct str fields[] = { { "id", 2 }, { "created_at", 10 }, { "requester", 9 }, { "subject", 7 } };
	struct filter *f = filter_start(&program, argc, argv);
	struct buf json = {0};
	struct record *r;

	while ((r = filter_next(f)) != NULL) {
		size_t bytes = 0;

		for (size_t i = 0; i < 4; i++)
			bytes += scan_string(scan_member(r->root, fields[i])).n;
		buf_clear(&json);
		write_object(&json, NULL);
		write_int(&json, "bytes", (int64_t)bytes);
		write_end_object(&json);
		record_annotate(r, "pass", buf_str(&json));
		filter_put(f, r);
	}
	buf_free(&json);
	return filter_end(f);
}
