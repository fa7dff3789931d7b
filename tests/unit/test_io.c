#include "unit.h"

#include "../../src/base/mem.h"
#include "../../src/io/sink.h"
#include "../../src/io/source.h"
#include "../../src/io/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

static char folder[64];

/* A path in the test's own folder, good until the next-but-three call. */
static const char *
path(const char *name)
{
	static char paths[4][128];
	static int next;

	next = (next + 1) % 4;
	snprintf(paths[next], sizeof paths[next], "%s/%s", folder, name);
	return paths[next];
}

static void
put(const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(path(name), "wb");

	CHECK(f != NULL && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

static struct buf
get(const char *name)
{
	struct buf b = {0};
	FILE *f = fopen(path(name), "rb");
	size_t n;

	if (f == NULL)
		return b;
	do {
		buf_room(&b, 65536);
		b.len += n = fread(b.data + b.len, 1, 65536, f);
	} while (n > 0);
	b.data[b.len] = '\0';
	fclose(f);
	return b;
}

static void
add_gzip(struct buf *to, const char *text, size_t n)
{
	z_stream z = {0};

	CHECK(deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
	buf_room(to, deflateBound(&z, n));
	z.next_in = (unsigned char *)(size_t)text;
	z.avail_in = (uInt)n;
	z.next_out = (unsigned char *)to->data + to->len;
	z.avail_out = (uInt)(to->cap - to->len - 1);
	CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
	to->len += z.total_out;
	deflateEnd(&z);
}

static void
add_zstd(struct buf *to, const char *text, size_t n)
{
	size_t room = ZSTD_compressBound(n);

	buf_room(to, room);
	to->len += ZSTD_compress(to->data + to->len, room, text, n, 3);
}

/* All bytes of a file through source_read; the status that ended it. */
static enum source_status
drain(const char *name, size_t chunk, struct buf *all, char *why)
{
	char *paths[] = { (char *)(size_t)path(name), NULL };
	struct source *s = source_open(paths, chunk, 0);
	enum source_status r = source_file(s);
	struct str some;

	while (r > 0 && (r = source_read(s, &some)) > 0)
		buf_add(all, some.s, some.n);
	if (r < 0)
		strcpy(why, source_error(s));
	source_close(s);
	return r;
}

static void
check_same(const char *name, size_t chunk, const struct buf *want)
{
	struct buf all = {0};
	char why[256] = "";

	CHECK(drain(name, chunk, &all, why) == SOURCE_END);
	CHECK_TEXT(why, "");
	CHECK(all.len == want->len && (want->len == 0 || memcmp(all.data, want->data, want->len) == 0));
	buf_free(&all);
}

static struct buf
much_text(void)
{
	struct buf b = {0};

	for (int i = 0; i < 60000; i++)
		buf_printf(&b, "line %d of a text that is longer than one buffer\n", i);
	return b;
}

static void
plain_and_packed_read_the_same(void)
{
	static const size_t chunks[] = { 0, 4096, 7 };
	struct buf text = much_text(), gz = {0}, zst = {0};

	add_gzip(&gz, text.data, 1000);		/* three members each, one of them empty */
	add_gzip(&gz, "", 0);
	add_gzip(&gz, text.data + 1000, text.len - 1000);
	add_zstd(&zst, text.data, 1000);
	add_zstd(&zst, "", 0);
	add_zstd(&zst, text.data + 1000, text.len - 1000);
	put("plain", text.data, text.len);
	put("gz", gz.data, gz.len);
	put("zst", zst.data, zst.len);
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		check_same("plain", chunks[i], &text);
		check_same("gz", chunks[i], &text);
		check_same("zst", chunks[i], &text);
	}
	check_same("gz", 1, &text);
	buf_free(&text);
	buf_free(&gz);
	buf_free(&zst);
}

static void
short_files_are_not_taken_for_packed_ones(void)
{
	static const char *const texts[] = { "", "\x1f", "\x28\xb5\x2f", "a", "ab\n", "{}" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf want = {0};

		buf_adds(&want, texts[i]);
		put("short", want.data, want.len);
		check_same("short", 0, &want);
		check_same("short", 1, &want);
		buf_free(&want);
	}
}

/* Every cut of a packed file is an error, wherever it falls; so is one wrong byte behind its end. */
static void
cut_and_garbled_are_refused(void)
{
	void (*const add[])(struct buf *, const char *, size_t) = { add_gzip, add_zstd };

	for (int kind = 0; kind < 2; kind++) {
		struct buf packed = {0}, all = {0};
		char why[256];
		size_t whole;

		add[kind](&packed, "hello, this is it\n", 18);
		whole = packed.len;
		add[kind](&packed, "and so it goes on\n", 18);
		for (size_t n = 4; n < packed.len; n++) {
			if (n == whole)
				continue;
			put("cut", packed.data, n);
			if (!CHECK(drain("cut", 0, &all, why) == SOURCE_BAD_DATA))
				printf("#   cut to %zu of %zu\n", n, packed.len);
		}
		buf_adds(&packed, "rubbish");
		put("cut", packed.data, packed.len);
		CHECK(drain("cut", 0, &all, why) == SOURCE_BAD_DATA && strstr(why, "rubbish") != NULL);
		put("cut", packed.data, packed.len - 6);	/* one byte: too short to be told by a magic number */
		CHECK(drain("cut", 0, &all, why) == SOURCE_BAD_DATA);
		packed.data[whole / 2] ^= 0x55;		/* zstd's frames need not carry a checksum; gzip's do */
		put("cut", packed.data, whole);
		CHECK(kind == 1 || drain("cut", 0, &all, why) == SOURCE_BAD_DATA);
		buf_free(&packed);
		buf_free(&all);
	}
}

static void
blocks_are_whole_lines_with_their_numbers(void)
{
	static const size_t chunks[] = { 0, 1, 3, 64 };

	put("a", "one\ntwo\n\nfour", 13);
	put("b", "", 0);
	put("c", "\nx\n", 3);
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		char *paths[] = { (char *)(size_t)path("a"), (char *)(size_t)path("b"), (char *)(size_t)path("c"), NULL };
		struct source *s = source_open(paths, chunks[i], 100);
		struct block b = {0};
		struct buf all = {0};
		uint64_t number = 0;
		enum source_status r;

		while ((r = source_block(s, &b)) > 0) {
			size_t line = b.line;

			CHECK(b.number == number++ && !b.too_long && b.len > 0);
			for (const char *at = b.text; at < b.text + b.len; line++) {
				const char *nl = memchr(at, '\n', (size_t)(b.text + b.len - at));
				const char *end = nl != NULL ? nl : b.text + b.len;

				buf_printf(&all, "%c%zu:%.*s;", b.file[strlen(b.file) - 1], line, (int)(end - at), at);
				at = end + 1;
			}
			for (int k = 0; k < SOURCE_PADDING; k++)
				CHECK(b.text[b.len + (size_t)k] == '\0');
		}
		CHECK(r == SOURCE_END);
		CHECK_TEXT(all.data, "a1:one;a2:two;a3:;a4:four;c1:;c2:x;");
		buf_free(&all);
		block_free(&b);
		source_close(s);
	}
}

static void
a_line_past_the_limit_is_given_in_part_and_passed_over(void)
{
	static const size_t chunks[] = { 0, 1, 16 };
	struct buf text = {0};

	buf_adds(&text, "first\n");
	for (int i = 0; i < 500; i++)
		buf_addc(&text, 'x');
	buf_adds(&text, "\nlast\n");
	put("long", text.data, text.len);
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		char *paths[] = { (char *)(size_t)path("long"), NULL };
		struct source *s = source_open(paths, chunks[i], 100);
		struct block b = {0};
		bool long_one = false, last = false;

		while (source_block(s, &b) > 0) {
			if (b.too_long) {
				CHECK(b.line == 2 && b.len > 100 && b.text[0] == 'x');
				long_one = true;
			} else if (strstr(b.text, "last") != NULL) {
				last = true;
				if (b.text[0] == 'l')
					CHECK(b.line == 3);
			}
		}
		/* With a whole file in one read the long line is found inside a block: its length is the reader's to see. */
		CHECK((long_one || chunks[i] == 0) && last);
		block_free(&b);
		source_close(s);
	}
	buf_free(&text);
}

