#include "unit.h"

#include "../fuzz/both.h"
#include "../../src/base/rng.h"

#include <unistd.h>

static bool
cut(struct attributes *a, const char *line)
{
	struct str tag;

	return attributes_cut(a, str_of(line), &tag) && tag.s[0] == '<' && tag.s[tag.n - 1] == '>';
}

static void
plain_elements_are_cut(void)
{
	struct attributes a = {0};

	CHECK(cut(&a, "  <row Id=\"1\" Body='a \"b\" &lt;p&gt;&#xA;&amp;amp;&#8364;' />\r\n") && a.all.len == 2);
	CHECK(str_is(a.all.at[0].name, "Id") && str_is(a.all.at[0].value, "1"));
	CHECK(str_is(a.all.at[1].name, "Body") && str_is(a.all.at[1].value, "a \"b\" <p>\n&amp;\xe2\x82\xac"));
	CHECK(cut(&a, "<row/>") && a.all.len == 0);
	CHECK(cut(&a, "<row A=\"\"/>") && a.all.len == 1 && a.all.at[0].value.n == 0);
	CHECK(cut(&a, "<row A=\"&#x1F;&#0;&#xD800;\"/>") && str_is(a.all.at[0].value, "\x1f\xef\xbf\xbd\xef\xbf\xbd"));
	attributes_free(&a);
}

static void
the_rest_is_for_expat(void)
{
	static const char *const lines[] = { "", "<", "</>", "</posts>", "<row>", "<row></row>", "<row A=\"1\" A=\"2\"/>", "<row A=\"<\"/>",
		"<row A=\"\t\"/>", "<row A=\"&b;\"/>", "<row A=\"&#;\"/>", "<row A=\"&#x;\"/>", "<row A=\"&#1\"/>", "<row A=\"&lt\"/>", "<row A=1/>",
		"<row A =\"1\"/>", "<row A=\"1\"B=\"2\"/>", "<row A=\"1/>", "<row A=\"/>", "<row A=/>", "<row A/>", "<row 1=\"1\"/>", "< row/>",
		"<row / >", "<row A=\"1\" /> x", "<a/><b/>", "<!-- a />", "<row A=\"caf\xe9\"/>", "<caf\xc3\xa9/>" };
	struct attributes a = {0};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (!CHECK(!cut(&a, lines[i])))
			printf("# %s\n", lines[i]);
	attributes_free(&a);
}

/* Documents of pieces that plain, odd and broken rows are made of. */
static void
expat_says_the_same(void)
{
	static const char *const pieces[] = { "<row Id=\"1\" Body=\"a&lt;b\" />\n", "  <row Id='2' T=\"&#xA;&quot;\"/>\r\n", "<row A=\"x\n y\" B=\"\t\"/>\n",
		"<row", " A=\"1\"", " B='2'", "/>", ">", "\n", " ", "<!-- ", " -->", "<![CDATA[", "]]>", "]]", "<?pi ", "?>", "</row>", "&amp;", "&", "\"",
		"<row A=\"1\"/><row B=\"2\"/>\n", "<row A=\"\xc3\xa9\"/>\n", "<row A=\"\xe9\"/>\n", "\x01", "</posts>", "<row A=\"1\" A=\"2\"/>\n", "<row Long=\"", "=" };
	char path[] = "/tmp/muster-both-XXXXXX";
	int fd = mkstemp(path);
	struct rng r;
	bool good = fd >= 0;

	rng_seed(&r, 11);
	for (size_t n = 0; good && n < 4000; n++) {
		struct buf text = {0}, plain = {0}, pieced = {0}, expat = {0};

		buf_adds(&text, n % 5 == 0 ? "<?xml version='1.0'?>\r\n<posts>" : "<posts>\n");
		for (uint64_t k = rng_below(&r, 24); k > 0; k--)
			buf_adds(&text, pieces[rng_below(&r, rng_below(&r, 3) == 0 ? sizeof pieces / sizeof *pieces : 3)]);
		if (n % 3 > 0)
			buf_adds(&text, "</posts>\n");
		good = ftruncate(fd, 0) == 0 && pwrite(fd, text.data, text.len, 0) == (ssize_t)text.len;
		both_read(&plain, path, 1 << 20, n % 7 == 0 ? 60 : 1 << 20, false);
		both_read(&pieced, path, 1 + n % 13, n % 7 == 0 ? 60 : 1 << 20, false);
		both_read(&expat, path, 50, n % 7 == 0 ? 60 : 1 << 20, true);
		good &= str_equal(buf_str(&plain), buf_str(&expat)) && str_equal(buf_str(&plain), buf_str(&pieced));
		if (!CHECK(good))
			printf("# %s\n# plain\n%s\n# in pieces\n%s\n# expat\n%s\n", text.data, plain.data, pieced.data, expat.data);
		buf_free(&text);
		buf_free(&plain);
		buf_free(&pieced);
		buf_free(&expat);
	}
	if (fd >= 0)
		close(fd);
	unlink(path);
}

UNIT({ "plain elements are cut", plain_elements_are_cut }, { "the rest is for expat", the_rest_is_for_expat },
    { "expat says the same", expat_says_the_same })