static void
peeking_takes_nothing_away(void)
{
	char *paths[2];
	struct source *s;
	struct str some;

	put("peek", "hello world\n", 12);
	paths[0] = (char *)(size_t)path("peek");
	paths[1] = NULL;
	s = source_open(paths, 1, 0);
	CHECK(source_file(s) == SOURCE_SOME);
	CHECK(source_peek(s, 5, &some) == SOURCE_SOME && some.n >= 5 && memcmp(some.s, "hello", 5) == 0);
	CHECK(source_peek(s, 1000, &some) == SOURCE_SOME && some.n == 12);
	CHECK(source_read(s, &some) == SOURCE_SOME && some.n == 12);
	CHECK(source_read(s, &some) == SOURCE_END);
	source_close(s);
}

static void
what_cannot_be_read_says_so(void)
{
	char *missing[] = { (char *)"/nonexistent/file", NULL }, *directory[] = { folder, NULL };
	char *refuses[] = { (char *)"/proc/self/mem", NULL };
	struct source *s = source_open(missing, 0, 0);
	struct block b = {0};

	CHECK(source_block(s, &b) == SOURCE_FAILED && strstr(source_error(s), "No such file") != NULL);
	source_close(s);
	s = source_open(directory, 0, 0);
	CHECK(source_block(s, &b) == SOURCE_FAILED && strstr(source_error(s), "directory") != NULL);
	source_close(s);
	s = source_open(refuses, 0, 0);
	CHECK(source_block(s, &b) == SOURCE_FAILED && source_error(s)[0] != '\0');
	source_close(s);
	block_free(&b);
}

static void
a_sink_replaces_the_file_at_its_close(void)
{
	char why[256];
	struct stat st;
	struct buf got;
	struct sink *s;

	put("out", "old", 3);
	CHECK(chmod(path("out"), 0640) == 0);
	s = sink_open(path("out"));
	CHECK(sink_error(s) == NULL && sink_write(s, "new\n", 4) == 0 && sink_flush(s) == 0);
	CHECK(access(sink_temporary(s), F_OK) == 0);
	got = get("out");
	CHECK_TEXT(got.data, "old");
	buf_free(&got);
	CHECK(sink_close(s, why, sizeof why) == 0);
	got = get("out");
	CHECK_TEXT(got.data, "new\n");
	buf_free(&got);
	CHECK(stat(path("out"), &st) == 0 && (st.st_mode & 07777) == 0640);
}

static void
a_sink_leaves_a_link_where_it_is(void)
{
	char link[128], why[256];
	struct buf got;
	struct stat st;
	struct sink *s;

	put("target", "old", 3);
	snprintf(link, sizeof link, "%s", path("link"));
	CHECK(symlink("target", link) == 0);
	s = sink_open(link);
	CHECK(sink_write(s, "new\n", 4) == 0 && sink_close(s, why, sizeof why) == 0);
	CHECK(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
	got = get("target");
	CHECK_TEXT(got.data, "new\n");
	buf_free(&got);
	CHECK(unlink(link) == 0 && unlink(path("target")) == 0);
}

static void
an_abandoned_sink_leaves_nothing(void)
{
	struct sink *s = sink_open(path("never"));
	char temporary[128];

	snprintf(temporary, sizeof temporary, "%s", sink_temporary(s));
	CHECK(sink_write(s, "x", 1) == 0);
	sink_abandon(s);
	CHECK(access(path("never"), F_OK) != 0 && access(temporary, F_OK) != 0);
}

static void
a_failed_write_is_told(void)
{
	char why[256] = "";
	struct sink *s = sink_open("/dev/full");

	sink_write(s, "x", 1);
	CHECK(sink_close(s, why, sizeof why) != 0);
	CHECK_TEXT(why, "No space left on device");
	s = sink_open("/nonexistent/file");
	CHECK(sink_error(s) != NULL && sink_write(s, "x", 1) != 0 && sink_close(s, why, sizeof why) != 0);
}

static void
packed_output_depends_on_the_text_alone(void)
{
	struct buf text = much_text(), one, other;
	struct sink *s = sink_open(path("one.gz"));
	char why[256];

	CHECK(sink_write(s, text.data, text.len) == 0 && sink_close(s, why, sizeof why) == 0);
	s = sink_open(path("other.gz"));
	for (size_t i = 0; i < text.len; i += 997)
		CHECK(sink_write(s, text.data + i, text.len - i < 997 ? text.len - i : 997) == 0);
	CHECK(sink_close(s, why, sizeof why) == 0);
	one = get("one.gz");
	other = get("other.gz");
	CHECK(one.len > 0 && one.len == other.len && memcmp(one.data, other.data, one.len) == 0);
	check_same("one.gz", 0, &text);
	s = sink_open(path("empty.gz"));
	CHECK(sink_close(s, why, sizeof why) == 0);
	buf_clear(&text);
	check_same("empty.gz", 0, &text);
	buf_free(&text);
	buf_free(&one);
	buf_free(&other);
}

static void
a_spool_gives_back_what_it_was_given(void)
{
	static const size_t memories[] = { 0, 100, 1 << 16, 1 << 30 };

	for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
		struct spool *s = spool_new(memories[m]);
		uint64_t places[3000];
		char line[600];

		for (size_t i = 0; i < 3000; i++) {
			int n = snprintf(line, sizeof line, "%zu:%*s", i, (int)(i % 500), "end");

			places[i] = spool_add(s, line, (size_t)n);
			CHECK(places[i] != UINT64_MAX);
		}
		for (size_t k = 0; k < 6000; k++) {	/* first in order, then here and there, then back */
			size_t i = k < 3000 ? k : k < 4500 ? k * 7919 % 3000 : 5999 - k;
			int n = snprintf(line, sizeof line, "%zu:%*s", i, (int)(i % 500), "end");
			const char *at = spool_at(s, places[i], (size_t)n);

			if (!CHECK(at != NULL && memcmp(at, line, (size_t)n) == 0))
				break;
		}
		CHECK(spool_at(s, 0, (size_t)spool_len(s)) != NULL && spool_error(s) == NULL);
		spool_free(s);
	}
}

static void
a_spool_without_a_place_says_so(void)
{
	struct spool *s = spool_new(0);

	setenv("TMPDIR", "/nonexistent", 1);
	CHECK(spool_add(s, "x", 1) == UINT64_MAX && strstr(spool_error(s), "/nonexistent") != NULL);
	CHECK(spool_add(s, "x", 1) == UINT64_MAX);
	unsetenv("TMPDIR");
	spool_free(s);
}

static void
begin(void)
{
	snprintf(folder, sizeof folder, "/tmp/muster-unit.XXXXXX");
	CHECK(mkdtemp(folder) != NULL);
}

static void
end(void)
{
	static const char *const names[] = { "plain", "gz", "zst", "short", "cut", "a", "b", "c", "long", "peek", "out",
		"one.gz", "other.gz", "empty.gz" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(path(names[i]));
	CHECK(rmdir(folder) == 0);
}

UNIT(
	{ "a folder to work in", begin },
	{ "plain, gzip and zstd read the same in any chunks, member after member", plain_and_packed_read_the_same },
	{ "short files are not taken for packed ones", short_files_are_not_taken_for_packed_ones },
	{ "cut and garbled data is refused wherever it is cut", cut_and_garbled_are_refused },
	{ "blocks are whole lines and know their numbers", blocks_are_whole_lines_with_their_numbers },
	{ "a line past the limit is passed over", a_line_past_the_limit_is_given_in_part_and_passed_over },
	{ "peeking takes nothing away", peeking_takes_nothing_away },
	{ "what cannot be read says so", what_cannot_be_read_says_so },
	{ "a sink replaces the file at its close, mode kept", a_sink_replaces_the_file_at_its_close },
	{ "io: a sink leaves a link where it is", a_sink_leaves_a_link_where_it_is },
	{ "an abandoned sink leaves nothing", an_abandoned_sink_leaves_nothing },
	{ "a failed write is told", a_failed_write_is_told },
	{ "gzip output depends on the text alone", packed_output_depends_on_the_text_alone },
	{ "a spool gives back what it was given, in memory and past it", a_spool_gives_back_what_it_was_given },
	{ "a spool without a place says so", a_spool_without_a_place_says_so },
	{ "nothing is left in the folder", end },
)
